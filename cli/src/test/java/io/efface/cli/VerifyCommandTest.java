package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.demo.EmulatedVendors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final String ALICE = "alice-4711";
    private static final String BOB = "bob-4712";
    private static final String CAROL = "carol-4713";

    @TempDir
    Path folder;

    private JobTester job;

    @BeforeEach
    void start() throws IOException {
        job = JobTester.start(folder).holding("green", ALICE, BOB, CAROL).holding("iai", ALICE, BOB, CAROL);
    }

    @AfterEach
    void end() {
        job.close();
    }

    private void speaksOfNobody() {
        assertThat(job.out() + job.err()).doesNotContain(ALICE, BOB, CAROL);
    }

    @Test
    void job_fromListToReceipts_erasesListedPeopleOnly() throws Exception {
        assertThat(job.plan(ALICE, BOB)).isZero();
        assertThat(job.out()).contains("rows 4 = planned 4 + duplicates 0 + refused 0 + held 0", "Nothing was deleted");
        assertThat(job.err()).contains("were created in " + job.keys());
        assertThat(job.requests()).isZero();
        speaksOfNobody();

        assertThat(job.run("run", "--apply", "--expect", "4")).isZero();
        assertThat(job.err()).isEmpty();
        speaksOfNobody();
        for (String library : EmulatedVendors.LIBRARIES) {
            assertThat(job.holds(library, ALICE)).isFalse();
            assertThat(job.holds(library, BOB)).isFalse();
            assertThat(job.holds(library, CAROL)).isTrue();
        }

        assertThat(job.run("verify", "--settle", "0s")).isZero();
        speaksOfNobody();
        assertThat(job.run("status")).isZero();
        speaksOfNobody();
        assertThat(job.run("report")).isZero();
        speaksOfNobody();
        assertThat(job.run("receipts verify")).isZero();
        assertThat(job.out()).contains("sealed and intact");
        speaksOfNobody();
    }

    @Test
    void verify_noTargetDone_isNotVerified() throws Exception {
        job.plan(ALICE);

        assertThat(job.run("verify", "--settle", "0s")).isZero();
        assertThat(job.out()).contains("nothing to verify").doesNotContain("verified:");
    }

    @Test
    void verify_restoredPerson_isPresent() throws Exception {
        job.plan(ALICE, BOB);
        job.run("run", "--apply", "--expect", "4");
        job.holding("iai", ALICE);

        assertThat(job.run("verify", "--settle", "0s", "--json")).isEqualTo(7);
        assertThat(job.lastLine()).startsWith("{\"exit\":7,");
        speaksOfNobody();
        assertThat(job.run("run", "--apply", "--expect", "4", "--retry-failed")).isZero();
        assertThat(job.run("verify", "--settle", "0s")).isZero();
    }

    @Test
    void scrub_withConsent_removesIds() throws Exception {
        job.plan(ALICE, BOB);
        assertThat(job.run("scrub", "--yes")).isEqualTo(2);
        job.run("run", "--apply", "--expect", "4");
        job.run("verify", "--settle", "0s");

        assertThat(job.run("scrub")).isEqualTo(2);
        job.command.answering("no");
        assertThat(job.run("scrub")).isEqualTo(2);
        job.command.answering("yes");
        assertThat(job.run("scrub", "--json")).isZero();
        assertThat(job.lastLine()).startsWith("{\"exit\":0,");
        assertThat(job.run("report")).isZero();
        assertThat(job.run("report", "--with-ids", folder.resolve("ids").toString()))
                .isEqualTo(2);
        assertThat(job.run("receipts verify")).isZero();
    }

    @Test
    void dataKey_destroyed_isGone() throws Exception {
        job.plan(ALICE);
        job.run("run", "--apply", "--expect", "2");
        job.run("verify", "--settle", "0s");

        assertThat(job.run("keys destroy-data-key")).isEqualTo(2);
        assertThat(job.run("keys destroy-data-key", "--yes")).isZero();
        assertThat(job.run("run", "--apply", "--expect", "2")).isEqualTo(2);
        assertThat(job.run("scrub", "--yes")).isZero();
    }
}
