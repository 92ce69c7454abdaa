package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests commands whose {@code --ledger} names a file of another program, or that cannot use the folder of their keys. */
class ForeignLedgerTest {
    private static final String[] COMMANDS = {
        "plan --input LIST --accounts green",
        "plan --input LIST --accounts green --replace",
        "run",
        "run --apply --expect 1",
        "verify",
        "status",
        "report",
        "hold add --ids LIST",
        "hold remove --ids LIST",
        "receipts verify",
        "receipts export --to TO",
        "keys destroy-data-key --yes",
        "scrub --yes",
        "scrub --yes --force"
    };

    @TempDir
    Path folder;

    private JobTester job;

    @BeforeEach
    void start() throws IOException {
        job = JobTester.start(folder).holding("green", "p1");
        Files.createDirectory(job.ledger().getParent());
    }

    @AfterEach
    void end() {
        job.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a letter", "SQLite format 3"})
    void everyCommand_fileOfAnotherProgram_leavesItUnchanged(String content) throws Exception {
        Files.writeString(job.ledger(), content.repeat(content.isEmpty() ? 0 : 100));
        Files.setPosixFilePermissions(job.ledger(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(job.command.runOnFiles(
                        "keys", "init", "--keys", job.keys().toString(), "--ledger", "sqlite:" + job.ledger()))
                .isEqualTo(1);
        assertThat(job.err()).contains("is not a ledger");
        assertThat(job.keys()).doesNotExist();
        assertThat(job.command.runOnFiles("keys", "init", "--keys", job.keys().toString()))
                .isZero();
        Path list = job.file("list.txt", "p1\n");
        Map<String, String> before = image(job.ledger().getParent());

        for (String each : COMMANDS) {
            int code = run(each, list);

            assertThat(code).as(each).isEqualTo(1);
            assertThat(job.err()).as(each).contains("is not a ledger").doesNotContain("SQLite error", "\tat ");
            assertThat(image(job.ledger().getParent())).as(each).isEqualTo(before);
        }
        assertThat(folder.resolve("to")).doesNotExist();
        assertThat(job.requests()).isZero();
    }

    @Test
    void plan_fileOfAnotherProgram_createsNoKeys() throws Exception {
        Files.writeString(job.ledger(), "a letter");

        assertThat(job.plan("p1")).isEqualTo(1);
        assertThat(job.keys()).doesNotExist();
    }

    @Test
    void plan_keysThatCannotBeUsed_createsNothing() throws Exception {
        Files.delete(job.ledger().getParent());
        Files.createDirectory(job.keys());
        Files.setPosixFilePermissions(job.keys(), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(job.keys().resolve("signing.key"), "not a key");
        Files.setPosixFilePermissions(job.keys().resolve("signing.key"), PosixFilePermissions.fromString("rw-------"));

        assertThat(job.plan("p1")).isEqualTo(2);

        assertThat(job.err()).contains("signing.key");
        assertThat(job.ledger().getParent()).doesNotExist();
        assertThat(job.keys().toFile().list()).containsExactly("signing.key");
    }

    @Test
    void keysInit_belowAFolderWithALedger_isRejectedWithoutItsName() throws Exception {
        assertThat(job.plan("p1")).isZero();
        Path keys = job.ledger().resolveSibling("keys");

        assertThat(job.command.runOnFiles("keys", "init", "--keys", keys.toString()))
                .isEqualTo(2);

        assertThat(job.err()).contains("in the ledger's folder");
        assertThat(keys).doesNotExist();
    }

    @Test
    void plan_keysInTheLedgersFolderThroughALink_createsNothing() throws Exception {
        Files.createSymbolicLink(folder.resolve("keys"), job.ledger().getParent());

        assertThat(job.plan("p1")).isEqualTo(2);
        assertThat(job.err()).contains("in the ledger's folder");
        assertThat(job.ledger().getParent().toFile().list()).isEmpty();
    }

    private int run(String command, Path list) {
        String[] words = command.replace("LIST", list.toString())
                .replace("TO", folder.resolve("to").toString())
                .split(" ", -1);
        int options = 0;
        while (options < words.length && !words[options].startsWith("-")) {
            options++;
        }
        String name = String.join(" ", Arrays.copyOf(words, options));
        return job.run(name, Arrays.copyOfRange(words, options, words.length));
    }

    private static Map<String, String> image(Path folder) throws IOException {
        Map<String, String> image = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                image.put(
                        each.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each))
                                + Files.getLastModifiedTime(each)
                                + Files.readString(each));
            }
        }
        return image;
    }
}
