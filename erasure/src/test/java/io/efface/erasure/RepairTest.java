package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.RowsCheck.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests repairs: the rows of a finished job are edited and then restored. */
class RepairTest {
    @TempDir
    Path folder;

    private FinishedJob job;
    private RunBench bench;
    private List<List<String>> certified;

    @BeforeEach
    void finish() {
        job = new FinishedJob(folder);
        bench = job.bench;
        certified = job.certified();
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void repair_untouched_changesNothing() {
        RepairSummary summary = job.repair();

        assertThat(summary.differences()).isZero();
        assertThat(summary.restored()).isZero();
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(bench.events(0)).noneMatch(event -> event.contains("\"rows\",\"differences\""));
    }

    @Test
    void repair_everythingEdited_restoresRowsAndFacesAndTheJobContinues() {
        bench.change(
                "UPDATE ROWS SET state = 2, outcome = 'DELETED', evidence = 'CONFIRMED', verified_at = 7, read_at = 7,"
                        + " maybe_earlier = 1, attempt = 9, kind = 'TIMEOUT', effect = 'NONE', permanent = 1, vendor_code = 'x',"
                        + " request_id = 'y', outcome_at = 7, not_before = 32503680000000, epoch = 99");
        bench.change("UPDATE FACES SET outcome = 'DELETED', evidence = 'CONFIRMED', verified_at = 7, kind = 'x'");
        bench.change("UPDATE job SET state = 'SCRUBBED', planned_at = 1, digest = 'x', due_at = 1, from_job = 'x'");

        RepairSummary summary = job.repair();

        assertThat(summary.isWhole()).as(summary.toString()).isTrue();
        assertThat(summary.restored()).isEqualTo(9);
        assertThat(job.certified()).isEqualTo(certified);
        assertThat(bench.events(0))
                .anyMatch(event -> event.contains("\"OVERRIDDEN\"") && event.contains("\"check\":\"rows\""));
        bench.run(RunBench.options().retry(RunOptions.Retry.ALL));
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
    }

    static Stream<String> edits() {
        return RowsTest.edits().map(edit -> (String) edit.get()[0]);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void repair_oneEdit_restoresValuesInEventsAndReportsOtherDifferences(String sql) {
        bench.change(sql);
        if (sql.contains("HOLDS")) {
            assertThatThrownBy(job::repair)
                    .hasMessageContaining("hold list differs from the recorded hold list")
                    .asInstanceOf(type(ErasureException.class))
                    .extracting(ErasureException::reason)
                    .isEqualTo(Reason.ROWS_DIFFER);
            return;
        }

        RepairSummary summary = job.repair();

        assertThat(summary.differences()).isPositive();
        if (summary.isWhole()) {
            assertThat(job.certified()).isEqualTo(certified);
            bench.run(RunBench.options().retry(RunOptions.Retry.ALL));
            assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
        } else {
            assertThat(summary.left().first())
                    .extracting(RowsCheck.Difference::kind)
                    .contains(Kind.PLAN);
            assertThat(bench.receipts().verdict()).isEqualTo(Verdict.DIFFERENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ROWS SET state = 'x' WHERE id = 1",
                "UPDATE ROWS SET outcome = x'01' WHERE id = 1",
                "UPDATE ROWS SET verified_at = 'x' WHERE id = 1",
                "UPDATE ROWS SET verified_at = -9223372036854775808 WHERE id = 1",
                "UPDATE ROWS SET maybe_earlier = 2 WHERE id = 1",
                "UPDATE ROWS SET request_id = x'78' WHERE id = 1",
                "UPDATE ROWS SET attempt = 1.5 WHERE id = 1",
                "UPDATE FACES SET verified_at = 'x' WHERE number = 0"
            })
    void repair_cellOfAWrongType_isReportedWithItsPlaceAndRestored(String sql) {
        bench.change(sql);

        assertThatThrownBy(bench::receipts)
                .hasMessageContaining("the column ")
                .hasMessageContaining(sql.contains("FACES") ? "a face of row 7" : "row 1, line 2 of the list")
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
        assertThat(job.repair().isWhole()).isTrue();
        assertThat(job.certified()).isEqualTo(certified);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE EVENTS SET bytes = CAST(bytes AS TEXT) WHERE seq = 4",
                "UPDATE SEALS SET bytes = CAST(bytes AS TEXT) WHERE number = 1"
            })
    void verify_cellOfTheReceiptsOfAWrongType_isReported(String sql) {
        bench.change(sql);

        assertThatThrownBy(bench::receipts)
                .hasMessageContaining("the column ")
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
    }

    @Test
    void repair_removedRow_isReportedAsLost() {
        bench.change("DELETE FROM ROWS WHERE id = 3");

        RepairSummary summary = job.repair();

        assertThat(summary.isWhole()).isFalse();
        assertThat(summary.left().first()).contains(new RowsCheck.Difference(Kind.MISSING, 3, 0));
        assertThatThrownBy(() -> bench.run()).hasMessageContaining("has 8 rows, but the number of the last row is 9");
    }

    @Test
    void repair_brokenReceipts_changesNothing() {
        bench.change("DELETE FROM EVENTS WHERE seq = 4");
        bench.change("UPDATE ROWS SET state = 0 WHERE id = 1");

        assertThatThrownBy(job::repair)
                .hasMessageContaining("broken at line")
                .hasMessageContaining("copy of the ledger");
        assertThat(bench.query("SELECT state FROM ROWS WHERE id = 1")).containsExactly("0");
    }
}
