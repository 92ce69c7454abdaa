package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the commands with a ledger in a PostgreSQL database. */
class PostgresLedgerTest extends PostgresCommandFixture {
    @Test
    void singleCommands_ledgerInPostgresql_workAsWithAFile() throws IOException {
        Path list = job.file("people.txt", ALICE + "\n" + BOB + "\n");
        Path holds = job.file("holds.txt", BOB + "\n");

        assertDone(run("plan", "--input", list.toString(), "--accounts", "green,iai", "--job", "one", "--no-progress"));
        assertDone(run("hold add", "--ids", holds.toString(), "--job", "one"));
        assertDone(run("run", "--job", "one", "--no-progress", "--apply", "--expect", "2"));
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("iai", BOB)).isTrue();
        assertDone(run("verify", "--job", "one", "--no-progress", "--settle", "0s"));
        run("report", "--job", "one", "--format", "json");
        assertThat(job.out()).contains("\"VERIFIED_ABSENT\"");
        assertDone(run("receipts verify", "--job", "one"));
        assertDone(run(
                "receipts export", "--job", "one", "--to", folder.resolve("out").toString()));
        assertThat(Files.readString(folder.resolve("out").resolve("events.ndjson")))
                .contains("READ_BACK");
        assertDone(run("status"));
        assertThat(job.out()).contains("one");
        assertDone(run("scrub", "--job", "one", "--yes"));
        assertNoIds();
    }

    @Test
    void erase_ledgerOfTheConfiguration_plansRunsAndVerifies() throws IOException {
        Path list = job.file("people.txt", ALICE + "\n" + CAROL + "\n");
        job.command.environment.put("EFFACE_LEDGER", ledger.replace("postgres@", ""));
        job.command.environment.put("EFFACE_LEDGER_USER", "postgres");
        job.command.environment.put("EFFACE_LEDGER_PASSWORD", "s3cret-word");

        assertDone(job.command.runOnFiles(
                "erase",
                list.toString(),
                "--config",
                job.config().toString(),
                "--keys",
                job.keys().toString(),
                "--accounts",
                "green,iai",
                "--settle",
                "0s",
                "--no-progress",
                "--yes",
                "--expect",
                "4"));

        assertThat(job.holds("green", CAROL)).isFalse();
        assertThat(job.out() + job.err()).doesNotContain("s3cret-word");
        assertNoIds();
    }

    @Test
    void status_passwordInTheLocation_isRejectedWithoutThePassword() {
        ledger = "postgresql://efface:s3cret-word@localhost/jobs";

        assertThat(run("status")).isEqualTo(ExitStatus.USAGE.code());

        assertThat(job.err()).contains("it contains a password", ".pgpass").doesNotContain("s3cret-word", "efface:");
    }

    @Test
    void status_otherMachineWithoutVerification_isRejected() {
        ledger = "postgresql://db.example.com/jobs?sslmode=require";

        assertThat(run("status")).isNotZero();

        assertThat(job.err()).contains("sslmode=verify-full");
    }

    @Test
    void status_noServer_namesTheConnection() {
        ledger = "postgresql://postgres@localhost:1/jobs";

        assertThat(run("status")).isNotZero();

        assertThat(job.err()).contains("postgresql://localhost:1/jobs", "the connection to the server failed");
    }
}
