package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JobCommandsTest extends JobCommandFixture {
    @Test
    void commands_missingLedgerOrJob_exitWithTwo() throws Exception {
        for (String name : List.of("run", "verify", "status", "report", "receipts verify", "scrub")) {
            assertThat(job.run(name)).as(name).isEqualTo(2);
        }
        job.plan(ALICE);
        for (String name : List.of("run", "verify", "status", "report", "receipts verify")) {
            assertThat(job.runJob("other", name)).as(name).isEqualTo(2);
        }
        assertThat(job.command.runOnFiles(
                        "run",
                        "--json",
                        "--config",
                        job.config().toString(),
                        "--ledger",
                        "sqlite:" + job.ledger(),
                        "--job",
                        "one",
                        "--keys",
                        folder.resolve("others").toString()))
                .isEqualTo(2);
        assertThat(job.lastLine()).startsWith("{\"exit\":2,");
        assertThat(job.command.runOnFiles("run", "--json", "--bogus")).isEqualTo(2);
        assertThat(job.lastLine()).startsWith("{\"exit\":2,");
    }

    @Test
    void status_withoutJob_listsAllJobs() throws Exception {
        job.plan(ALICE, BOB);
        job.run("run", "--apply", "--expect", "4", "--limit", "3");
        Path list = job.file("more.txt", CAROL + "\n");
        job.runJob("two", "plan", "--input", list.toString(), "--accounts", "iai");
        String ledger = "sqlite:" + job.ledger();

        assertThat(job.command.runOnFiles("status", "--ledger", ledger)).isZero();
        assertThat(job.outLines())
                .containsExactly(
                        "job one, started: planned 4, done 3, left 1", "job two, planned: planned 1, done 0, left 1");

        assertThat(job.command.runOnFiles("status", "--ledger", ledger, "--json"))
                .isZero();
        assertThat(job.outLines())
                .hasSize(3)
                .startsWith(
                        "{\"job\":\"one\",\"state\":\"STARTED\",\"detached\":null,\"planned\":4,\"done\":3,\"left\":1}",
                        "{\"job\":\"two\",\"state\":\"PLANNED\",\"detached\":null,\"planned\":1,\"done\":0,\"left\":1}");
    }

    @Test
    void ledger_ofAnotherWriter_isUnchanged() throws Exception {
        job.plan(ALICE);
        try (Ledger ledger = Ledger.open(job.ledger())) {
            assertThat(ledger.id()).isNotBlank();
            assertThat(job.run("run", "--apply", "--expect", "2")).isEqualTo(2);
            assertThat(job.err()).contains("this process has the ledger");
            assertThat(job.run("status")).isZero();
        }
        assertThat(job.requests()).isZero();
    }

    @Test
    void holdAdd_whileAnotherProcessHasTheLedger_takesEffect() throws Exception {
        job.plan(ALICE, BOB);
        Path ids = Files.writeString(folder.resolve("hold.txt"), ALICE + "\n");
        try (Ledger ledger = Ledger.open(job.ledger())) {
            assertThat(ledger.id()).isNotBlank();
            assertThat(job.run("hold add", "--ids", ids.toString(), "--format", "plain"))
                    .isZero();
        }
        job.run("run", "--apply", "--expect", "2");

        assertThat(job.holds("green", ALICE)).isTrue();
        assertThat(job.holds("green", BOB)).isFalse();
        assertNoIds();
    }

    @Test
    void report_everyFormat_showsIdsOnlyWithTheOption() throws Exception {
        job.plan(ALICE, BOB, ALICE);
        job.run("run", "--apply", "--expect", "4");

        assertThat(job.run("report", "--format", "text")).isZero();
        assertNoIds();
        assertThat(job.run("report", "--format", "csv")).isZero();
        assertNoIds();
        assertThat(job.run("report", "--format", "json")).isZero();
        assertThat(job.out())
                .contains(
                        "\"job\"",
                        "\"planned\"",
                        "\"outcomes\"",
                        "\"evidence\"",
                        "\"remarks\"",
                        "\"subjects\"",
                        "\"complete\"",
                        "\"rows\"");
        assertNoIds();

        Path ids = folder.resolve("with-ids");
        assertThat(job.run("report", "--format", "csv", "--with-ids", ids.toString()))
                .isZero();
        assertNoIds();
        assertThat(Files.readString(ids)).contains(ALICE, BOB);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ids)))
                .isEqualTo("rw-------");
        assertThat(job.run("report", "--format", "csv", "--with-ids", ids.toString()))
                .isEqualTo(2);
    }

    @Test
    void receiptsAndReport_rowEditedInLedger_reportLineAndFail() throws Exception {
        job.plan(ALICE, BOB);
        assertThat(job.run("run", "--apply", "--expect", "4", "--max-absent", "100%"))
                .isZero();
        assertThat(job.run("receipts verify")).isZero();
        assertThat(job.out()).contains("4 rows agree with the receipts");
        assertThat(job.run("report")).isZero();
        assertThat(job.out()).contains("checked        yes: sealed and intact", ", complete");

        edit("UPDATE row_1 SET evidence = 'INFERRED' WHERE id = 3");

        assertThat(job.run("receipts verify")).isEqualTo(1);
        assertThat(job.out()).contains("  row 3, line 2 of the list: the evidence");
        assertNoIds();
        assertThat(job.run("receipts verify", "--json")).isEqualTo(1);
        assertThat(job.out()).contains("\"verdict\":\"DIFFERENT\"", "{\"kind\":\"EVIDENCE\",\"row\":3,\"line\":2}");
        assertThat(job.run("report", "--format", "json")).isEqualTo(1);
        assertThat(job.out()).contains("\"complete\":false", "\"code\":\"ROWS_DIFFER\"");
        Path export = folder.resolve("export");
        assertThat(job.run("receipts export", "--to", export.toString())).isZero();
        assertThat(job.run("receipts verify", "--from", export.toString())).isZero();
    }

    @Test
    void receiptsRepair_editedRows_restoresThemAndRunCompletes() throws Exception {
        job.plan(ALICE, BOB);
        edit(
                "UPDATE row_1 SET state = 2, outcome = 'DELETED', evidence = 'VERIFIED_ABSENT', verified_at = 1, read_at = 1");
        assertThat(job.run("run", "--apply", "--expect", "4", "--max-absent", "100%"))
                .isEqualTo(1);
        assertThat(job.err()).contains("row 1, line 1 of the list: the state differs", "efface receipts repair");
        assertThat(job.out()).doesNotContain("complete");
        assertThat(job.run("scrub", "--yes")).isEqualTo(1);
        assertThat(job.err()).contains("nothing was destroyed");
        assertThat(job.run("receipts repair")).isEqualTo(2);

        assertThat(job.run("receipts repair", "--yes")).isZero();

        assertThat(job.out()).contains("4 rows restored; 0 differences left");
        assertThat(job.err()).contains("row 1, line 1 of the list: the state differs");
        assertNoIds();
        assertThat(job.run("run", "--apply", "--expect", "4", "--max-absent", "100%"))
                .isZero();
        assertThat(job.run("receipts verify")).isZero();
        edit("DELETE FROM row_1 WHERE id = 2");
        assertThat(job.run("receipts repair", "--yes", "--json")).isEqualTo(1);
        assertThat(job.out()).contains("\"restored\":0");
        assertThat(job.err()).contains("cannot be restored from the receipts");
    }

    @Test
    void receiptsRepair_forgedTail_isReportedAsBroken() throws Exception {
        job.plan(ALICE, BOB);
        edit("INSERT INTO event_1(target, bytes, mac) VALUES(1, CAST('{\"type\":\"OUTCOME\"}' AS BLOB), x'00')");

        assertThat(job.run("receipts repair", "--yes")).isEqualTo(1);

        assertThat(job.err()).contains("broken at line 2").doesNotContain("intact");
    }

    @Test
    void receiptsVerify_export_namesLedgerAndJobAndRejectsAnotherJob() throws Exception {
        job.plan(ALICE, BOB);
        Path export = folder.resolve("export");
        assertThat(job.run("receipts export", "--to", export.toString())).isZero();

        assertThat(job.run("receipts verify", "--from", export.toString())).isEqualTo(8);
        assertThat(job.out()).startsWith("job one, ledger ");
        assertThat(job.runJob("two", "receipts verify", "--from", export.toString()))
                .isEqualTo(2);
        assertThat(job.err()).contains("--job names another job; this export comes from job 'one'");

        Path other = folder.resolve("ledger").resolve("other.db");
        Ledger.open(other).close();
        String[] from = {
            "receipts",
            "verify",
            "--from",
            export.toString(),
            "--keys",
            job.keys().toString()
        };
        assertThat(job.command.runOnFiles(with(from, "--ledger", "sqlite:" + other)))
                .isEqualTo(2);
        assertThat(job.err()).contains("--ledger names another ledger; this export comes from the ledger with the id ");
        assertThat(job.command.runOnFiles(with(from, "--ledger", "sqlite:" + folder.resolve("ledger/none.db"))))
                .isEqualTo(2);
        assertThat(job.err()).contains("--ledger: there is no such ledger");
        assertThat(job.command.runOnFiles(with(from, "--ledger", "sqlite:" + job.ledger())))
                .isEqualTo(8);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void receiptsVerify_export_usesTheKeyFolderOfTheEnvironment() throws Exception {
        job.plan(ALICE, BOB);
        Path export = folder.resolve("export");
        assertThat(job.run("receipts export", "--to", export.toString())).isZero();
        Path missing = folder.resolve("missing");

        job.command.environment.put("EFFACE_KEYS", missing.toString());
        assertThat(job.command.runOnFiles("receipts", "verify", "--from", export.toString()))
                .isEqualTo(2);
        assertThat(job.err()).contains("the key folder " + missing + " does not exist", "--public-key");

        job.command.environment.put("EFFACE_KEYS", job.keys().toString());
        assertThat(job.command.runOnFiles("receipts", "verify", "--from", export.toString()))
                .isEqualTo(8);
        assertThat(job.out()).startsWith("job one, ledger ");
    }

    @Test
    void run_sealFileNewerThanLedger_isRejectedAndNothingIsSent() throws Exception {
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);
        job.plan(ALICE, BOB);
        String seal = folder.resolve("newest.seal").toString();
        byte[] older = Files.readAllBytes(job.ledger());
        assertThat(job.run("run", "--apply", "--expect", "4", "--limit", "2", "--seal-file", seal))
                .isEqualTo(8);
        assertThat(Files.readString(Path.of(seal))).contains("\"job\":\"one\"", "\"sha256\":");
        assertThat(job.run("run", "--apply", "--expect", "4", "--seal-file", seal))
                .isZero();
        assertThat(job.run("verify", "--settle", "0s", "--seal-file", seal)).isZero();
        long requests = job.requests();

        Files.deleteIfExists(job.ledger().resolveSibling("efface.db-wal"));
        Files.deleteIfExists(job.ledger().resolveSibling("efface.db-shm"));
        Files.write(job.ledger(), older);

        assertThat(job.run("run", "--apply", "--expect", "4", "--seal-file", seal))
                .isEqualTo(2);
        assertThat(job.err()).contains("the ledger does not have seal");
        assertThat(job.requests()).isEqualTo(requests);
        Files.writeString(Path.of(seal), "nothing of it");
        assertThat(job.run("run", "--apply", "--expect", "4", "--seal-file", seal))
                .isEqualTo(2);
        assertThat(job.err()).contains("the file is not a seal file");
        assertThat(job.run("run", "--seal-file", folder.resolve("no/where").toString()))
                .isEqualTo(2);
        assertThat(job.err()).contains("--seal-file: there is no such folder");
        assertThat(job.requests()).isEqualTo(requests);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
    void run_sealFileIsASymbolicLink_updatesTheTargetOfTheLink() throws Exception {
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);
        job.plan(ALICE, BOB);
        Path real = Files.createDirectory(folder.resolve("elsewhere")).resolve("newest.seal");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThat(job.run("run", "--apply", "--expect", "4", "--limit", "2", "--seal-file", link.toString()))
                .isEqualTo(8);
        String first = Files.readString(real);
        assertThat(job.run("run", "--apply", "--expect", "4", "--seal-file", link.toString()))
                .isZero();

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(real)).contains("\"sha256\":").isNotEqualTo(first);
    }

    @Test
    void report_withoutPublicKey_isMarkedUnchecked() throws Exception {
        job.plan(ALICE, BOB);
        Files.delete(job.keys().resolve("signing.pub"));

        assertThat(job.run("report")).isZero();

        assertThat(job.out()).contains("checked        no").contains("not checked against the receipts");
    }

    private void edit(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + job.ledger());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void files_ofAJob_areReadableByTheirOwnerOnly() throws Exception {
        job.plan(ALICE);
        job.run("run", "--apply", "--expect", "2");

        List<Path> files = new ArrayList<>();
        for (Path root : List.of(job.ledger().getParent(), job.keys())) {
            try (Stream<Path> inside = Files.walk(root)) {
                inside.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        assertThat(files)
                .hasSizeGreaterThan(4)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }
}
