package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests commands on disks that are read-only or full. The tests mount disks, and are skipped if the user may not mount disks. */
class DiskTest {
    @TempDir
    Path folder;

    private final List<Path> mounted = new ArrayList<>();
    private JobTester job;

    @BeforeEach
    void start() throws IOException {
        job = JobTester.start(folder).holding("green", "p1", "p2").holding("iai", "p1", "p2");
    }

    @AfterEach
    void end() throws Exception {
        job.close();
        Collections.reverse(mounted);
        for (Path each : mounted) {
            isSuccessful("umount", each.toString());
        }
    }

    @Test
    void readCommands_archiveOnAReadOnlyDisk_verifyTheArchive() throws Exception {
        finishJob();
        Path ledgers = job.ledger().getParent();
        for (String without : List.of("nothing", "efface.db-shm", "efface.db-wal")) {
            Files.deleteIfExists(ledgers.resolve(without));
            mount("--bind", ledgers.toString(), ledgers.toString());
            mountAgain("-o", "remount,bind,ro", ledgers.toString());
            List<String> files = List.of(ledgers.toFile().list());

            assertThat(job.run("receipts verify")).as(job.err()).isZero();
            assertThat(job.out()).contains("sealed and intact");
            assertThat(job.run("report")).as(job.err()).isZero();
            assertThat(job.run("status")).as(job.err()).isZero();
            for (String command : List.of("run", "verify", "scrub", "plan")) {
                List<String> options = command.equals("plan")
                        ? List.of(
                                "--accounts",
                                "green",
                                "--input",
                                folder.resolve("people.txt").toString())
                        : command.equals("scrub") ? List.of("--yes") : List.of();
                assertThat(job.run(command, options.toArray(String[]::new)))
                        .as(command)
                        .isEqualTo(2);
                assertThat(job.err()).as(command).contains("read-only").doesNotContain("SQLite error", "\tat ");
            }
            assertThat(ledgers.toFile().list()).containsExactlyInAnyOrderElementsOf(files);
            assertThat(isSuccessful("umount", ledgers.toString())).isTrue();
            mounted.remove(ledgers);
        }
    }

    @Test
    void readCommands_logThatCannotBeReadOnAReadOnlyDisk_isReported() throws Exception {
        finishJob();
        Path ledgers = job.ledger().getParent();
        Files.deleteIfExists(ledgers.resolve("efface.db-shm"));
        Files.write(ledgers.resolve("efface.db-wal"), new byte[4152]);
        mount("--bind", ledgers.toString(), ledgers.toString());
        mountAgain("-o", "remount,bind,ro", ledgers.toString());

        assertThat(job.run("receipts verify")).isEqualTo(2);
        assertThat(job.err()).contains("efface.db-wal", "copy the ledger and all files beside it");
    }

    @Test
    void commands_diskFull_canReadAndReportThatTheyCannotWrite() throws Exception {
        finishJob();
        Path ledgers = job.ledger().getParent();
        byte[] ledger = Files.readAllBytes(job.ledger());
        mount("-t", "tmpfs", "-o", "size=" + (ledger.length / 1024 + 64) + "k", "none", ledgers.toString());
        Files.write(job.ledger(), ledger);
        Files.setPosixFilePermissions(job.ledger(), PosixFilePermissions.fromString("rw-------"));
        fill(ledgers.resolve("fill"));

        for (int again = 0; again < 2; again++) {
            assertThat(job.run("receipts verify")).as(job.err()).isZero();
            assertThat(job.out()).contains("sealed and intact");
            assertThat(job.run("report")).as(job.err()).isZero();
            assertThat(job.run("status")).as(job.err()).isZero();
            assertThat(job.out()).contains("not running");
        }
        for (String command : List.of("run", "verify", "scrub")) {
            int code = command.equals("scrub") ? job.run(command, "--yes") : job.run(command);
            assertThat(code).as(command).isEqualTo(1);
            assertThat(job.err()).as(command).contains("is full").doesNotContain("SQLite error", "\tat ");
        }
    }

    @Test
    void readCommands_logThatCannotBeReadOnAFullDisk_isReported() throws Exception {
        finishJob();
        Path ledgers = job.ledger().getParent();
        byte[] ledger = Files.readAllBytes(job.ledger());
        mount("-t", "tmpfs", "-o", "size=" + (ledger.length / 1024 + 64) + "k", "none", ledgers.toString());
        Files.write(job.ledger(), ledger);
        Files.write(ledgers.resolve("efface.db-wal"), new byte[4152]);
        fill(ledgers.resolve("fill"));

        assertThat(job.run("receipts verify")).isEqualTo(1);
        assertThat(job.err()).contains("is full", "free some space").doesNotContain("SQLite error", "\tat ");
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            // The disk is full.
        }
    }

    @Test
    void plan_diskFull_isReportedInOneLine() throws Exception {
        Path ledgers = Files.createDirectory(job.ledger().getParent());
        mount("-t", "tmpfs", "-o", "size=256k", "none", ledgers.toString());
        String[] people =
                IntStream.range(0, 20_000).mapToObj(i -> "person-" + i).toArray(String[]::new);

        assertThat(job.plan(people)).isEqualTo(1);
        assertThat(job.err())
                .contains("the disk of the ledger is full", "free some space")
                .doesNotContain("SQLite error", "\tat ", "person-");
    }

    private void finishJob() throws IOException {
        job.plan("p1", "p2");
        assertThat(job.run("run", "--apply", "--expect", "4")).as(job.err()).isZero();
        assertThat(job.run("status")).isZero();
    }

    private void mount(String... options) throws IOException, InterruptedException {
        mountAgain(options);
        mounted.add(Path.of(options[options.length - 1]));
    }

    private static void mountAgain(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(options));
        Needs.tool("mount", isSuccessful(command.toArray(String[]::new)), "this user may not mount a disk");
    }

    private static boolean isSuccessful(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // There is no such program.
        }
    }
}
