package io.efface.erasure;

import static io.efface.erasure.Bench.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.PersonId;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.PlanRequest.Reuse;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.plan.PlanDraft;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests plans that are interrupted, repeated or replaced. */
class PlanLifeTest {
    @TempDir
    Path folder;

    private static PlanRequest.Builder request(String job, String... lines) {
        return PlanRequest.of(job, list(lines)).accounts(Set.of("a"));
    }

    private static void assertRejected(Reason reason, ThrowingCallable plan) {
        assertThatThrownBy(plan)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** An error that simulates a crash. Planning does not clean up after this error. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void plan_afterACrash_deletesTheDraftAndPlansAgain() throws SQLException {
        try (Bench bench = new Bench(folder)) {
            PlanDraft left = PlanDraft.begin(bench.ledger.store(), bench.keys, "cut", null, false, null, Bench.NOW);
            assertThat(bench.ledger.store().job("cut").state()).isEqualTo(JobState.PLANNING);
            assertThat(bench.keys.hasDataKey(bench.ledger.id(), left.number())).isTrue();

            PlanSummary summary = bench.plan(request("cut", "alice"));

            assertThat(summary.planned()).isEqualTo(1);
            assertThat(bench.ledger.store().job("cut").number()).isGreaterThan(left.number());
            assertThat(bench.keys.hasDataKey(bench.ledger.id(), left.number())).isFalse();
            assertThat(bench.query(
                            "cut",
                            "SELECT name FROM sqlite_master WHERE name = '" + new JobTables(left.number()).rows()
                                    + "'"))
                    .isEmpty();
            assertRejected(Reason.WRONG_STATE, () -> left.write(tx -> true));
            left.abandon();
            assertThat(bench.ledger.store().job("cut").state()).isEqualTo(JobState.PLANNED);
        }
    }

    @Test
    void plan_sameListWithReuse_usesTheNewestUnfinishedJob() {
        try (Bench bench = new Bench(folder)) {
            bench.a.put(PersonId.of("alice"), Set.of());
            bench.a.put(PersonId.of("bob"), Set.of());
            bench.plan(request("one", "alice", "bob"));
            bench.plan(request("two", "alice", "bob"));
            assertThat(bench.plan(request("new", "alice", "bob").reuse(Reuse.ANY))
                            .job())
                    .isEqualTo("two");

            bench.erasure.run("two", RunOptions.builder().build());
            for (Reuse reuse : List.of(Reuse.UNFINISHED, Reuse.ANY)) {
                assertThat(bench.plan(request("new", "alice", "bob").reuse(reuse))
                                .job())
                        .isEqualTo("one");
            }
            bench.erasure.run("one", RunOptions.builder().build());
            assertThat(bench.plan(request("new", "alice", "bob").reuse(Reuse.ANY))
                            .job())
                    .isEqualTo("two");
            assertThat(JobStatus.names(bench.ledger.file())).containsExactly("one", "two");
            assertThat(bench.plan(request("new", "alice", "bob").reuse(Reuse.UNFINISHED))
                            .job())
                    .isEqualTo("new");
            assertThat(JobStatus.names(bench.ledger.file())).containsExactly("one", "two", "new");
        }
    }

    @Test
    void plan_otherListOrMoreHoldsWithReuse_isANewJob() {
        try (Bench bench = new Bench(folder)) {
            bench.plan(request("one", "alice", "bob"));

            PlanSummary otherList = bench.plan(request("two", "alice").reuse(Reuse.ANY));
            PlanSummary otherHolds = bench.plan(
                    request("three", "alice", "bob").holds(list("bob")).reuse(Reuse.ANY));

            assertThat(otherList.job()).isEqualTo("two");
            assertThat(otherHolds.job()).isEqualTo("three");
        }
    }

    @Test
    void plan_reuseWithoutTheHoldsOfAJobOfTheSameList_isRejected() {
        try (Bench bench = new Bench(folder)) {
            bench.plan(request("one", "alice", "bob").holds(list("bob", "carol")));

            assertRejected(
                    Reason.HOLDS_MISSING,
                    () -> bench.plan(request("two", "alice", "bob").reuse(Reuse.UNFINISHED)));
            assertThat(JobStatus.names(bench.ledger.file())).containsExactly("one");
            assertThat(bench.plan(request("two", "alice", "bob")
                                    .holds(list("bob"))
                                    .reuse(Reuse.UNFINISHED))
                            .held())
                    .as("carol is in no row")
                    .isEqualTo(1);
            bench.plan(request("by-hand", "alice", "bob"));
            assertRejected(
                    Reason.HOLDS_MISSING,
                    () -> bench.plan(request("three", "alice", "bob").reuse(Reuse.ANY)));
        }
    }

    @Test
    void plan_otherPlanOfTheSameListEndsMeanwhile_usesItsJob() {
        List<PlanSummary> others = new ArrayList<>();
        Bench[] opened = new Bench[1];
        Checkpoints otherPlan = point -> {
            if (point == Checkpoint.PLAN_BATCH && others.isEmpty()) {
                others.add(opened[0]
                        .other()
                        .plan(request("two", "alice", "bob").reuse(Reuse.ANY).build()));
            }
        };
        try (Bench bench = new Bench(folder, otherPlan, InMemoryConfig.defaults(), Map.of())) {
            opened[0] = bench;

            PlanSummary one = bench.plan(request("one", "alice", "bob").reuse(Reuse.ANY));

            assertThat(others)
                    .singleElement()
                    .satisfies(two -> assertThat(two.job()).isEqualTo("two"));
            assertThat(one.job()).isEqualTo("two");
            assertThat(JobStatus.names(bench.ledger.file())).containsExactly("two");
        }
    }

    @Test
    void plan_otherPlanOfTheSameNameBeginsMeanwhile_isRejected() {
        List<PlanSummary> others = new ArrayList<>();
        Bench[] opened = new Bench[1];
        Checkpoints otherPlan = point -> {
            if (point == Checkpoint.PLAN_BATCH && others.isEmpty()) {
                others.add(opened[0]
                        .other()
                        .plan(request("one", "alice", "bob").reuse(Reuse.ANY).build()));
            }
        };
        try (Bench bench = new Bench(folder, otherPlan, InMemoryConfig.defaults(), Map.of())) {
            opened[0] = bench;

            assertRejected(
                    Reason.WRONG_STATE,
                    () -> bench.plan(request("one", "alice", "bob").reuse(Reuse.ANY)));

            assertThat(JobStatus.names(bench.ledger.file())).containsExactly("one");
        }
    }

    @Test
    void plan_otherDigestThanExpected_leavesNothing() {
        try (Bench bench = new Bench(folder)) {
            String digest = bench.plan(request("one", "alice", "bob")).digest();

            assertRejected(
                    Reason.NOT_CONFIRMED,
                    () -> bench.plan(request("two", "alice", "carol").expectedDigest(digest)));
            assertRejected(Reason.INPUT, () -> request("two", "alice").expectedDigest("A"));
            assertThat(JobStatus.names(bench.ledger.file())).containsExactly("one");
            assertThat(bench.plan(request("two", "alice", "bob").expectedDigest(digest))
                            .job())
                    .isEqualTo("two");
        }
    }

    @Test
    void plan_failsAfterABatch_leavesNothing() {
        Checkpoints crash = point -> {
            if (point == Checkpoint.PLAN_BATCH) {
                throw new Crash();
            }
        };
        try (Bench bench = new Bench(folder, crash, InMemoryConfig.defaults(), Map.of())) {
            assertThatThrownBy(() -> bench.plan(request("cut", "alice"))).isInstanceOf(Crash.class);
            assertThat(bench.ledger.store().find("cut")).isEmpty();
        }
    }

    @Test
    void plan_inputFailsInTheMiddle_leavesNothing() {
        InputStream broken = new InputStream() {
            private int left = 500_000;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("the disk is gone");
                }
                return left % 5 == 0 ? '\n' : 'a' + left % 7;
            }

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                block[offset] = (byte) read();
                return 1;
            }
        };
        try (Bench bench = new Bench(folder)) {
            assertRejected(
                    Reason.INPUT,
                    () -> bench.plan(PlanRequest.of("cut", InputSource.stream("stdin", broken))
                            .format(InputFormat.PLAIN)
                            .accounts(Set.of("a"))));
            assertThat(bench.ledger.store().find("cut")).isEmpty();
            assertThat(bench.plan(request("cut", "alice")).planned()).isEqualTo(1);
        }
    }

    @Test
    void plan_interruptedThread_leavesNothingAndKeepsTheFlag() {
        try (Bench bench = new Bench(folder)) {
            Thread.currentThread().interrupt();
            assertRejected(Reason.INTERRUPTED, () -> bench.plan(request("cut", "alice")));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(bench.ledger.store().find("cut")).isEmpty();
        }
    }

    @Test
    void plan_replacesAPlan_keepsTheHoldsOfTheOldPlan() throws SQLException {
        try (Bench bench = new Bench(folder)) {
            bench.plan(request("job", "alice", "bob").holds(list("bob")));
            int first = bench.ledger.store().job("job").number();
            bench.erasure.holds().add("job", list("carol"), null, InputColumns.defaults());

            PlanSummary summary =
                    bench.plan(request("job", "carol", "dave", "bob").replace(true));

            assertThat(summary.carriedHolds()).isEqualTo(2);
            assertThat(summary.holds()).isEqualTo(2);
            assertThat(summary.held()).isEqualTo(2);
            assertThat(summary.planned()).isEqualTo(1);
            assertThat(bench.ledger.store().job("job").number()).isGreaterThan(first);
            assertThat(bench.keys.hasDataKey(bench.ledger.id(), first)).isFalse();
            assertThat(bench.query("job", "SELECT count(*) FROM job")).containsExactly("1");
            assertThat(bench.query(
                            "job",
                            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_" + first
                                    + "' ESCAPE '\\'"))
                    .containsExactly("0");
        }
    }

    @Test
    void plan_replacementFails_keepsTheOldPlan() {
        try (Bench bench = new Bench(folder)) {
            String digest = bench.plan(request("job", "alice")).digest();
            assertRejected(
                    Reason.INPUT,
                    () -> bench.plan(request("job", "bob").replace(true).holds(list("\u0001"))));
            assertThat(bench.ledger.store().job("job").digest()).isEqualTo(digest);
        }
    }

    @Test
    void plan_replacesAStartedJob_isRejected() {
        try (Bench bench = new Bench(folder)) {
            bench.plan(request("job", "alice"));
            bench.change("job", "INSERT INTO EVENTS(target, bytes) VALUES(1, x'7b7d')");
            assertRejected(
                    Reason.WRONG_STATE, () -> bench.plan(request("job", "bob").replace(true)));
            bench.change("job", "DELETE FROM EVENTS");
            bench.change("job", "UPDATE job SET state = 'STARTED'");
            assertRejected(
                    Reason.WRONG_STATE, () -> bench.plan(request("job", "bob").replace(true)));
        }
    }

    @Test
    void digest_computedFromTheLedgerWithSql_isTheSame() throws Exception {
        try (Bench bench = new Bench(folder)) {
            String digest = bench.plan(PlanRequest.of(
                                    "job",
                                    list(
                                            "subject,account,person_id,face_ids",
                                            "s1,a,alice,f1;f2",
                                            "s2,a,alice,f2",
                                            "s3,b,bob,",
                                            "s3,c,bob,",
                                            "s4,b"))
                            .holds(list("s3")))
                    .digest();
            List<String> lines = new ArrayList<>();
            lines.add("efface plan 1");
            lines.addAll(bench.query(
                    "job", "SELECT 'account', number, name, provider, settings, place FROM ACCOUNTS ORDER BY number"));
            lines.addAll(bench.query("job", "SELECT 'hold', lower(hex(hash)) FROM HOLDS ORDER BY hash"));
            lines.addAll(bench.query("job", """
                SELECT 'row', id, line, ifnull(account, '-'),
                  CASE state WHEN 9 THEN 'duplicate:' || duplicate_of WHEN 8 THEN 'refused:' || problem ELSE 'target' END,
                  operation, iif(subject_hash IS NULL, '-', lower(hex(subject_hash))),
                  iif(person_hash IS NULL, '-', lower(hex(person_hash))) FROM ROWS ORDER BY id\
                """));
            lines.addAll(bench.query(
                    "job", "SELECT 'face', row, number, target, lower(hex(hash)) FROM FACES ORDER BY row, number"));
            byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);

            assertThat(lines).hasSize(1 + 2 + 1 + 5 + 2);
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text)))
                    .isEqualTo(digest);
        }
    }
}
