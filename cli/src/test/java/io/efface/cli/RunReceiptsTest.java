package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the receipts of a run, and runs whose receipts or keys have been changed. */
class RunReceiptsTest extends JobCommandFixture {
    @Test
    void receipts_exported_areCheckedWithoutTheLedger() throws Exception {
        job.plan(ALICE, BOB);
        job.run("run", "--apply", "--expect", "4");
        Path export = folder.resolve("export");

        assertThat(job.run("receipts export", "--to", export.toString())).isZero();
        String key = job.keys().resolve("signing.pub").toString();
        String[] verify = {"receipts", "verify", "--from", export.toString(), "--public-key", key};
        assertThat(job.command.runOnFiles(verify)).isZero();
        assertThat(job.command.runOnFiles("receipts", "verify", "--from", export.toString()))
                .isEqualTo(2);

        Path events = export.resolve("events.ndjson");
        String text = Files.readString(events);
        assertThat(text).doesNotContain(ALICE, BOB);
        Files.writeString(events, text.replaceFirst("DELETED", "REDUCED"));
        assertThat(job.command.runOnFiles(verify)).isEqualTo(1);
        assertThat(job.out()).contains("broken at line");
    }

    @Test
    void receipts_beforeTheEnd_areIncomplete() throws Exception {
        job.plan(ALICE, BOB);
        job.run("run", "--apply", "--expect", "4", "--limit", "1");

        assertThat(job.run("receipts verify", "--json")).isEqualTo(8);
        assertThat(job.outLines().get(0)).contains("\"verdict\":");
        assertThat(job.lastLine()).startsWith("{\"exit\":8,");
    }

    @Test
    void run_forgedEvent_isRejectedWithLine() throws Exception {
        job.plan(ALICE, BOB);
        change("INSERT INTO event_1(target, bytes, mac) SELECT 1, bytes, zeroblob(32) FROM event_1");
        long requests = job.requests();

        assertThat(job.run("run", "--apply", "--expect", "4", "--accept", "OLD_TAIL"))
                .isEqualTo(1);

        assertThat(job.err()).contains("line 2 of the receipts", "nothing was sent");
        assertThat(job.requests()).isEqualTo(requests);
        assertThat(job.run("verify")).isEqualTo(1);
        assertThat(job.run("receipts verify", "--json")).isEqualTo(1);
        assertThat(job.outLines().get(0)).contains("\"verdict\":\"BROKEN\"", "\"brokenAt\":2");
        assertThat(job.run("report")).isEqualTo(1);
        String key = job.keys().resolve("signing.pub").toString();
        String ledger = "sqlite:" + job.ledger();
        assertThat(job.command.runOnFiles(
                        "receipts", "verify", "--ledger", ledger, "--job", "one", "--public-key", key, "--json"))
                .isEqualTo(8);
        assertThat(job.outLines().get(0)).contains("\"tail\":1,\"tailAuthenticated\":false");
        assertThat(job.command.runOnFiles(
                        "report", "--ledger", ledger, "--job", "one", "--public-key", key, "--format", "json"))
                .isZero();
        assertThat(job.out()).contains("TAIL_NOT_AUTHENTICATED", "\"tailAuthenticated\":false");
    }

    @Test
    void run_macKeyLost_isNotRecreated() throws Exception {
        job.plan(ALICE, BOB);
        Files.delete(job.keys().resolve("mac.key"));

        assertThat(job.run("run", "--apply", "--expect", "4")).isEqualTo(2);
        assertThat(job.err()).contains("mac.key is missing");
        Path list = job.file("others.txt", ALICE + "\n");
        assertThat(job.runJob("two", "plan", "--input", list.toString(), "--accounts", "green"))
                .isEqualTo(2);
        assertThat(job.err()).contains("mac.key is missing");
        assertThat(job.keys().resolve("mac.key")).doesNotExist();
    }

    @Test
    void run_unknownCodeToAccept_isRejected() throws Exception {
        job.plan(ALICE, BOB);

        assertThat(job.run("run", "--apply", "--expect", "4", "--accept", "ALICE"))
                .isEqualTo(2);
        assertThat(job.err()).contains("OLD_TAIL").doesNotContain("ALICE");
    }
}
