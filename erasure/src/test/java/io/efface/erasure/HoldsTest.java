package io.efface.erasure;

import static io.efface.erasure.Bench.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldsTest extends BenchFixture {
    private static final InputColumns COLUMNS = InputColumns.defaults();

    @BeforeEach
    void plan() {
        bench.plan(PlanRequest.of(
                "job",
                list("subject,account,person_id", "s1,a,alice", "s2,a,alice", "s1,b,alice", "s3,a,bob", "s4,b,carol")));
    }

    private HoldChange add(String... ids) {
        return bench.erasure.holds().add("job", list(ids), null, COLUMNS);
    }

    private HoldChange remove(String... ids) {
        return bench.erasure.holds().remove("job", list(ids), null, COLUMNS);
    }

    private String states() throws SQLException {
        return String.join(" ", bench.query("job", "SELECT state FROM ROWS ORDER BY id"));
    }

    private boolean isHeld(long target) {
        int job = bench.ledger.store().job("job").number();
        return bench.ledger.store().writer().write(tx -> tx.holds(job).isHeld(target));
    }

    @Test
    void add_personSubjectAndSubjectOfADuplicate_holdsTargetsInEveryAccount() throws SQLException {
        assertThat(add("alice")).isEqualTo(new HoldChange(1, 1, 0, 2, 0, 0, 1));
        assertThat(states()).isEqualTo("7 9 7 0 0");
        assertThat(add("s2", "s4", "nobody", "s2")).isEqualTo(new HoldChange(3, 3, 1, 1, 0, 0, 4));
        assertThat(states()).isEqualTo("7 9 7 0 7");
    }

    @Test
    void beside_ledgerInUse_holdsAtOnce() throws SQLException {
        Holds beside = Holds.beside(bench.ledger.file(), bench.keys, Clock.systemUTC());

        assertThat(beside.add("job", list("alice"), null, COLUMNS)).isEqualTo(new HoldChange(1, 1, 0, 2, 0, 0, 1));

        assertThat(states()).isEqualTo("7 9 7 0 0");
        assertThat(isHeld(1)).isTrue();
        assertThat(remove("alice").changed()).isEqualTo(1);
        assertThat(isHeld(1)).isFalse();
    }

    @Test
    void beside_ledgerWrittenAllTheTime_failsAndChangesNothing() throws SQLException {
        Holds beside = Holds.beside(
                LedgerAddress.of(bench.ledger.file()), bench.keys, Clock.systemUTC(), Duration.ofMillis(200));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + bench.ledger.file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> beside.add("job", list("alice"), null, COLUMNS))
                    .isInstanceOfSatisfying(
                            ErasureException.class,
                            e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.LEDGER_IN_USE))
                    .hasMessageContaining("nothing was changed");
            statement.execute("ROLLBACK");
        }
        assertThat(beside.add("job", list("alice"), null, COLUMNS).changed()).isEqualTo(1);
    }

    @Test
    void beside_ledgerWrittenForAWhile_waits() throws Exception {
        Holds beside = Holds.beside(bench.ledger.file(), bench.keys, Clock.systemUTC());
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<HoldChange> change;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + bench.ledger.file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            change = CompletableFuture.supplyAsync(() -> {
                begun.countDown();
                return beside.add("job", list("alice"), null, COLUMNS);
            });
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            // This is longer than the busy timeout of a connection.
            assertThatThrownBy(() -> change.get(11, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            statement.execute("ROLLBACK");
        }

        assertThat(change.get(1, TimeUnit.MINUTES).changed()).isEqualTo(1);
    }

    @Test
    void beside_missingLedger_isRejected() {
        Holds beside = Holds.beside(folder.resolve("ledger/none.db"), bench.keys, Clock.systemUTC());

        assertThatThrownBy(() -> beside.add("job", list("alice"), null, COLUMNS))
                .isInstanceOfSatisfying(
                        ErasureException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
        assertThat(folder.resolve("ledger/none.db")).doesNotExist();
    }

    @Test
    void add_changedEncryptedId_isReportedAsDamage() throws SQLException {
        bench.change("job", "UPDATE ROWS SET person = zeroblob(64) WHERE id = 4");

        assertThatThrownBy(() -> add("alice"))
                .isInstanceOfSatisfying(
                        ErasureException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("row 4 ");
        assertThat(bench.query("job", "SELECT count(*) FROM HOLDS")).containsExactly("0");
    }

    @Test
    void remove_oneOfTwoHoldsOnATarget_keepsItHeld() throws SQLException {
        add("alice", "s2");
        assertThat(remove("alice")).isEqualTo(new HoldChange(1, 1, 0, 1, 0, 0, 1));
        assertThat(states()).isEqualTo("7 9 0 0 0");
        assertThat(isHeld(1)).isTrue();
        assertThat(remove("s2").targets()).isEqualTo(1);
        assertThat(remove("s2")).isEqualTo(new HoldChange(1, 0, 0, 0, 0, 0, 0));
        assertThat(states()).isEqualTo("0 9 0 0 0");
        assertThat(isHeld(1)).isFalse();
    }

    @Test
    void add_attemptedTargets_keepTheirStateAndCannotBeClaimed() throws SQLException {
        bench.change("job", "UPDATE ROWS SET state = 5, attempt = 1 WHERE id = 1");
        bench.change("job", "UPDATE ROWS SET state = 2, attempt = 1 WHERE id = 3");
        bench.change("job", "UPDATE ROWS SET attempt = 1 WHERE id = 4");

        assertThat(add("alice", "bob")).isEqualTo(new HoldChange(2, 2, 0, 1, 1, 1, 2));

        assertThat(states()).isEqualTo("5 9 2 7 0");
        assertThat(isHeld(1)).isTrue();
        assertThat(isHeld(4)).isTrue();
        assertThat(isHeld(5)).isFalse();
    }

    @Test
    void change_ofTheList_isRecordedWithCountsAndDigestAndWithoutIds() throws SQLException {
        add("alice");
        remove("alice");

        assertThat(bench.query("job", "SELECT target, CAST(bytes AS TEXT) FROM EVENTS WHERE seq > 1 ORDER BY seq"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event)
                        .startsWith("null {\"type\":\"HOLDS_CHANGED\",\"at\":\"2026-11-22T08:00:00Z\",\"change\":")
                        .containsPattern("\"sha256\":\"[0-9a-f]{64}\",\"holdsSha256\":\"[0-9a-f]{64}\"")
                        .doesNotContain("alice"));
    }

    @Test
    void add_badRow_changesNothing() throws SQLException {
        assertThatThrownBy(() -> add("alice", "bo\tb")).isInstanceOfSatisfying(ErasureException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.INPUT);
            assertThat(e).hasMessageContaining("line 2").hasMessageNotContaining("alice");
        });
        assertThat(states()).isEqualTo("0 9 0 0 0");
        assertThat(bench.query("job", "SELECT count(*) FROM EVENTS WHERE seq > 1"))
                .containsExactly("0");
    }

    @Test
    void add_scrubbedJob_isRejected() {
        bench.change("job", "UPDATE job SET state = 'SCRUBBED'");
        assertThatThrownBy(() -> add("alice"))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
        assertThatThrownBy(() -> bench.erasure.holds().add("none", list("x"), null, COLUMNS))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_JOB));
    }

    @Test
    void run_unknownTargetOnHold_isNotRead() {
        HookedConfig.Hook[] before = {HookedConfig.Hook.NONE};
        try (RunBench running = running(before, Map.of("verify", "off"))) {
            RunBench.put(running.a, RunBench.people(3));
            running.plan(RunBench.people(3), "a");
            // All three requests are on their way before the first failure can pause the account.
            CountDownLatch begun = new CountDownLatch(3);
            before[0] = (operation, person) -> {
                running.a.failNext(ContractFault.DROP_AFTER_EFFECT);
                begun.countDown();
                await(begun);
            };
            assertThat(running.run().counts().in(TargetState.UNKNOWN)).isEqualTo(3);
            before[0] = HookedConfig.Hook.NONE;
            running.erasure.holds().add(RunBench.JOB, list("p1"), null, COLUMNS);
            running.time.advance(Duration.ofMinutes(3));
            int requests = running.a.requests();

            RunSummary second = running.run();

            assertThat(running.a.requests() - requests).isEqualTo(2);
            assertThat(running.row(1)).isEqualTo("UNKNOWN null null 1");
            assertThat(second.counts().stopped()).isEqualTo(1);
            assertThat(second.counts().open()).isZero();
            assertThat(second.finallySealed()).isFalse();
        }
    }

    @Test
    void run_holdsAddedMeanwhile_sendsNothingForThem() {
        HookedConfig.Hook[] before = {HookedConfig.Hook.NONE};
        try (RunBench running = running(before, Map.of())) {
            RunBench.put(running.a, RunBench.people(60));
            List<String> rows = new ArrayList<>(List.of("subject,account,person_id"));
            RunBench.people(60).forEach(person -> rows.add("s-" + person + ",a," + person));
            rows.add("another,a,p50");
            running.plan(rows);
            AtomicInteger calls = new AtomicInteger();
            before[0] = (operation, person) -> {
                if (calls.incrementAndGet() == 10) {
                    running.erasure.holds().add(RunBench.JOB, list("another", "s-p40", "p60"), null, COLUMNS);
                }
            };

            RunSummary summary = running.run(RunBench.options().concurrency(1));

            assertThat(running.a.people()).hasSize(3);
            assertThat(List.of("p40", "p50", "p60")).allMatch(person -> RunBench.contains(running.a, person));
            assertThat(summary.counts().in(TargetState.HELD)).isEqualTo(3);
            assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(57);
        }
    }

    @Test
    void run_everybodyOnHold_isCompleteAndFinallySealed() {
        try (RunBench running = running(new HookedConfig.Hook[] {HookedConfig.Hook.NONE}, Map.of())) {
            running.plan(RunBench.people(1), "a");
            running.erasure.holds().add(RunBench.JOB, list("p1"), null, COLUMNS);

            RunSummary summary = running.run();

            assertThat(summary.counts().isComplete()).isTrue();
            assertThat(summary.finallySealed()).isTrue();
            JobTables tables = running.tables();
            assertThat(running.query("SELECT CAST(bytes AS TEXT) FROM " + tables.seals() + " WHERE final = 1"))
                    .hasSize(1)
                    .allMatch(seal -> seal.contains("\"complete\":true"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private RunBench running(HookedConfig.Hook[] before, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(RunBench.LAYERS);
        settings.putAll(more);
        return new RunBench(
                folder.resolve("running"),
                settings,
                InMemoryConfig.defaults(),
                (operation, person) -> before[0].about(operation, person),
                HookedConfig.Hook.NONE);
    }
}
