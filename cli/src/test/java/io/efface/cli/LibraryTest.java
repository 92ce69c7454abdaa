package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what commands print about the library of an account. */
class LibraryTest {
    private final CommandTester command = new CommandTester();

    @TempDir
    Path folder;

    @BeforeEach
    void configure() throws IOException {
        configure("staff");
    }

    private void configure(String library) throws IOException {
        Files.writeString(folder.resolve("accounts.properties"), """
                efface.accounts.main.provider = memory
                efface.accounts.main.allow-memory = true
                efface.accounts.main.library = %s
                efface.accounts.main.libraries = staff, visitors
                """.formatted(library));
    }

    private int run(String name, String... options) {
        List<String> words = new ArrayList<>(
                List.of(name, "--config", folder.resolve("accounts.properties").toString()));
        words.addAll(List.of(options));
        return command.runOnFiles(words.toArray(String[]::new));
    }

    private int job(String name, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "--ledger",
                "sqlite:" + folder.resolve("ledger/efface.db"),
                "--keys",
                folder.resolve("keys").toString(),
                "--job",
                "one"));
        words.addAll(List.of(options));
        return run(name, words.toArray(String[]::new));
    }

    private int plan(String... options) throws IOException {
        Path list = Files.writeString(folder.resolve("people.txt"), "p1\n");
        List<String> words =
                new ArrayList<>(List.of("--input", list.toString(), "--accounts", "main", "--no-progress"));
        words.addAll(List.of(options));
        return job("plan", words.toArray(String[]::new));
    }

    @Test
    void doctor_accountInALibrary_showsTheLibrary() {
        assertThat(run("doctor")).isZero();
        assertThat(command.out()).contains("this process, library staff");
        assertThat(run("doctor", "--json")).isZero();
        assertThat(command.out()).contains("\"place\":\"this process\",\"library\":\"staff\"");
    }

    @Test
    void doctor_pingOfALibraryThatDoesNotExist_fails() throws IOException {
        configure("staf");
        assertThat(run("doctor", "--ping")).isEqualTo(ExitStatus.OTHER.code());
        assertThat(command.out()).contains("NOT_FOUND");
        assertThat(command.err())
                .contains("account main: findPerson: NOT_FOUND (memory NoSuchLibrary")
                .contains("library staf)");
    }

    @Test
    void deletePerson_accountInALibrary_showsItInQuestionTableAndJson() {
        command.withAnswer("yes");
        assertThat(run("delete-person", "p1")).isZero();
        assertThat(command.questions).singleElement().asString().contains("main (memory, this process, library staff)");
        assertThat(command.out()).contains("main (library staff)");
        assertThat(run("delete-person", "--yes", "--json", "p1")).isZero();
        assertThat(command.out()).startsWith("{\"account\":\"main\",\"library\":\"staff\",\"operation\"");
    }

    @Test
    void deletePerson_libraryThatDoesNotExist_isNeverAbsent() throws IOException {
        configure("staf");
        assertThat(run("delete-person", "--yes", "--json", "p1")).isEqualTo(ExitStatus.OTHER.code());
        assertThat(command.out())
                .contains("\"outcome\":null,\"evidence\":null")
                .contains("\"kind\":\"NOT_FOUND\",\"effect\":\"NONE\",\"retry\":\"NEVER\"");
        assertThat(run("find-person", "--json", "p1")).isEqualTo(ExitStatus.OTHER.code());
        assertThat(command.out()).contains("\"present\":null");
    }

    @Test
    void job_accountInALibrary_isShownByEveryCommand() throws IOException {
        assertThat(plan()).isZero();
        assertThat(command.out()).contains("this process, library staff");
        assertThat(job("run", "--no-progress")).isZero();
        assertThat(command.out()).contains("main (memory, this process, library staff): 1 targets");
        assertThat(job("run", "--apply", "--expect", "1", "--no-progress", "--json"))
                .isZero();
        assertThat(command.out()).contains("\"libraries\":{\"main\":\"staff\"}");
        assertThat(job("verify", "--no-progress", "--json")).isZero();
        assertThat(command.out()).contains("\"libraries\":{\"main\":\"staff\"}");
        assertThat(job("status")).isZero();
        assertThat(command.out()).contains("account main (memory, this process, library staff): ");
        assertThat(job("status", "--json")).isZero();
        assertThat(command.out()).contains("\"place\":\"this process\",\"library\":\"staff\"");
        assertThat(job("report")).isZero();
        assertThat(command.out()).contains("main (memory, this process, library staff): 1 DONE");
    }

    @Test
    void run_libraryOfAnotherName_isRejectedAsAConfigurationThatChanged() throws IOException {
        assertThat(plan("--json")).isZero();
        assertThat(command.out()).contains("\"place\":\"this process\",\"library\":\"staff\"");
        configure("visitors");
        assertThat(job("run", "--apply", "--expect", "1", "--no-progress")).isEqualTo(ExitStatus.USAGE.code());
        assertThat(command.err())
                .contains("the account 'main' is not configured as it was when the job was planned")
                .contains("then: memory, this process, library staff")
                .contains("now: memory, this process, library visitors");
    }
}
