package io.efface.erasure;

import static io.efface.erasure.Bench.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.FormatOrigin;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.metrics.JobMetrics;
import io.efface.testkit.memory.InMemoryConfig;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest extends BenchFixture {
    @Test
    void plan_plainListForTwoAccounts_createsARowForEachLineAndAccount() throws SQLException {
        PlanSummary summary = bench.plan(PlanRequest.of("leavers", list("alice", "", "bob", "alice", " carol"))
                .accounts(Set.of("a", "b")));

        assertThat(summary.rows()).isEqualTo(8);
        assertThat(summary.planned()).isEqualTo(4);
        assertThat(summary.duplicates()).isEqualTo(2);
        assertThat(summary.refused()).isEqualTo(2);
        assertThat(summary.held()).isZero();
        assertThat(summary.format()).contains(InputFormat.PLAIN);
        assertThat(summary.formatOrigin()).contains(FormatOrigin.FIRST_LINE);
        assertThat(summary.problemCounts()).containsOnlyKeys(ProblemCode.EDGE_SPACE);
        assertThat(summary.problems().get(0)).hasToString("line 5, column 1: " + ProblemCode.EDGE_SPACE.text());
        assertThat(summary.accounts()).extracting(PlanSummary.Account::name).containsExactly("a", "b");
        assertThat(summary.accounts()).allSatisfy(account -> {
            assertThat(account.persons()).isEqualTo(2);
            assertThat(account.duplicates()).isEqualTo(1);
            assertThat(account.refused()).isEqualTo(1);
        });
        assertThat(bench.states("leavers"))
                .containsExactly(
                        "1 1 1 0 null DELETE_PERSON null",
                        "2 1 2 0 null DELETE_PERSON null",
                        "3 3 1 0 null DELETE_PERSON null",
                        "4 3 2 0 null DELETE_PERSON null",
                        "5 4 1 9 1 DELETE_PERSON null",
                        "6 4 2 9 2 DELETE_PERSON null",
                        "7 5 1 8 null DELETE_PERSON EDGE_SPACE",
                        "8 5 2 8 null DELETE_PERSON EDGE_SPACE");
        Job job = bench.ledger.store().job("leavers");
        assertThat(job.state()).isEqualTo(JobState.PLANNED);
        assertThat(job.digest()).isEqualTo(summary.digest()).matches("[0-9a-f]{64}");
        assertThat(bench.a.requests() + bench.b.requests()).isZero();
    }

    @Test
    void plan_facesAndTheWholePerson_deletesTheWholePerson() throws SQLException {
        bench.plan(PlanRequest.of(
                "mixed",
                list(
                        "subject,account,person_id,face_ids",
                        "s1,a,alice,f1;f2",
                        "s2,a,alice,",
                        "s3,a,bob,g1;g2;g1",
                        "s3,a,bob,g2;g3",
                        "s3,b,bob,g9")));

        assertThat(bench.states("mixed"))
                .containsExactly(
                        "1 2 1 0 null DELETE_PERSON null",
                        "2 3 1 9 1 DELETE_PERSON null",
                        "3 4 1 0 null DELETE_FACES null",
                        "4 5 1 9 3 DELETE_FACES null",
                        "5 6 2 0 null DELETE_FACES null");
        assertThat(bench.query("mixed", "SELECT row, number, target FROM FACES ORDER BY row, number"))
                .containsExactly("3 0 3", "3 1 3", "4 1 3", "5 0 5");
    }

    @Test
    void plan_rowsWithUnusableAccounts_refusesOnlyTheseRows() throws SQLException {
        PlanSummary summary = bench.plan(PlanRequest.of(
                        "accounts", list("person_id,account", "alice,a", "bob,b", "carol,nowhere", "dave,", "eve"))
                .accounts(Set.of("a")));

        assertThat(bench.states("accounts"))
                .containsExactly(
                        "1 2 1 0 null DELETE_PERSON null",
                        "2 3 null 8 null DELETE_PERSON ACCOUNT_NOT_CHOSEN",
                        "3 4 null 8 null DELETE_PERSON ACCOUNT_UNKNOWN",
                        "4 5 1 0 null DELETE_PERSON null",
                        "5 6 null 8 null DELETE_PERSON FIELD_COUNT");
        assertThat(summary.problems().get(0)).hasToString("line 3, column 5: " + ProblemCode.ACCOUNT_NOT_CHOSEN.text());
        assertThat(bench.query("accounts", "SELECT number, name, provider, place, settings FROM ACCOUNTS"))
                .containsExactly("1 a memory this process"
                        + " {\"id-check\":\"strict\",\"last-face\":\"vendor\",\"policies\":\"standard\"}");
    }

    @Test
    void plan_chosenAccountWithoutRows_isPartOfThePlanWithZeros() {
        PlanSummary summary = bench.plan(
                PlanRequest.of("one", list("person_id,account", "alice,b")).accounts(Set.of("a", "b")));

        assertThat(summary.accounts())
                .extracting(PlanSummary.Account::name, PlanSummary.Account::planned, PlanSummary.Account::deletions)
                .containsExactly(tuple("a", 0L, 0L), tuple("b", 1L, 1L));
        assertThat(JobStatus.read(bench.ledger.file(), "one").accounts())
                .extracting(JobStatus.Account::name, JobStatus.Account::states)
                .containsExactly(tuple("a", Map.of()), tuple("b", Map.of(TargetState.PENDING, 1L)));
        assertThat(JobMetrics.read(bench.ledger.file(), "one", Bench.NOW).accounts())
                .extracting(JobMetrics.Account::name, JobMetrics.Account::open, JobMetrics.Account::notDone)
                .containsExactly(tuple("a", 0L, 0L), tuple("b", 1L, 1L));
    }

    @Test
    void plan_accountThatNoRowNames_isNotPartOfThePlanUnlessItWasChosen() {
        PlanSummary summary = bench.plan(PlanRequest.of("one", list("person_id,account", "alice,b")));

        assertThat(summary.accounts()).extracting(PlanSummary.Account::name).containsExactly("b");
    }

    @Test
    void plan_holdList_holdsPersonsSubjectsAndSubjectsOfDuplicates() throws SQLException {
        PlanSummary summary = bench.plan(PlanRequest.of(
                        "held",
                        list(
                                "subject,account,person_id",
                                "s1,a,alice",
                                "s2,a,alice",
                                "s3,b,alice",
                                "s4,a,bob",
                                "s5,a,carol"))
                .holds(list("s2", "carol", "nobody-there")));

        assertThat(summary.held()).isEqualTo(2);
        assertThat(summary.planned()).isEqualTo(2);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(summary.holds()).isEqualTo(3);
        assertThat(bench.query("held", "SELECT id, state FROM ROWS ORDER BY id"))
                .containsExactly("1 7", "2 9", "3 0", "4 0", "5 7");
    }

    @Test
    void plan_badHoldList_plansNothing() {
        assertThatThrownBy(() -> bench.plan(PlanRequest.of("held", list("alice"))
                        .accounts(List.of("a"))
                        .holds(list("bob", "carol "))))
                .isInstanceOfSatisfying(ErasureException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.INPUT);
                    assertThat(e).hasMessageContaining("line 2, column 1").hasMessageNotContaining("carol");
                });
        assertThat(bench.ledger.store().find("held")).isEmpty();
        assertThat(bench.keys.hasDataKey(bench.ledger.id(), 1)).isFalse();
    }

    @Test
    void plan_plainListWithoutAccounts_isRejectedBeforePlanning() {
        assertThatThrownBy(() -> bench.plan(PlanRequest.of("none", list("alice"))))
                .isInstanceOfSatisfying(ErasureException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.INPUT);
                    assertThat(e).hasMessageContaining("configured: 'a', 'b'");
                });
        assertThat(bench.ledger.store().find("none")).isEmpty();
    }

    @Test
    void plan_sameListTwice_hasTheSameDigestAndAnyChangeHasAnotherDigest() {
        String digest = plan("one", "alice", "bob").digest();

        assertThat(plan("two", "alice", "bob").digest()).isEqualTo(digest);
        assertThat(plan("three", "bob", "alice").digest()).isNotEqualTo(digest);
        assertThat(bench.plan(PlanRequest.of("four", list("alice", "bob")).accounts(Set.of("a", "b")))
                        .digest())
                .isNotEqualTo(digest);
        assertThat(bench.plan(PlanRequest.of("five", list("alice", "bob"))
                                .accounts(Set.of("a"))
                                .holds(list("nobody")))
                        .digest())
                .isNotEqualTo(digest);
    }

    private PlanSummary plan(String job, String... lines) {
        return bench.plan(PlanRequest.of(job, list(lines)).accounts(Set.of("a")));
    }

    @Test
    void plan_nameOfAnExistingJob_isRejected() {
        plan("taken", "alice");
        assertThatThrownBy(() -> plan("taken", "bob"))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.JOB_EXISTS));
        assertThat(bench.ledger.store().job("taken").state()).isEqualTo(JobState.PLANNED);
    }

    @Test
    void plan_twoAccountsThatAreTheSameAtTheVendor_isRejected() {
        try (FaceRepositories accounts = FaceRepositories.builder()
                .account("main", InMemoryConfig.defaults(), Map.of())
                .account("other", InMemoryConfig.defaults(), Map.of("same-as", "main"))
                .account("third", InMemoryConfig.defaults(), Map.of("same-as", "main"))
                .open()) {
            Erasure erasure = new Erasure(bench.ledger, bench.keys, accounts, Clock.systemUTC(), new Random(1));

            for (String pair : List.of("main other", "other third", "third main")) {
                String first = pair.substring(0, pair.indexOf(' '));
                String second = pair.substring(first.length() + 1);
                PlanRequest.Builder named = PlanRequest.of(
                        "named", list("person_id,account", "alice," + first, "bob," + second, "alice," + second));
                PlanRequest.Builder chosen =
                        PlanRequest.of("chosen", list("alice")).accounts(Set.of(first, second));

                for (PlanRequest.Builder request : List.of(named, chosen)) {
                    assertThatThrownBy(() -> erasure.plan(request.build()))
                            .as(pair)
                            .isInstanceOfSatisfying(
                                    ErasureException.class,
                                    e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                            .hasMessageContaining("are the same at the vendor")
                            .hasMessageContaining("'" + first + "'")
                            .hasMessageContaining("'" + second + "'");
                }
            }
            assertThat(erasure.plan(PlanRequest.of("one", list("person_id,account", "alice,third", "bob,third"))
                                    .build())
                            .planned())
                    .isEqualTo(2);
        }
    }
}
