package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionScriptTest {
    /** Calls the function as bash does, and prints what it offers and its calls of {@code compopt}. */
    private static final String COMPLETE = """
            complete() { :; }
            compopt() { echo "compopt $*"; }
            . "$0" && COMP_WORDS=("$@") && COMP_CWORD=$(($# - 1)) && _efface_completion
            printf '%s\\n' "${COMPREPLY[@]}"
            """;
    /** Without this line, bash offers files if the function offers nothing. */
    private static final String NO_FILES = "compopt +o default";

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws Exception {
        script = folder.resolve("completion/efface.bash");
        CompletionScript.main(new String[] {script.toString()});
    }

    @Test
    void script_command_isCompleted() throws Exception {
        assertThat(complete("efface", "re")).containsExactlyInAnyOrder("report", "receipts", NO_FILES);
        assertThat(complete("efface", "hold", "")).containsExactlyInAnyOrder("add", "remove", NO_FILES);
        assertThat(complete("efface", "help", "rec")).containsExactlyInAnyOrder("receipts", NO_FILES);
        assertThat(complete("efface", "nothing-like-this")).containsExactly(NO_FILES);
    }

    @Test
    void script_option_isCompleted() throws Exception {
        assertThat(complete("efface", "run", "--job", "one", "--le")).containsExactlyInAnyOrder("--ledger", NO_FILES);
        assertThat(complete("efface", "hold", "add", "--key")).containsExactlyInAnyOrder("--keys", NO_FILES);
        assertThat(complete("efface", "plan", "--no-h")).contains("--no-header", "--no-hold-header");
        assertThat(complete("efface", "demo", "-"))
                .contains("--persons", "--help")
                .doesNotContain("--ledger", "run");
    }

    @Test
    void script_valueThatIsAFile_isLeftToTheShell() throws Exception {
        assertThat(complete("efface", "doctor", "--config", "acc")).isEmpty();
        assertThat(complete("efface", "doctor", "--config", "=", "acc")).isEmpty();
        assertThat(complete("efface", "doctor", "--config", "=")).isEmpty();
        assertThat(complete("efface", "erase", "leav")).isEmpty();
        assertThat(complete("efface", "plan", "--job", "nam")).containsExactly(NO_FILES);
        assertThat(complete("efface", "delete-person", "47")).containsExactly(NO_FILES);
    }

    @Test
    void script_ledger_isCompleted() throws Exception {
        assertThat(complete("efface", "status", "--ledger", ""))
                .containsExactlyInAnyOrder("sqlite:", "compopt -o nospace");
        assertThat(complete("efface", "status", "--ledger", "sqlite", ":", "led"))
                .isEmpty();
    }

    @Test
    void script_valueOfAFixedList_isCompleted() throws Exception {
        assertThat(complete("efface", "report", "--lang", "")).containsExactlyInAnyOrder("en", "zh", NO_FILES);
        assertThat(complete("efface", "erase", "--accept", "empty"))
                .containsExactlyInAnyOrder("empty_marker", "empty_hold", NO_FILES);
    }

    /** Returns what bash offers for the last word of a command line. */
    private List<String> complete(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", COMPLETE, script.toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.lines().filter(line -> !line.isEmpty()).toList();
    }
}
