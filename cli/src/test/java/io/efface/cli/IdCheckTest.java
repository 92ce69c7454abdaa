package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.IdRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests ids that break the vendor's rule or that are probably a mistake, as arguments and on standard input. */
class IdCheckTest {
    private final FakeRepository repository = new FakeRepository().holding("multi", "f1");
    private final CommandTester tester = CommandTester.with("cn", repository).withLayers(Map.of());

    IdCheckTest() {
        repository.idRule = new IdRule("ASCII letters", Pattern.compile("[a-z]+"), 32, "the vendor's page");
    }

    private int run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--config", "accounts.properties"));
        arguments.addAll(List.of(more));
        return tester.run(arguments.toArray(String[]::new));
    }

    @Test
    void deletePerson_idThatTheVendorCannotHold_endsWithUsageAndSendsNothing() {
        int code = run("delete-person", "--yes", "multi,p1");

        assertThat(code).isEqualTo(2);
        assertThat(repository.sent).isEmpty();
        assertThat(tester.err())
                .contains("INVALID_ARGUMENT", "ASCII letters", "the vendor's page", "find-person", "id-check = warn")
                .doesNotContain("multi");
    }

    @Test
    void deleteFaces_personIdThatTheVendorCannotHold_endsWithUsageAndSendsNothing() {
        assertThat(run("delete-faces", "--yes", "multi,p1", "f1")).isEqualTo(2);
        assertThat(repository.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multi ", " multi", "multi\u00A0", "mul\u200Bti", "multi\uFEFF", "\u202Emulti", "mul\u00ADti"})
    void delete_doubtfulId_isRejectedFromEverySource(String id) {
        repository.idRule = IdRule.ANYTHING;

        assertThat(run("delete-person", "--yes", "ok", id)).isEqualTo(2);
        assertThat(tester.err())
                .contains("id 2 of 2: the id ", "id-check = warn")
                .doesNotContain("multi");
        tester.input("ok\n" + id + "\n");
        assertThat(run("delete-person", "--yes", "-")).isEqualTo(2);
        assertThat(tester.err()).contains("standard input, line 2: the id ");
        assertThat(run("delete-faces", "--yes", id, "f1")).isEqualTo(2);
        assertThat(tester.err()).contains("PERSON: the id ");
        assertThat(run("delete-faces", "--yes", "multi", id)).isEqualTo(2);
        assertThat(repository.sent).isEmpty();

        assertThat(run("find-person", id)).as("a read is never rejected").isIn(0, 5);
        assertThat(repository.sent).containsExactly(id);
    }

    @Test
    void delete_warn_sendsAndMarksEachResult() {
        tester.withLayers(Map.of("id-check", "warn"));

        assertThat(run("delete-person", "--yes", "--json", "multi,p1", "multi ", "multi"))
                .isZero();

        assertThat(tester.outLines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"idWarning\":\"the person id breaks the vendor's rule"),
                        second -> assertThat(second).contains("\"idWarning\":"),
                        third -> assertThat(third).doesNotContain("idWarning"));
        run("delete-faces", "--yes", "--json", "multi,p1", "f1");
        assertThat(tester.outLines()).last().asString().contains("\"idWarning\":", "the vendor's page");
        run("delete-person", "--yes", "multi,p1");
        assertThat(tester.outLines()).last().asString().contains("the person id breaks the vendor's rule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f1,f2", "f1;f2", "f1|f2", "f1/f2", "f1 f2", "[f1]", "'f1'", "f1+f2", "f1\uFF0Cf2"})
    void deleteFaces_severalFacesInOneArgument_endsWithUsageAndSendsNothing(String faces) {
        assertThat(run("delete-faces", "--yes", "multi", "f0", faces)).isEqualTo(2);
        assertThat(tester.err())
                .contains(
                        "id 2 of 2: the id contains a separator", "each face as a separate argument", "id-check = warn")
                .doesNotContain(faces);
        tester.input("f0\n" + faces + "\n");
        assertThat(run("delete-faces", "--yes", "multi", "-")).isEqualTo(2);
        assertThat(tester.err()).contains("standard input, line 2: the id contains a separator");
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void deleteFaces_severalFacesInOneArgumentAndWarn_warnsAndSends() {
        tester.withLayers(Map.of("id-check", "warn"));

        assertThat(run("delete-faces", "--yes", "multi", "f1,f2")).isNotEqualTo(2);

        assertThat(tester.err()).contains("warning: id 1 of 1: the id contains a separator", "proves little");
        assertThat(repository.sent).isNotEmpty();
    }

    @Test
    void deleteFaces_idsWithUsualSigns_areSent() {
        assertThat(run("delete-faces", "--yes", "multi", "f1", "2875186538564559728", "a-b_c.d", "x=="))
                .isNotEqualTo(2);
        assertThat(repository.sent).isNotEmpty();
    }
}
