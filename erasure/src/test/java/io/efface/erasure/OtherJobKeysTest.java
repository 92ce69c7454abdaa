package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a job if the keys or the accounts of another job with detached faces are missing, replaced or damaged. */
class OtherJobKeysTest extends OtherDetachedFixture {
    @Test
    void run_keyOfTheOtherJobIsMissing_isRejectedBeforeAnythingIsSent() throws IOException {
        bench.a.put("p2", "f3");
        detach();
        deleteDataKeys();
        LedgerMaker.plan(bench, SECOND, HEADER, "s2,a,p2,", "s1,a,p1,");
        long before = bench.a.requests();

        assertThatThrownBy(() -> bench.erasure.run(SECOND, options().build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_MISSING))
                .hasMessageContaining("the job 'leavers' detached faces of people of this job")
                .hasMessageContaining("efface scrub --force --job leavers");

        assertThat(bench.a.requests()).isEqualTo(before);
    }

    @Test
    void run_keyOfTheOtherJobIsMissing_runsForOtherPeopleAndAfterAForcedScrub() throws IOException {
        bench.a.put("p2", "f3");
        detach();
        deleteDataKeys();

        runSecond("s2,a,p2,");

        assertThat(secondRow()).isEqualTo("DONE DELETED");
        assertThat(bench.erasure.scrub(RunBench.JOB, true).lostFaces()).isEqualTo(2);
        LedgerMaker.plan(bench, "third", HEADER, "s1,a,p1,");
        bench.erasure.run("third", options().build());
    }

    @Test
    void run_otherJobHasAnotherHashKey_isRejectedBeforeAnythingIsSent() {
        detach();
        Erasure withOtherKeys = withOtherKeys();
        planSecond(withOtherKeys, "s1,a,p1,");
        long before = bench.a.requests();

        for (ThrowingCallable step : List.<ThrowingCallable>of(
                () -> withOtherKeys.run(SECOND, options().build()),
                () -> withOtherKeys.verify(SECOND, VerifyOptions.builder().build()),
                () -> withOtherKeys.plan(PlanRequest.fromJob("again", SECOND).build()))) {
            assertThatThrownBy(step)
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER))
                    .hasMessageContaining("the job 'leavers' was planned with another hash.key")
                    .hasMessageContaining("run and verify the job 'leavers' with its own key folder first");
        }

        assertThat(bench.a.requests()).isEqualTo(before);
    }

    @Test
    void run_otherJobWithAnotherHashKeyIsVerified_runs() {
        detach();
        bench.run();
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        assertThat(bench.row(1)).contains("VERIFIED_ABSENT");
        Erasure withOtherKeys = withOtherKeys();
        planSecond(withOtherKeys, "s1,a,p1,");

        withOtherKeys.run(SECOND, options().build());

        assertThat(secondRow()).isEqualTo("DONE ALREADY_ABSENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x'00'", "'{'", "'[]'", "'{} {}'", "''"})
    void run_settingsOfTheOtherJobsAccountAreDamaged_areReportedWithTheirPlace(String value) {
        bench.a.put("p2", "f3");
        detach();
        bench.change("UPDATE ACCOUNTS SET settings = " + value);
        LedgerMaker.plan(bench, SECOND, HEADER, "s2,a,p2,", "s1,a,p1,");
        long before = bench.a.requests();

        assertThatThrownBy(() -> bench.erasure.run(SECOND, options().build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("the job 'leavers' detached faces, perhaps of people of this job")
                .hasMessageContaining("the column settings of account 1");

        assertThat(bench.a.requests()).isEqualTo(before);
    }

    @Test
    void run_settingsOfTheOtherJobsAccountAreDamaged_runsForOtherPeople() {
        bench.a.put("p2", "f3");
        detach();
        bench.change("UPDATE ACCOUNTS SET settings = x'00'");

        runSecond("s2,a,p2,");

        assertThat(secondRow()).isEqualTo("DONE DELETED");
    }

    @Test
    void run_otherJobWithDamagedSettingsDetachesFacesDuringTheRun_stopsBeforeThePersonIsDeleted() {
        bench.a.put("p0", "f0");
        planBoth("s0,a,p0,", "s1,a,p1,");
        beforeNextCall = () -> {
            runFirstUntilDetached();
            bench.change("UPDATE ACCOUNTS SET settings = '{'");
        };

        assertThatThrownBy(
                        () -> bench.erasure.run(SECOND, options().concurrency(1).build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("the column settings of account 1");

        assertThat(secondRow(2)).startsWith("PENDING");
        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
    }

    @Test
    void run_detachedFaceOfTheOtherJobIsDamaged_namesTheOtherJob() {
        detach();
        bench.change("UPDATE " + bench.tables().detached() + " SET face = 'text'");
        LedgerMaker.plan(bench, SECOND, HEADER, "s1,a,p1,");

        assertThatThrownBy(() -> bench.erasure.run(SECOND, options().build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("the job 'leavers'")
                .hasMessageContaining("the column face of a detached face of row 1");
    }

    @ParameterizedTest
    @CsvSource({
        "account, 'x''01'''",
        "account, NULL",
        "person_hash, '''text'''",
        "person_hash, NULL",
        "state, '''DONE'''",
        "evidence, 'x''00'''"
    })
    void run_rowOfTheOtherJobsFacesIsDamaged_isRejectedBeforeAnythingIsSent(String column, String value) {
        detach();
        bench.change("UPDATE ROWS SET " + column + " = " + value);

        assertSecondIsRejected("the column " + column + " of row 1");
    }

    @Test
    void run_rowOfTheOtherJobsFacesIsMissing_isRejectedBeforeAnythingIsSent() {
        detach();
        bench.change("DELETE FROM ROWS");

        assertSecondIsRejected("the column id of row 1");
    }

    private void assertSecondIsRejected(String cell) {
        LedgerMaker.plan(bench, SECOND, HEADER, "s1,a,p1,");
        long before = bench.a.requests();

        assertThatThrownBy(() -> bench.erasure.run(SECOND, options().build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("the job 'leavers' detached faces")
                .hasMessageContaining(cell);

        assertThat(bench.a.requests()).isEqualTo(before);
    }
}
