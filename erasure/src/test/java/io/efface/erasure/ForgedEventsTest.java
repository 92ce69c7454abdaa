package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.keys.EventMac;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that forged events without a seal are detected. In each test, a run crashes after events 1 to 7 were sealed and events 8 to 12 were
 * not. Then the test changes the ledger like somebody who can write the file and has no key.
 */
class ForgedEventsTest {
    private static final int LAST = 12;

    @TempDir
    Path folder;

    private RunBench bench;
    private final AtomicInteger left = new AtomicInteger(-1);
    private volatile boolean forging;

    @BeforeEach
    void crash() {
        RunBench[] self = new RunBench[1];
        bench = new RunBench(
                folder,
                RunBench.LAYERS,
                InMemoryConfig.defaults(),
                (operation, person) -> {
                    if (left.decrementAndGet() == 0) {
                        self[0].crash();
                    }
                    if (forging) {
                        forging = false;
                        self[0].change("INSERT INTO EVENTS(bytes) VALUES(x'7b7d')");
                    }
                },
                HookedConfig.Hook.NONE);
        self[0] = bench;
        RunBench.put(bench.a, RunBench.people(8));
        bench.plan(RunBench.people(8), "a");
        bench.run(RunBench.options().concurrency(1).limit(3));
        left.set(3);
        assertThatThrownBy(() -> bench.run(RunBench.options().concurrency(1))).isInstanceOf(ErasureException.class);
        bench.restart();
        assertThat(bench.query("SELECT count(position), count(*) FROM EVENTS")).containsExactly("7 " + LAST);
        ReceiptsCheck check = bench.receipts();
        assertThat(check.verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(check.tailAuthenticated()).isTrue();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static void assertForged(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ErasureException.class))
                .satisfies(
                        e -> assertThat(e.reason()).isEqualTo(Reason.EVENT_FORGED),
                        e -> assertThat(e.getMessage()).contains(parts));
    }

    private void assertRejected(int line) {
        int requests = bench.a.requests();
        List<String> before = bench.query("SELECT seq, position, bytes FROM EVENTS");
        String seals =
                bench.query("SELECT count(*) FROM " + bench.tables().seals()).get(0);

        String where = "line " + line + " of the receipts";
        assertForged(() -> bench.run(RunBench.options().acceptOldTail(true)), where, "nothing was sent");
        assertForged(
                () -> bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build()), where);
        assertForged(() -> bench.erasure.scrub(RunBench.JOB, true), where);
        assertForged(
                () -> bench.erasure.holds().add(RunBench.JOB, Bench.list("p8"), null, InputColumns.defaults()), where);

        assertThat(bench.a.requests()).isEqualTo(requests);
        assertThat(bench.query("SELECT seq, position, bytes FROM EVENTS")).isEqualTo(before);
        assertThat(bench.query("SELECT count(*) FROM " + bench.tables().seals()))
                .containsExactly(seals);
        ReceiptsCheck check = bench.receipts();
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void run_unchangedEvents_areSealedAndTheRunContinues() {
        bench.run();

        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE EVENTS SET bytes = CAST(replace(CAST(bytes AS TEXT), 'DELETED', 'DELETEd') AS BLOB) WHERE seq = 9",
                "UPDATE EVENTS SET mac = NULL WHERE seq = 9",
                "UPDATE EVENTS SET mac = zeroblob(32) WHERE seq = 9",
                "UPDATE EVENTS SET mac = (SELECT mac FROM EVENTS WHERE seq = 8) WHERE seq = 9",
                // An event is copied to another place with its HMAC.
                "UPDATE EVENTS SET (bytes, mac) = (SELECT b.bytes, b.mac FROM EVENTS b WHERE b.seq = 5) WHERE seq = 9",
                // Two events are exchanged with their HMACs.
                "UPDATE EVENTS SET (bytes, mac) = (SELECT b.bytes, b.mac FROM EVENTS b WHERE b.seq = 20 - EVENTS.seq)"
                        + " WHERE seq IN (9, 11)"
            })
    void run_eventChanged_isRejected(String sql) {
        bench.change(sql);

        assertRejected(9);
    }

    @Test
    void run_eventRemoved_isRejected() {
        bench.change("DELETE FROM EVENTS WHERE seq = 9");

        assertRejected(9);
    }

    @Test
    void run_lastEventRemoved_isRejected() {
        bench.change("DELETE FROM EVENTS WHERE seq = " + LAST);

        assertRejected(LAST - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "zeroblob(32)", "mac"})
    void run_olderEventAddedAgain_isRejected(String mac) {
        bench.change(
                "INSERT INTO EVENTS(target, bytes, mac) SELECT target, bytes, " + mac + " FROM EVENTS WHERE seq = 5");

        assertRejected(LAST + 1);
    }

    @Test
    void run_eventOfAnotherJobOrLedger_isRejected() {
        Job job = bench.ledger.store().job(RunBench.JOB);
        for (EventMac foreign : List.of(
                bench.keys.eventMac(bench.ledger.id(), job.number() + 1, job.name(), job.keys()),
                bench.keys.eventMac(bench.ledger.id(), job.number(), "another", job.keys()),
                bench.keys.eventMac("another-ledger", job.number(), job.name(), job.keys()))) {
            byte[] bytes = HexFormat.of()
                    .parseHex(bench.query("SELECT hex(bytes) FROM EVENTS WHERE seq = 9")
                            .get(0));
            bench.change(
                    "UPDATE EVENTS SET mac = x'" + HexFormat.of().formatHex(foreign.of(9, bytes)) + "' WHERE seq = 9");

            assertRejected(9);
        }
    }

    @Test
    void run_eventMarkedAsSealed_isRejected() {
        bench.change("UPDATE EVENTS SET position = 8 WHERE seq = 8");

        assertRejected(8);
    }

    @Test
    void run_lastSealRemoved_isRejected() {
        bench.change("DELETE FROM SEALS WHERE number = 2");

        assertRejected(2);
    }

    @Test
    void run_lastSealChanged_isRejected() {
        bench.change("UPDATE SEALS SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"mac\"', '\"max\"') AS BLOB)"
                + " WHERE number = 2");

        assertForged(() -> bench.run(RunBench.options().acceptOldTail(true)), "seal 2");
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void run_ledgerVersionSetTo1AndHmacsRemoved_isRejected() {
        bench.change("PRAGMA user_version = 1");
        bench.change("UPDATE EVENTS SET mac = NULL WHERE seq > 7");

        assertRejected(8);
    }

    @Test
    void run_ledgerChangedToLookLikeVersion1_isRejected() {
        bench.change("PRAGMA user_version = 1");
        bench.change("ALTER TABLE EVENTS DROP COLUMN mac");
        bench.change("UPDATE job SET keys = substr(keys, 1, instr(keys, ' mac:') - 1)");

        assertForged(
                () -> bench.run(RunBench.options().acceptOldTail(true)), "the HMACs of the job", "nothing was sent");

        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void verify_sealedEventWithoutAnHmac_isBrokenAtThatEvent() {
        bench.change("UPDATE EVENTS SET mac = NULL WHERE seq = 3");

        ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB);

        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.brokenAt()).isEqualTo(3);
    }

    @Test
    void verify_withoutTheHmacKey_reportsTheTailAsNotAuthenticated() {
        ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB);

        assertThat(check.verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(check.tailAuthenticated()).isFalse();
        assertThat(check.sentence())
                .startsWith("intact, but with an unsealed tail of 5 events, which is not authenticated");
        assertThat(bench.receipts().sentence()).startsWith("intact, but with an unsealed tail of 5 events: ");
    }

    @Test
    void run_eventForgedDuringTheRun_endsWithAnErrorAndDoesNotSealTheEvent() {
        bench.run(RunBench.options().concurrency(1).limit(1));
        forging = true;

        assertForged(() -> bench.run(RunBench.options().concurrency(1)), "this event has no HMAC");

        assertThat(bench.query("SELECT count(*) FROM EVENTS WHERE mac IS NULL AND position IS NOT NULL"))
                .containsExactly("0");
    }
}
