package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private final FakeRepository repository = new FakeRepository().holding("alice");
    private final CommandTester tester = CommandTester.with("main", repository);

    @ParameterizedTest
    @ValueSource(strings = {"delete-person", "delete-faces", "find-person"})
    void help_ofEachCommand_goesToStandardOutput(String command) {
        assertThat(tester.run(command, "--help")).isZero();
        assertThat(tester.out()).contains("Usage: efface " + command, "--config", "--json");
        assertThat(tester.err()).isEmpty();
    }

    @Test
    void help_ofTheRootCommand_listsCommandsAndExitCodes() {
        assertThat(tester.run("--help")).isZero();
        assertThat(tester.out()).contains("delete-person", "find-person", "Exit codes");
    }

    @Test
    void help_exampleReference_isPrintedUnresolved() {
        tester.run("delete-person", "--help");

        assertThat(tester.out()).contains("${env:NAME}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void version_isOneLine(String option) {
        assertThat(tester.run(option)).isZero();
        assertThat(tester.out()).startsWith("efface ").hasLineCount(1);
    }

    @Test
    void noCommand_isAUsageError() {
        assertThat(tester.run()).isEqualTo(2);
        assertThat(tester.err()).contains("hint: efface --help");
        assertThat(tester.out()).isEmpty();
    }

    @Test
    void unknownCommand_isNotRepeated() {
        assertThat(tester.run("delete-persom")).isEqualTo(2);
        assertThat(tester.err())
                .contains("no such command", "did you mean delete-person")
                .doesNotContain("persom");
    }

    @Test
    void unknownCommand_unlikeEveryCommand_hasNoSuggestion() {
        assertThat(tester.run("bogus")).isEqualTo(2);
        assertThat(tester.err()).contains("no such command").doesNotContain("did you mean");
    }

    @Test
    void unknownOption_isNamedByPositionBecauseItMayBeAnId() {
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "-alice"))
                .isEqualTo(2);
        assertThat(tester.err()).contains("write -- before an id").doesNotContain("alice");
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "bob", "-alice"))
                .isEqualTo(2);
        assertThat(tester.err())
                .contains("(argument 6)", "write -- before an id")
                .doesNotContain("alice");
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void misspeltOptionBesideMissingOnes_hasASuggestion() {
        assertThat(tester.run("run", "--aply")).isEqualTo(2);
        assertThat(tester.err())
                .contains("Missing required option", "did you mean --apply?")
                .doesNotContain("begins with a dash");
    }

    @Test
    void secretAsAnOption_isNotRepeated() {
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "--secret-key=hunter2", "alice"))
                .isEqualTo(2);
        assertThat(tester.err()).doesNotContain("hunter2");
    }

    @Test
    void missingConfig_namesTheOption() {
        assertThat(tester.run("delete-person", "--yes", "alice")).isEqualTo(2);
        assertThat(tester.err()).contains("--config").doesNotContain("alice");
    }

    @Test
    void missingIds_isAUsageError() {
        assertThat(tester.run("delete-person", "--config", "x", "--yes")).isEqualTo(2);
        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "alice"))
                .isEqualTo(2);
        assertThat(tester.run("find-person", "--config", "x")).isEqualTo(2);
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void option_withoutValue_isNamedWithoutNextArgument() {
        assertThat(tester.run("delete-person", "--yes", "alice", "--config")).isEqualTo(2);
        assertThat(tester.err()).contains("--config").doesNotContain("alice");
        assertThat(tester.run("delete-person", "--yes", "alice", "--config", "--json"))
                .isEqualTo(2);
        assertThat(tester.err()).contains("--config");
    }

    @Test
    void id_thatStartsWithAt_isNotAnArgumentFile() {
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "@/etc/hostname"))
                .isZero();
        assertThat(repository.sent).containsExactly("@/etc/hostname");
    }

    @Test
    void ids_afterDoubleDash_areIds() {
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "--", "-alice", "--json"))
                .isZero();
        assertThat(repository.sent).containsExactly("-alice", "--json");
    }

    @Test
    void quotedOrEmptyIds_areTakenAsTheyAre() {
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "\"alice\""))
                .isZero();
        assertThat(repository.sent).containsExactly("\"alice\"");
        assertThat(tester.run("delete-person", "--config", "x", "--yes", "")).isEqualTo(2);
    }
}
