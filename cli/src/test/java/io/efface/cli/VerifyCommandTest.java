package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerifyCommandTest extends JobCommandFixture {
    @Test
    void job_fromListToReceipts_erasesListedPeopleOnly() throws Exception {
        assertThat(job.plan(ALICE, BOB)).isZero();
        assertThat(job.out()).contains("rows 4 = planned 4 + duplicates 0 + refused 0 + held 0", "Nothing was deleted");
        assertThat(job.err()).contains("were created in " + job.keys());
        assertThat(job.requests()).isZero();
        assertNoIds();

        assertThat(job.run("run", "--apply", "--expect", "4")).isZero();
        assertThat(job.err()).isEmpty();
        assertNoIds();
        for (String library : JobTester.ACCOUNTS) {
            assertThat(job.holds(library, ALICE)).isFalse();
            assertThat(job.holds(library, BOB)).isFalse();
            assertThat(job.holds(library, CAROL)).isTrue();
        }

        assertThat(job.run("verify", "--settle", "0s")).isZero();
        assertNoIds();
        assertThat(job.run("status")).isZero();
        assertNoIds();
        assertThat(job.run("report")).isZero();
        assertNoIds();
        assertThat(job.run("receipts verify")).isZero();
        assertThat(job.out()).contains("sealed and intact");
        assertNoIds();
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
        assertNoIds();
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
        job.command.withAnswer("no");
        assertThat(job.run("scrub")).isEqualTo(2);
        job.command.withAnswer("yes");
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
