package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.PersonId;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.RowsCheck.Kind;
import io.efface.erasure.input.InputColumns;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished job of {@link RowsTest}, whose rows are edited and then restored. */
class RepairTest {
    private static final PersonId FAILING = new PersonId("p3");
    private static final String CERTIFIED = "SELECT id, line, account, state, problem, duplicate_of, operation,"
            + " hex(subject_hash), hex(person_hash), attempt, outcome, evidence, verified_at, maybe_earlier, kind, effect,"
            + " permanent, vendor_code, request_id, outcome_at, read_at FROM ROWS ORDER BY id";
    private static final String CERTIFIED_FACES =
            "SELECT row, number, target, hex(hash), outcome, evidence, verified_at,"
                    + " maybe_earlier, kind FROM FACES ORDER BY row, number";

    @TempDir
    Path folder;

    private RunBench bench;
    private List<String> rows;
    private List<String> faces;

    @BeforeEach
    void finish() {
        RunBench[] self = new RunBench[1];
        bench = new RunBench(
                folder,
                RunBench.LAYERS,
                InMemoryConfig.defaults(),
                (operation, person) -> {
                    if (person.equals(FAILING)) {
                        self[0].a.failNext(ContractFault.CONFLICT);
                    }
                },
                HookedConfig.Hook.NONE);
        self[0] = bench;
        RunBench.put(bench.a, List.of("p1", "p3", "p6"));
        RunBench.put(bench.b, List.of("p9"));
        bench.a.put("p7", "f1", "f2", "f4");
        bench.plan(List.of(
                "subject,account,person_id,face_ids",
                "s1,a,p1,",
                "s2,a,p2,",
                "s3,a,p3,",
                "s4,a,p1,",
                "s5,zz,p5,",
                "s6,a,p6,",
                "s7,a,p7,f1;f2;f3",
                "s8,b,p8,",
                "s9,b,p9,"));
        bench.erasure.holds().add(RunBench.JOB, Bench.list("s6"), null, InputColumns.defaults());
        bench.run(RunBench.options().concurrency(1).maxAbsentPercent(100));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        rows = bench.query(CERTIFIED);
        faces = bench.query(CERTIFIED_FACES);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RepairSummary repair() {
        return Receipts.repair(bench.ledger, bench.keys, bench.time, RunBench.JOB);
    }

    @Test
    void repair_untouched_changesNothing() {
        RepairSummary summary = repair();

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

        RepairSummary summary = repair();

        assertThat(summary.isWhole()).as(summary.toString()).isTrue();
        assertThat(summary.restored()).isEqualTo(9);
        assertThat(bench.query(CERTIFIED)).isEqualTo(rows);
        assertThat(bench.query(CERTIFIED_FACES)).isEqualTo(faces);
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
    void repair_edited_restoresWhatEventsSayAndReportsTheRest(String sql) {
        bench.change(sql);
        if (sql.contains("HOLDS")) {
            assertThatThrownBy(this::repair)
                    .hasMessageContaining("hold list is not the one that was recorded")
                    .asInstanceOf(type(ErasureException.class))
                    .extracting(ErasureException::reason)
                    .isEqualTo(Reason.ROWS_DIFFER);
            return;
        }

        RepairSummary summary = repair();

        assertThat(summary.differences()).isPositive();
        if (summary.isWhole()) {
            assertThat(bench.query(CERTIFIED)).isEqualTo(rows);
            assertThat(bench.query(CERTIFIED_FACES)).isEqualTo(faces);
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
    void cellOfAWrongType_isUnreadableWithItsPlaceAndIsRestored(String sql) {
        bench.change(sql);

        assertThatThrownBy(bench::receipts)
                .hasMessageContaining("the column ")
                .hasMessageContaining(sql.contains("FACES") ? "a face of row 7" : "row 1, line 2 of the list")
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
        assertThat(repair().isWhole()).isTrue();
        assertThat(bench.query(CERTIFIED)).isEqualTo(rows);
        assertThat(bench.query(CERTIFIED_FACES)).isEqualTo(faces);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE EVENTS SET bytes = CAST(bytes AS TEXT) WHERE seq = 4",
                "UPDATE SEALS SET bytes = CAST(bytes AS TEXT) WHERE number = 1"
            })
    void cellOfAWrongType_thatTheReceiptsDoNotHold_isUnreadable(String sql) {
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

        RepairSummary summary = repair();

        assertThat(summary.isWhole()).isFalse();
        assertThat(summary.left().first()).contains(new RowsCheck.Difference(Kind.MISSING, 3, 0));
        assertThatThrownBy(() -> bench.run()).hasMessageContaining("the row is not there");
    }

    @Test
    void repair_brokenReceipts_changesNothing() {
        bench.change("DELETE FROM EVENTS WHERE seq = 4");
        bench.change("UPDATE ROWS SET state = 0 WHERE id = 1");

        assertThatThrownBy(this::repair)
                .hasMessageContaining("broken at line")
                .hasMessageContaining("copy of the ledger");
        assertThat(bench.query("SELECT state FROM ROWS WHERE id = 1")).containsExactly("0");
    }
}
