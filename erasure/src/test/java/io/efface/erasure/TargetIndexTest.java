package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.erasure.ErasureException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a run rejects a planned job if damage of the ledger would make the run fail or leave out targets. */
class TargetIndexTest {
    private static final String REBUILT = "'efface receipts repair' rebuilds the indexes";

    @TempDir
    Path folder;

    private RunBench bench;

    @BeforeEach
    void plan() {
        bench = new RunBench(folder, RunBench.LAYERS);
        RunBench.put(bench.a, RunBench.people(20));
        List<String> lines = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
        for (int i = 1; i <= 20; i++) {
            lines.add("s" + i + ",a,p" + i + (i % 2 == 0 ? "," : ",p" + i + "-f1"));
        }
        bench.plan(lines);
    }

    @AfterEach
    void close() {
        bench.accounts.close();
        bench.ledger.close();
    }

    /** Changes the ledger through another connection. */
    private void damage(String... statements) throws SQLException {
        Path file = bench.ledger.file();
        bench.ledger.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        bench.restart();
    }

    private static String[] other(String index, String columns, String stale) {
        return new String[] {
            "DROP INDEX " + index,
            "CREATE INDEX " + index + " ON " + columns + stale,
            "PRAGMA writable_schema = 1",
            "UPDATE sqlite_master SET sql = replace(sql, '" + stale + "', '') WHERE name = '" + index + "'"
        };
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of(
                        "belongs to account 1, which the table account_1 does not have",
                        new String[] {"DELETE FROM account_1"}),
                Arguments.of(
                        "row 5, line 6 of the list, belongs to account 77",
                        new String[] {"UPDATE row_1 SET account = 77 WHERE id = 5"}),
                Arguments.of(
                        "row 5, line 6 of the list, belongs to no account",
                        new String[] {"UPDATE row_1 SET account = NULL WHERE id = 5"}),
                Arguments.of(
                        "the column state of row 7, line 8 of the list",
                        new String[] {"UPDATE row_1 SET state = 99 WHERE id = 7"}),
                Arguments.of(
                        "the column state of row 7, line 8 of the list",
                        new String[] {"UPDATE row_1 SET state = 'x' WHERE id = 7"}),
                Arguments.of(
                        "the column account of row 7, line 8 of the list",
                        new String[] {"UPDATE row_1 SET account = 'x' WHERE id = 7"}),
                Arguments.of(
                        "the column operation of row 5, line 6 of the list",
                        new String[] {"UPDATE row_1 SET operation = 'NONE' WHERE id = 5"}),
                Arguments.of(
                        "the column person_hash of row 5, line 6 of the list",
                        new String[] {"UPDATE row_1 SET person_hash = NULL WHERE id = 5"}),
                Arguments.of(
                        "the column person of row 5, line 6 of the list",
                        new String[] {"UPDATE row_1 SET person = NULL WHERE id = 5"}),
                Arguments.of(
                        "no face to delete for row 5, line 6 of the list",
                        new String[] {"UPDATE face_1 SET outcome = 'NONE' WHERE row = 5"}),
                Arguments.of(
                        "the column face of a face of row 5",
                        new String[] {"UPDATE face_1 SET face = NULL WHERE row = 5"}),
                Arguments.of(
                        "no face to delete for row 5, line 6 of the list",
                        new String[] {"DELETE FROM face_1 WHERE row = 5"}),
                Arguments.of(
                        "no face to delete for row 5, line 6 of the list",
                        new String[] {"UPDATE face_1 SET target = 7 WHERE row = 5"}),
                Arguments.of("the column bytes of event 1", new String[] {"UPDATE event_1 SET bytes = 'x'"}),
                Arguments.of("the column mac of event 1", new String[] {"UPDATE event_1 SET mac = 'x'"}),
                Arguments.of(
                        "the table row_1 has 19 rows, but the number of the last row is 20",
                        new String[] {"DELETE FROM row_1 WHERE id = 9"}),
                Arguments.of("the job had 20 targets", new String[] {"DELETE FROM row_1 WHERE id = 20"}),
                Arguments.of(REBUILT, other("row_1_work", "row_1(account, state, id)", " WHERE id < 0")),
                Arguments.of(REBUILT, other("row_1_work", "row_1(account, state, id)", " WHERE id <> 5")),
                Arguments.of(REBUILT, new String[] {
                    "DROP INDEX row_1_work",
                    "CREATE INDEX row_1_work ON row_1(account, state+2, id)",
                    "PRAGMA writable_schema = 1",
                    "UPDATE sqlite_master SET sql = replace(sql, 'state+2', 'state') WHERE name = 'row_1_work'"
                }),
                Arguments.of(
                        "or its index, has no face to delete for row 5",
                        other("face_1_target", "face_1(target)", " WHERE target <> 5")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void run_damagedLedger_isRejectedWithThePlace(String expected, String[] statements) throws SQLException {
        damage(statements);

        ErasureException error = catchThrowableOfType(ErasureException.class, bench::run);

        assertThat(error).hasMessageContaining(expected);
        assertThat(error.reason()).isEqualTo(Reason.LEDGER_UNREADABLE);
    }

    @Test
    void repair_damagedIndexes_rebuildsThemAndTheJobContinues() throws SQLException {
        damage(other("row_1_work", "row_1(account, state, id)", " WHERE id <> 5"));
        damage(other("face_1_target", "face_1(target)", " WHERE target <> 7"));

        RepairSummary summary = Receipts.repair(bench.ledger, bench.keys, bench.time, RunBench.JOB);

        assertThat(summary.isWhole()).isTrue();
        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(bench.a.people()).hasSize(10);
        bench.checkRows();
    }
}
