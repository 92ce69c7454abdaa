package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.input.InputColumns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that rows which were edited with SQL to look erased are not sealed, not reported as complete, and not scrubbed. */
class EditedRowsTest {
    private static final String ERASED = "UPDATE ROWS SET state = 2, outcome = 'DELETED', evidence = 'VERIFIED_ABSENT',"
            + " verified_at = 1777863721000, read_at = 1777863721000, outcome_at = 1777863721000, attempt = 1";

    @TempDir
    Path folder;

    private RunBench bench;

    @BeforeEach
    void plan() {
        bench = new RunBench(folder, RunBench.LAYERS);
        RunBench.put(bench.a, List.of("p1", "p2", "p3"));
        bench.plan(List.of("person_id,account", "p1,a", "p2,a", "p3,a"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void run_pendingRowsEditedToDone_makesNoFinalSeal() {
        bench.change(ERASED);

        assertDiffers(() -> bench.run(), "row 1, line 2 of the list: the state differs", "no seal was made");

        assertThat(bench.query("SELECT count(*), sum(final) FROM SEALS")).containsExactly("1 0");
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(RunBench.contains(bench.a, "p1")).isTrue();
    }

    @Test
    void run_doneRowEditedToPendingAndErasedAgain_makesNoFinalSeal() {
        bench.run();
        long seals = Long.parseLong(bench.query("SELECT count(*) FROM SEALS").get(0));
        bench.change("UPDATE ROWS SET state = 0, outcome = NULL, evidence = NULL, verified_at = NULL, attempt = 0"
                + " WHERE id = 2");

        assertDiffers(
                () -> bench.run(), "row 2: a request was sent again although the target was done", "no seal was made");

        assertThat(bench.query("SELECT count(*) FROM SEALS")).containsExactly(Long.toString(seals));
        assertThat(bench.receipts().rows())
                .isNotNull()
                .satisfies(rows -> assertThat(rows.agrees()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x'", "x'00'", "99", "-1", "9223372036854775807"})
    void status_stateThatDoesNotExist_isRejected(String value) {
        bench.change("UPDATE ROWS SET state = " + value + " WHERE id = 2");

        assertThatThrownBy(() -> JobStatus.read(bench.ledger.file(), RunBench.JOB))
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
    }

    @Test
    void run_holdListEdited_sendsNothing() {
        bench.erasure.holds().add(RunBench.JOB, Bench.list("p2"), null, InputColumns.defaults());
        assertThat(bench.row(2)).startsWith("HELD");
        bench.change("DELETE FROM HOLDS");
        bench.change("UPDATE ROWS SET state = 0");

        assertDiffers(() -> bench.run(), "the hold list of the job", "nothing was sent");
        assertDiffers(
                () -> bench.erasure.holds().add(RunBench.JOB, Bench.list("p3"), null, InputColumns.defaults()),
                "the hold list of the job");

        assertThat(bench.a.people()).hasSize(3);
    }

    @Test
    void run_recordedDigestOfTheHoldListEdited_sendsNothing() {
        bench.change(
                "UPDATE EVENTS SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"holdsSha256\":\"e3', '\"holdsSha256\":\"e4')"
                        + " AS BLOB)");

        assertThatThrownBy(() -> bench.run())
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.EVENT_FORGED);
        assertThat(bench.a.people()).hasSize(3);
    }

    @Test
    void open_ledgerWithATrigger_isRejected() {
        bench.change(
                "CREATE TRIGGER later AFTER UPDATE OF state ON job BEGIN UPDATE ROWS SET person_hash = x'00'; END");

        assertThatThrownBy(() -> Report.summary(bench.ledger.file(), RunBench.JOB))
                .hasMessageContaining("triggers")
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
    }

    @Test
    void report_rowsEditedAfterARunWithFailures_isNotComplete() {
        bench.run(RunBench.options().limit(2));
        bench.change(ERASED + " WHERE state = 0");

        assertDiffers(() -> bench.run(), "row 3, line 4 of the list", "efface receipts repair");
        assertThat(bench.query("SELECT sum(final) FROM SEALS")).containsExactly("0");
    }

    @Test
    void report_rowsEditedAfterTheFinalSeal_isNotComplete() {
        bench.run();
        bench.change("UPDATE ROWS SET outcome = 'ALREADY_ABSENT' WHERE id = 2");

        assertDiffers(() -> bench.run(), "row 2, line 3 of the list: the outcome differs");
        assertDiffers(
                () -> bench.erasure.verify(
                        RunBench.JOB,
                        VerifyOptions.builder().settle(Duration.ZERO).build()),
                "no vendor was asked");
    }

    @Test
    void verify_rowsEditedToDone_sendsNoRequest() {
        bench.run(RunBench.options().limit(1));
        bench.change(ERASED + " WHERE state = 0");
        int asked = bench.a.requests();

        assertDiffers(
                () -> bench.erasure.verify(
                        RunBench.JOB,
                        VerifyOptions.builder().settle(Duration.ZERO).build()),
                "row 2, line 3 of the list",
                "no vendor was asked");

        assertThat(bench.a.requests()).isEqualTo(asked);
    }

    @Test
    void scrub_editedRows_destroysNothingUnlessForced() {
        bench.change(ERASED);

        assertDiffers(() -> bench.erasure.scrub(RunBench.JOB, false), "nothing was destroyed");
        assertDiffers(() -> bench.erasure.destroyDataKey(RunBench.JOB, false), "nothing was destroyed");

        assertThat(bench.keys.hasDataKey(bench.ledger.id(), 1)).isTrue();
        assertThat(bench.ledger.store().job(RunBench.JOB).state()).isEqualTo(JobState.PLANNED);
        bench.erasure.scrub(RunBench.JOB, true);
        assertThat(bench.events(0)).anyMatch(event -> event.contains("\"rowsDiffer\":true"));
        assertThat(bench.query("SELECT sum(final) FROM SEALS")).containsExactly("0");
    }

    @Test
    void scrub_receiptsBroken_destroysNothing() {
        bench.run();
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        bench.change("DELETE FROM EVENTS WHERE seq = 3");

        assertDiffers(() -> bench.erasure.scrub(RunBench.JOB, false), "broken at line", "nothing was destroyed");
        assertThat(bench.keys.hasDataKey(bench.ledger.id(), 1)).isTrue();
    }

    @Test
    void report_withoutACheck_isNotComplete() {
        bench.run();

        assertThat(Report.summary(bench.ledger.file(), RunBench.JOB).complete()).isFalse();
        assertThat(Report.summary(bench.ledger.file(), RunBench.JOB, bench.keys.publicKey())
                        .complete())
                .isTrue();
    }

    @Test
    void run_lastFinalSealHasForgedTotals_makesANewFinalSeal() {
        bench.run();
        ForgedSeal.add(bench, Map.of("rows", 3L, "planned", 3L, "complete", true));
        ReceiptsCheck check = bench.receipts();
        assertThat(check.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(check.rows())
                .extracting(RowsCheck::first)
                .isEqualTo(List.of(new RowsCheck.Difference(RowsCheck.Kind.TOTALS, 0, 0)));

        bench.run();

        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void verifyExport_finalSealHasForgedTotals_differs() {
        bench.run();
        Path intact = folder.resolve("intact");
        Receipts.export(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB, intact);
        assertThat(Receipts.verify(bench.keys.publicKey(), intact).verdict()).isEqualTo(Verdict.INTACT);
        ForgedSeal.add(bench, Map.of("rows", 3L, "planned", 3L, "complete", true));
        Path forged = folder.resolve("forged");
        Receipts.export(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB, forged);

        ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), forged);

        assertThat(check.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(check.sentence()).contains("totals of the final seal");
        assertThat(check.isSound()).isFalse();
    }

    private static void assertDiffers(Runnable action, String... says) {
        assertThatThrownBy(action::run)
                .hasMessageContainingAll(says)
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.ROWS_DIFFER);
    }
}
