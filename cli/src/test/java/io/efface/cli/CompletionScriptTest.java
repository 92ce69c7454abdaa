package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        assertThat(complete("efface", "help", "ho")).containsExactlyInAnyOrder("hold", NO_FILES);
        assertThat(complete("efface", "help", "hold", "")).containsExactlyInAnyOrder("add", "remove", NO_FILES);
        assertThat(complete("efface", "nothing-like-this")).containsExactly(NO_FILES);
    }

    @Test
    void script_commandsOfDetachedRuns_areCompleted() throws Exception {
        assertThat(complete("efface", "wo")).containsExactlyInAnyOrder("work", NO_FILES);
        assertThat(complete("efface", "st")).containsExactlyInAnyOrder("status", "stop", NO_FILES);
        assertThat(complete("efface", "run", "--det")).containsExactlyInAnyOrder("--detach", NO_FILES);
        assertThat(complete("efface", "work", "--na")).containsExactlyInAnyOrder("--name", NO_FILES);
        assertThat(complete("efface", "stop", "--jo")).containsExactlyInAnyOrder("--job", NO_FILES);
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
        assertThat(complete("efface", "report", "--format", "=", "h")).containsExactlyInAnyOrder("html", NO_FILES);
        assertThat(complete("efface", "plan", "--hold-format", "x")).containsExactlyInAnyOrder("xlsx", NO_FILES);
        assertThat(complete("efface", "plan", "--delimiter", "s")).containsExactlyInAnyOrder("semicolon", NO_FILES);
        assertThat(complete("efface", "run", "--accept", "")).containsExactlyInAnyOrder("OLD_TAIL", NO_FILES);
        assertThat(complete("efface", "run", "--retry-failed", "=")).containsExactlyInAnyOrder("all", NO_FILES);
    }

    @Test
    void script_code_isCompletedInTheSpellingOfTheHelp() throws Exception {
        assertThat(complete("efface", "erase", "--accept", "EMPTY"))
                .containsExactlyInAnyOrder("EMPTY_MARKER", "EMPTY_HOLD", NO_FILES);
        assertThat(complete("efface", "plan", "--reason", "PIPL")).containsExactlyInAnyOrder("PIPL_ART47", NO_FILES);
    }

    @Test
    void script_list_itsLastValueIsCompleted() throws Exception {
        assertThat(complete("efface", "erase", "--accept", "EMPTY_HOLD,NEAR"))
                .containsExactlyInAnyOrder("EMPTY_HOLD,NEAR_HOLD", NO_FILES);
    }

    @Test
    void script_wordsThatAreNotDividedAtEqualsSigns_areCompleted() throws Exception {
        Files.createFile(folder.resolve("leavers 1.csv"));
        assertThat(complete("efface", "report", "--format=h")).containsExactlyInAnyOrder("--format=html", NO_FILES);
        assertThat(complete("efface", "erase", "--hold=leav")).containsExactly("--hold=leavers 1.csv");
        assertThat(complete("efface", "status", "--ledger", "sqlite:leav")).containsExactly("sqlite:leavers 1.csv");
        assertThat(complete("efface", "status", "--ledger=sqlite:leav"))
                .containsExactly("--ledger=sqlite:leavers 1.csv");
    }

    @Test
    void script_inZsh_offersTheSame() throws Exception {
        Needs.tool("zsh", Files.isExecutable(Path.of("/usr/bin/zsh")), "zsh is not installed");
        Files.createFile(folder.resolve("leavers.csv"));
        assertThat(completeInZsh("efface help ho")).isEqualTo("efface help hold ");
        assertThat(completeInZsh("efface help hold a")).isEqualTo("efface help hold add ");
        assertThat(completeInZsh("efface report --lang z")).isEqualTo("efface report --lang zh ");
        assertThat(completeInZsh("efface report --format=h")).isEqualTo("efface report --format=html ");
        assertThat(completeInZsh("efface plan --reason G")).isEqualTo("efface plan --reason GDPR_ART17 ");
        assertThat(completeInZsh("efface erase --accept EMPTY_HOLD,N"))
                .isEqualTo("efface erase --accept EMPTY_HOLD,NEAR_HOLD ");
        assertThat(completeInZsh("efface erase lea")).isEqualTo("efface erase leavers.csv ");
        assertThat(completeInZsh("efface erase --hold=lea")).isEqualTo("efface erase --hold=leavers.csv ");
        assertThat(completeInZsh("efface status --ledger sqlite:lea"))
                .isEqualTo("efface status --ledger sqlite:leavers.csv ");
    }

    /** Types a line and the Tab key into zsh on a pseudo terminal, and returns the line after it. */
    private String completeInZsh(String line) throws Exception {
        Files.copy(
                Path.of("src/main/zip/completion/_efface"),
                script.resolveSibling("_efface"),
                StandardCopyOption.REPLACE_EXISTING);
        Path result = folder.resolve("result");
        Path setup = Files.writeString(folder.resolve("zpty.zsh"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell 'PS1=; fpath=('"$1"' $fpath); autoload -Uz compinit; compinit -u -D'
                zpty -w shell 'show() { zle expand-or-complete; print -r -- "$BUFFER" >$RESULT; exit }'
                zpty -w shell 'zle -N show; bindkey "^T" show'
                zpty -w -n shell "$2"$'\\x14'
                while zpty -r shell part; do :; done
                """);
        Files.deleteIfExists(result);
        ProcessBuilder zsh = new ProcessBuilder(
                        "/usr/bin/zsh",
                        "-f",
                        setup.toString(),
                        script.getParent().toString(),
                        line)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        zsh.environment().put("RESULT", result.toString());
        Process process = zsh.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(result).as(output).exists();
        return Files.readString(result).replaceFirst("\n$", "");
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
