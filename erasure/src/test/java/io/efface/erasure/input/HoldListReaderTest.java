package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.COLUMNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the reader of hold lists. */
class HoldListReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"4711\",\"4712\"]",
                "4711\n[\"4712\"]",
                "4711\n4712,4713",
                "4711\n4712;4713",
                "4711\n\"4712\"",
                "4711\n4712 4713",
                "4711\n4712\uFF0C4713",
                "4711\n4712\u30014713",
                "",
                "\n  \n",
                "person_id\n",
                "4711\nNULL",
                "4711\n4.7E+3",
                "123456789012345000\n987654321098765000\n123456789012345678"
            })
    void readHolds_unusableList_isRejected(String text) {
        for (ListOptions options :
                List.of(ListOptions.defaults(), ListOptions.defaults().withFormat(InputFormat.PLAIN))) {
            assertThatThrownBy(() -> InputReader.readHolds(
                            InputSource.stream(
                                    "holds", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                            options,
                            "--hold-",
                            (id, line) -> {}))
                    .isInstanceOfSatisfying(
                            ErasureException.class,
                            e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT))
                    .hasMessageNotContaining("4712");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"person_id\n4712\"\n", "person_id\n47\"12\n", "subject,person_id\n4712\",1\n"})
    void readHolds_misplacedQuoteInCsv_isRejected(String text) {
        assertThatThrownBy(() -> InputReader.readHolds(
                        InputSource.stream("holds", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                        ListOptions.defaults(),
                        "--hold-",
                        (id, line) -> {}))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("a quote")
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("4712");
    }

    @Test
    void readHolds_columnByNumber_isRejectedUntilTheHeaderIsStated() {
        ListOptions options = ListOptions.defaults().withColumns(COLUMNS.withPerson("#1"));
        byte[] text = "alice\nbob\n".getBytes(StandardCharsets.UTF_8);
        List<String> held = new ArrayList<>();

        assertThatThrownBy(() -> InputReader.readHolds(
                        InputSource.stream("holds", new ByteArrayInputStream(text)),
                        options,
                        "--hold-",
                        (id, line) -> held.add(id)))
                .hasMessageContainingAll("--hold-header", "--no-hold-header")
                .hasMessageNotContaining("alice");
        InputReader.readHolds(
                InputSource.stream("holds", new ByteArrayInputStream(text)),
                options.withHeader(false),
                "--hold-",
                (id, line) -> held.add(id));

        assertThat(held).containsExactly("alice", "bob");
    }

    @Test
    void readHolds_acceptedEmptyList_isRead() {
        ListOptions options = ListOptions.defaults().withAccepted(Set.of(ListRisk.EMPTY_HOLD));

        assertThat(InputReader.readHolds(
                        InputSource.stream("holds", new ByteArrayInputStream(new byte[0])),
                        options,
                        "--",
                        (id, line) -> {}))
                .isEqualTo(new InputReader.HoldFacts(InputFormat.PLAIN, Map.of(ListRisk.EMPTY_HOLD, 1L)));
    }

    @Test
    void readHolds_csvOfSubjectsAndPersons_returnsBoth() {
        List<String> ids = new ArrayList<>();
        InputReader.readHolds(
                InputSource.stream(
                        "holds",
                        new ByteArrayInputStream("subject,person_id\ns1,p1\ns2,\n".getBytes(StandardCharsets.UTF_8))),
                ListOptions.defaults(),
                "--",
                (id, line) -> ids.add(line + " " + id));

        assertThat(ids).containsExactly("2 p1", "2 s1", "3 s2");
    }
}
