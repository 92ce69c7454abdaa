package io.efface.erasure;

import static io.efface.erasure.Bench.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.efface.ErrorKind;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.PlanSummary.Found;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.testkit.memory.InMemoryConfig;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoredRowsTest extends BenchFixture {
    @BeforeEach
    void plan() {
        bench.plan(PlanRequest.of(
                "old",
                list(
                        "subject,account,person_id,face_ids",
                        "s1,a,alice,",
                        "s2,a,alice,",
                        "s3,b,bob,",
                        "s4,a,carol,f1;f2;f3",
                        "s5,a,dave,",
                        "s6,a,erin,f1")));
        // Everybody is erased at the time 1000, except dave, who failed.
        bench.change(
                "old",
                "UPDATE ROWS SET state = CASE id WHEN 5 THEN 4 ELSE 2 END, attempt = 1, outcome_at = 1000"
                        + " WHERE duplicate_of IS NULL");
        bench.change("old", "UPDATE ROWS SET outcome_at = 2000 WHERE id = 3");
        bench.change("old", "UPDATE job SET state = 'STARTED'");
    }

    private static PlanRequest.Builder again() {
        return PlanRequest.fromJob("again", "old");
    }

    @Test
    void plan_fromAJob_plansOnlyPeopleWhoExistAgainWithNewKeys() throws SQLException {
        bench.a.put("alice", "f9");
        bench.a.put("carol", "f2", "f3", "f7");
        bench.a.put("dave");
        bench.a.put("erin", "f5");

        PlanSummary summary = bench.plan(again());

        PlanSummary.Restored restored = summary.restored().orElseThrow();
        assertThat(restored.fromJob()).isEqualTo("old");
        assertThat(restored.present()).isEqualTo(2);
        assertThat(restored.absent()).isEqualTo(2);
        assertThat(restored.unreadable()).isEmpty();
        Job old = bench.ledger.store().job("old");
        Job job = bench.ledger.store().job("again");
        String alice = HexFormat.of()
                .formatHex(bench.keys
                        .job(bench.ledger.id(), old.number(), old.keys())
                        .cipher()
                        .hash("alice"));
        assertThat(restored.found()).hasSize(2).first().isEqualTo(new Found("a", 2, alice));
        assertThat(summary.planned()).isEqualTo(2);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(summary.rows()).isEqualTo(3);
        assertThat(bench.query("again", "SELECT id, line, state, duplicate_of, operation FROM ROWS"))
                .containsExactly("1 2 0 null DELETE_PERSON", "2 3 9 1 DELETE_PERSON", "3 5 0 null DELETE_FACES");
        assertThat(bench.query("again", "SELECT row, number, target FROM FACES"))
                .containsExactly("3 0 3", "3 1 3");
        assertThat(job.fromJob()).isEqualTo("old");
        assertThat(job.keys()).isNotEqualTo(old.keys());
        assertThat(bench.a.people()).hasSize(4);
    }

    @Test
    void plan_fromAJobSince_leavesOutEarlierOutcomes() {
        bench.a.put("alice");
        bench.b.put("bob");

        PlanSummary summary = bench.plan(again().since(Instant.ofEpochMilli(1500)));

        assertThat(summary.restored().orElseThrow().present()).isEqualTo(1);
        assertThat(summary.accounts())
                .extracting(PlanSummary.Account::name, PlanSummary.Account::planned)
                .containsExactly(tuple("a", 0L), tuple("b", 1L));
    }

    @Test
    void plan_fromAJob_appliesTheHoldsOfBothJobs() {
        bench.a.put("alice");
        bench.a.put("carol", "f1");
        bench.b.put("bob");
        // s2 is the subject of a duplicate of alice's target.
        bench.erasure.holds().add("old", list("s2"), null, InputColumns.defaults());

        PlanSummary summary = bench.plan(again().holds(list("bob")));

        assertThat(summary.held()).isEqualTo(2);
        assertThat(summary.planned()).isEqualTo(1);
        assertThat(summary.carriedHolds()).isEqualTo(1);
    }

    @Test
    void plan_fromAJobWhoseAccountCannotReadPeople_countsTargetsAndPlansNone() {
        bench.close();
        bench = new Bench(folder, Checkpoints.NONE, InMemoryConfig.defaults().withReadsBack(false), Map.of());

        PlanSummary summary = bench.plan(again());

        assertThat(summary.restored().orElseThrow().unreadable())
                .containsExactlyEntriesOf(Map.of(ErrorKind.UNSUPPORTED, 4L));
        assertThat(summary.planned()).isZero();
    }

    @Test
    void plan_fromItselfOrAMissingOrScrubbedJob_isRejected() {
        assertThatThrownBy(() -> bench.plan(PlanRequest.fromJob("old", "old")))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INPUT));
        assertThatThrownBy(() -> bench.plan(PlanRequest.fromJob("again", "none")))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_JOB));
        bench.change("old", "UPDATE job SET state = 'SCRUBBED'");
        assertThatThrownBy(() -> bench.plan(again()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
        assertThat(bench.ledger.store().find("again")).isEmpty();
    }

    @Test
    void plan_fromAJobOfAnAccountThatMoved_isRejected() throws SQLException {
        String accounts = new JobTables(bench.ledger.store().job("old").number()).accounts();
        bench.change("old", "UPDATE " + accounts + " SET place = 'region elsewhere'");
        assertThatThrownBy(() -> bench.plan(again()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
        bench.change("old", "UPDATE " + accounts + " SET place = 'this process' WHERE name = 'a'");
        assertThat(bench.plan(again().accounts(Set.of("a"))).rows()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ROWS SET state = 'x' WHERE id = 1 | the column state of row 1, line 2 of the list
            ROWS SET account = 'x' WHERE id = 3 | the column account of row 3, line 4 of the list
            ROWS SET person = 'x' WHERE id = 1 | the column person of row 1, line 2 of the list
            ROWS SET subject = 'x' WHERE id = 2 | the column subject of row 2, line 3 of the list
            ROWS SET duplicate_of = 'x' WHERE id = 2 | the column duplicate_of of row 2, line 3 of the list
            ROWS SET outcome_at = 'x' WHERE id = 3 | the column outcome_at of row 3, line 4 of the list
            ROWS SET person = x'00' WHERE id = 1 | damaged at line 2 of the list
            ROWS SET subject = x'00' WHERE id = 2 | damaged at line 3 of the list
            ROWS SET person_hash = x'00' WHERE id = 3 | the column person_hash of row 3 is not the hash of the column person
            FACES SET target = 'x' WHERE row = 4 AND number = 1 | the column target of a face of row 4
            FACES SET face = x'00' WHERE row = 4 AND number = 1 | damaged at line 5 of the list
            ACCOUNTS SET settings = x'00' WHERE number = 2 | the column settings of account 2
            """)
    void plan_fromADamagedJob_isRejectedWithThePlaceOfTheDamage(String edit, String place) throws SQLException {
        bench.a.put("alice", "f9");
        bench.change("old", "UPDATE " + edit);

        assertThatThrownBy(() -> bench.plan(again()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("nothing can be planned from the job 'old'")
                .hasMessageContaining(place);

        assertThat(bench.ledger.store().find("again")).isEmpty();
    }
}
