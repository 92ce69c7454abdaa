package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.RowsCheck.Difference;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.SealKey;
import io.efface.erasure.keys.SealSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a check finds rows of a finished job that were edited with SQL. Rows 1 to 9 come from lines 2 to 10 of the list. */
class RowsTest {

    @TempDir
    Path folder;

    private FinishedJob job;
    private RunBench bench;

    @BeforeEach
    void finish() {
        job = new FinishedJob(folder);
        bench = job.bench;
    }

    @AfterEach
    void close() {
        job.close();
    }

    private List<String> found() {
        ReceiptsCheck check = bench.receipts();
        RowsCheck rows = check.rows();
        assertThat(rows).isNotNull();
        assertThat(rows.differences()).isEqualTo(rows.first().size());
        assertThat(check.verdict()).isEqualTo(rows.agrees() ? Verdict.INTACT : Verdict.DIFFERENT);
        return rows.first().stream()
                .map(difference -> difference.kind() + " " + difference.row() + ":" + difference.line())
                .toList();
    }

    @Test
    void verify_untouched_agrees() {
        ReceiptsCheck check = bench.receipts();

        assertThat(check.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(check.rows()).isEqualTo(new RowsCheck(9, 0, 0, 0, List.of(), List.of()));
        assertThat(bench.query("SELECT state FROM ROWS ORDER BY id"))
                .containsExactly("2", "2", "4", "9", "8", "7", "2", "2", "2");
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                edit(
                        "ROWS SET state = 2, outcome = 'DELETED', evidence = 'CONFIRMED', kind = NULL, permanent = NULL,"
                                + " effect = NULL WHERE id = 3",
                        "STATE 3:4",
                        "OUTCOME 3:4",
                        "EVIDENCE 3:4",
                        "FAILURE 3:4",
                        "TOTALS 0:0"),
                edit("ROWS SET state = 7 WHERE id = 3", "STATE 3:4", "TOTALS 0:0"),
                edit("ROWS SET state = 8, problem = 'MALFORMED' WHERE id = 3", "STATE 3:4", "PLAN 0:0", "TOTALS 0:0"),
                edit("ROWS SET state = 9, duplicate_of = 1 WHERE id = 3", "STATE 3:4", "PLAN 0:0", "TOTALS 0:0"),
                edit("ROWS SET state = 10 WHERE id = 3", "STATE 3:4", "TOTALS 0:0"),
                edit("ROWS SET outcome = 'DELETED' WHERE id = 2", "OUTCOME 2:3", "TOTALS 0:0"),
                edit("ROWS SET evidence = 'CONFIRMED' WHERE id = 1", "EVIDENCE 1:2", "TOTALS 0:0"),
                edit("ROWS SET verified_at = verified_at - 1 WHERE id = 1", "EVIDENCE 1:2"),
                edit("ROWS SET read_at = NULL WHERE id = 1", "EVIDENCE 1:2"),
                edit("ROWS SET maybe_earlier = 1 WHERE id = 2", "MAYBE_EARLIER 2:3", "TOTALS 0:0"),
                edit("ROWS SET attempt = 2 WHERE id = 1", "ATTEMPTS 1:2"),
                edit("ROWS SET kind = 'TIMEOUT' WHERE id = 3", "FAILURE 3:4"),
                edit("ROWS SET permanent = 1 WHERE id = 3", "FAILURE 3:4"),
                edit("ROWS SET effect = NULL WHERE id = 3", "FAILURE 3:4"),
                edit("ROWS SET request_id = 'another' WHERE id = 1", "ANSWER 1:2"),
                edit("ROWS SET request_id = NULL WHERE id = 1", "ANSWER 1:2"),
                edit("ROWS SET vendor_code = 'OK' WHERE id = 1", "ANSWER 1:2"),
                edit("ROWS SET outcome_at = outcome_at + 1 WHERE id = 1", "ANSWER 1:2"),
                edit("ROWS SET person_hash = x'00' WHERE id = 3", "PLAN 0:0"),
                edit("ROWS SET subject_hash = x'00' WHERE id = 3", "PLAN 0:0"),
                edit("ROWS SET account = 2 WHERE id = 1", "PLAN 0:0"),
                edit("ROWS SET line = 20 WHERE id = 1", "PLAN 0:0"),
                edit("ROWS SET operation = 'DELETE_FACES' WHERE id = 1", "PLAN 0:0"),
                edit("ROWS SET duplicate_of = 2 WHERE id = 4", "PLAN 0:0"),
                edit("ROWS SET duplicate_of = NULL WHERE id = 4", "STATE 4:5", "PLAN 0:0"),
                edit("ROWS SET problem = 'BLANK_ID' WHERE id = 5", "PLAN 0:0"),
                edit("ROWS SET state = 9 WHERE id = 5", "STATE 5:6", "PLAN 0:0", "TOTALS 0:0"),
                edit("ROWS SET state = 0 WHERE id = 6", "STATE 6:7", "TOTALS 0:0"),
                edit("ROWS SET state = 99 WHERE id = 6", "STATE 6:7", "TOTALS 0:0"),
                edit("FACES SET outcome = 'DELETED' WHERE number = 2", "FACES 7:8", "TOTALS 0:0"),
                edit("FACES SET evidence = 'CONFIRMED' WHERE number = 0", "FACES 7:8"),
                edit("FACES SET verified_at = 1 WHERE number = 0", "FACES 7:8"),
                edit("FACES SET maybe_earlier = 1 WHERE number = 0", "FACES 7:8"),
                edit("FACES SET kind = 'TIMEOUT' WHERE number = 0", "FACES 7:8"),
                edit("FACES SET hash = x'00' WHERE number = 0", "FACES 7:8", "PLAN 0:0"),
                edit("ACCOUNTS SET place = 'elsewhere' WHERE number = 1", "PLAN 0:0"),
                edit("job SET digest = 'd1'", "JOB 0:0"),
                edit("job SET planned_at = 1", "JOB 0:0"),
                edit("job SET planned_at = NULL", "JOB 0:0"),
                edit("job SET due_at = 1", "JOB 0:0"),
                edit("job SET from_job = 'older'", "JOB 0:0"),
                edit("job SET state = 'PLANNED'", "JOB 0:0"),
                Arguments.of("DELETE FROM ROWS WHERE id = 3", List.of("MISSING 3:0", "PLAN 0:0", "TOTALS 0:0")),
                Arguments.of(
                        "DELETE FROM ROWS WHERE id > 7",
                        List.of("MISSING 8:0", "MISSING 9:0", "PLAN 0:0", "TOTALS 0:0")),
                Arguments.of("DELETE FROM ROWS WHERE id = 5", List.of("MISSING 5:0", "PLAN 0:0", "TOTALS 0:0")),
                Arguments.of("DELETE FROM FACES WHERE number = 2", List.of("FACES 7:8", "PLAN 0:0", "TOTALS 0:0")),
                Arguments.of("DELETE FROM FACES", List.of("FACES 7:8", "PLAN 0:0", "TOTALS 0:0")),
                Arguments.of("DELETE FROM HOLDS", List.of("STATE 6:7", "HOLDS 0:0")),
                Arguments.of("INSERT INTO HOLDS SELECT person_hash FROM ROWS WHERE id = 3", List.of("HOLDS 0:0")),
                Arguments.of(
                        "INSERT INTO ROWS(id, line, account, state, operation, outcome, evidence, person_hash)"
                                + " VALUES(10, 11, 1, 2, 'DELETE_PERSON', 'DELETED', 'CONFIRMED', x'01')",
                        List.of("STATE 10:11", "OUTCOME 10:11", "EVIDENCE 10:11", "PLAN 0:0", "TOTALS 0:0")));
    }

    private static Arguments edit(String what, String... differences) {
        return Arguments.of("UPDATE " + what, List.of(differences));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void verify_oneEdit_reportsRowAndKind(String sql, List<String> differences) {
        bench.change(sql);

        assertThat(found()).isEqualTo(differences);
    }

    @Test
    void report_untouched_statesWhetherTheRowsWereChecked() throws Exception {
        String json = report(ReportFormat.JSON, bench.keys.publicKey());

        assertThat(json)
                .contains("\"verdict\":\"INTACT\",\"differences\":0,\"unsealedRows\":0")
                .contains("{\"code\":\"CHECKED\",\"count\":9");
        assertThat(report(ReportFormat.TEXT, bench.keys.publicKey()))
                .contains("  checked        yes: sealed and intact")
                .contains("9 rows agree with the receipts");
        assertThat(report(ReportFormat.TEXT, null)).contains("  checked        no\n");
        assertThat(report(ReportFormat.JSON, null))
                .contains("{\"code\":\"NOT_CHECKED\"")
                .doesNotContain("verdict");
    }

    @Test
    void report_rowsEditedToLookComplete_isNotComplete() throws Exception {
        bench.change("DELETE FROM ROWS WHERE id IN (3, 5)");
        ReportSummary summary = Report.summary(bench.ledger.file(), RunBench.JOB, bench.keys.publicKey());

        assertThat(summary.complete()).isFalse();
        assertThat(summary.remarks()).extracting(ReportSummary.Remark::code).contains("ROWS_DIFFER");
        assertThat(report(ReportFormat.JSON, bench.keys.publicKey()))
                .contains("\"complete\":false", "\"verdict\":\"DIFFERENT\",\"differences\":4");
        assertThat(report(ReportFormat.TEXT, bench.keys.publicKey()))
                .contains("not complete", "  checked        the ledger's rows differ from the receipts");
    }

    @Test
    void report_receiptsBroken_isNotComplete() throws Exception {
        bench.change("DELETE FROM EVENTS WHERE seq = 1");

        ReportSummary summary = Report.summary(bench.ledger.file(), RunBench.JOB, bench.keys.publicKey());

        assertThat(summary.complete()).isFalse();
        assertThat(summary.remarks()).extracting(ReportSummary.Remark::code).contains("RECEIPTS_BROKEN");
        assertThat(report(ReportFormat.TEXT, bench.keys.publicKey())).contains("  checked        broken at line 1");
    }

    private String report(ReportFormat format, @Nullable SealKey key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.write(bench.ledger.file(), RunBench.JOB, format, key, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void verify_stateEditedToScrubbed_reportsTheRemainingIds() {
        bench.change("UPDATE job SET state = 'SCRUBBED'");

        assertThat(found()).contains("IDS 1:2", "JOB 0:0");
    }

    @Test
    void verify_scrubbedJob_agrees() {
        bench.run(RunBench.options().retry(RunOptions.Retry.ALL));
        new Scrub(bench.ledger, bench.keys, bench.time).scrub(RunBench.JOB, true);
        assertThat(bench.receipts().isSound()).isTrue();
        assertThat(bench.receipts().rows()).isNotNull().satisfies(rows -> {
            assertThat(rows.agrees()).isTrue();
            assertThat(rows.limits()).isEmpty();
        });

        bench.change("UPDATE ROWS SET state = 4 WHERE id = 3");

        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void verify_manyEdits_countsAllAndListsTheFirst() {
        bench.change("DELETE FROM ROWS");

        RowsCheck rows = bench.receipts().rows();

        assertThat(rows).isNotNull();
        assertThat(rows.differences()).isEqualTo(9 + 2);
        assertThat(rows.first().get(0)).isEqualTo(new Difference(RowsCheck.Kind.MISSING, 1, 0));
        assertThat(rows.sentence()).endsWith("the first: row 1: the row is missing");
    }

    @Test
    void verify_editedRowWithAForgedUnsealedEvent_isReportedAsUnsealed() {
        String event =
                "{\"type\":\"OUTCOME\",\"at\":\"2026-05-04T03:02:01Z\",\"target\":3,\"attempt\":3,\"state\":\"DONE\","
                        + "\"outcome\":\"DELETED\",\"evidence\":\"CONFIRMED\"}";
        bench.change(
                "UPDATE ROWS SET state = 2, outcome = 'DELETED', evidence = 'CONFIRMED', kind = NULL, effect = NULL,"
                        + " permanent = NULL, vendor_code = NULL, request_id = NULL, outcome_at = 1777863721000 WHERE id = 3");
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.DIFFERENT);

        bench.change("INSERT INTO EVENTS(target, bytes, mac) VALUES(3, CAST('" + event + "' AS BLOB), zeroblob(32))");

        ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB);
        assertThat(check.verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(check.tailAuthenticated()).isFalse();
        assertThat(check.rows()).isEqualTo(new RowsCheck(9, 1, 1, 0, List.of(), List.of()));
        assertThat(bench.receipts().verdict()).as("checked with the HMAC key").isEqualTo(Verdict.BROKEN);
    }

    @Test
    void verify_plannedByAnOlderVersion_comparesOnlyRecordedValues() throws Exception {
        bench.change("DELETE FROM EVENTS WHERE seq = 1");
        bench.change("UPDATE EVENTS SET seq = seq - 1, position = NULL");
        bench.change("UPDATE sqlite_sequence SET seq = seq - 1");
        bench.change("DELETE FROM SEALS");
        bench.authenticate();
        new Sealer(
                        bench.ledger.store().writer(),
                        bench.ledger.id(),
                        bench.ledger.store().job(RunBench.JOB),
                        signer(),
                        bench.time)
                .finish();
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(bench.receipts().rows())
                .isNotNull()
                .satisfies(rows -> assertThat(rows.limits()).hasSize(2));

        bench.change("UPDATE ROWS SET kind = 'TIMEOUT' WHERE id = 3");
        assertThat(found()).isEmpty();
        bench.change("UPDATE ROWS SET evidence = 'CONFIRMED' WHERE id = 1");
        assertThat(found()).containsExactly("EVIDENCE 1:2", "TOTALS 0:0");
    }

    private SealSigner signer() {
        return bench.keys.signer(bench.ledger.store().job(RunBench.JOB).keys());
    }

    @Test
    void verify_eventsAfterAFinalSeal_areAnUnsealedTail() {
        bench.erasure.holds().remove(RunBench.JOB, Bench.list("s6"), null, InputColumns.defaults());

        ReceiptsCheck check = bench.receipts();

        assertThat(check.verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(check.rows()).isEqualTo(new RowsCheck(9, 0, 0, 0, List.of(), List.of()));
    }
}
