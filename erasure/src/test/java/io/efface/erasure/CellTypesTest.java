package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a cell with a value of a wrong SQLite type is reported with its place. Every cell of the schema gets such values. */
class CellTypesTest {
    @TempDir
    Path folder;

    private FinishedJob job;
    private Path file;
    private byte[] intact;

    @BeforeEach
    void finish() throws Exception {
        job = new FinishedJob(folder);
        file = job.bench.ledger.file();
        job.bench.ledger.close();
        intact = Files.readAllBytes(file);
    }

    @AfterEach
    void close() throws Exception {
        restore();
        job.bench.ledger = Ledger.open(file);
        job.close();
    }

    @Test
    void anyCell_ofAWrongType_isReportedWithItsPlaceAndRestoredOrReportedAsLost() throws Exception {
        job.bench.ledger = Ledger.open(file);
        List<List<String>> certified = job.certified();
        job.bench.ledger.close();
        int restored = 0;
        int lost = 0;
        List<Cell> cells = cells();
        assertThat(cells)
                .as("columns of the schema that can contain a value of another type")
                .hasSizeGreaterThan(55);
        for (Cell cell : cells) {
            for (String value : cell.wrongValues()) {
                restore();
                String edit = cell.edit(value);
                if (!change(edit)) {
                    continue;
                }
                assertUnreadable(edit, cell, () -> job.bench.receipts());
                assertUnreadable(
                        edit,
                        cell,
                        () -> Report.write(
                                file,
                                RunBench.JOB,
                                ReportFormat.JSON,
                                job.bench.keys.publicKey(),
                                new ByteArrayOutputStream()));
                try (Ledger ledger = Ledger.open(file)) {
                    job.bench.ledger = ledger;
                    RepairSummary summary = job.repair();
                    assertThat(summary.isWhole()).as(edit + ": " + summary).isTrue();
                    assertThat(job.certified()).as(edit).isEqualTo(certified);
                    assertThat(job.bench.receipts().verdict()).as(edit).isEqualTo(Verdict.INCOMPLETE);
                    job.bench.erasure = new Erasure(ledger, job.bench.keys, job.bench.accounts, job.bench.context());
                    job.bench.run(RunBench.options());
                    assertThat(job.bench.receipts().verdict()).as(edit).isEqualTo(Verdict.INTACT);
                    restored++;
                } catch (ErasureException e) {
                    assertThat(e).as(edit).hasMessageContaining("the receipts do not contain this value");
                    assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE);
                    lost++;
                }
            }
        }
        assertThat(restored).isGreaterThan(60);
        assertThat(lost).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x'00'", "'x'", "1.5", "-1", "2147483647", "9223372036854775807"})
    void counterOfJobs_ofAWrongType_isReportedWithItsPlace(String value) throws Exception {
        change("UPDATE sqlite_sequence SET seq = " + value + " WHERE name = 'job'");

        assertUnreadableCounter(() -> job.bench.receipts());
        try (Ledger ledger = Ledger.open(file)) {
            Erasure erasure = new Erasure(ledger, job.bench.keys, job.bench.accounts, job.bench.context());
            assertUnreadableCounter(() -> erasure.plan(PlanRequest.of("other", Bench.list("p"))
                    .accounts(Set.of("a"))
                    .build()));
        }
    }

    private static void assertUnreadableCounter(Action action) {
        assertThatThrownBy(action::run)
                .hasMessageContaining("the column seq of the entry job of the table sqlite_sequence")
                .hasMessageNotContaining("disk")
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
    }

    private static void assertUnreadable(String edit, Cell cell, Action action) {
        assertThatThrownBy(action::run)
                .as(edit)
                .hasMessageContaining("the column " + cell.column() + " of ")
                .hasMessageContaining(cell.place())
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.LEDGER_UNREADABLE);
    }

    private interface Action {
        void run() throws Exception;
    }

    private record Cell(String table, String column, String declared) {
        /** Returns values of a wrong type that SQLite stores in the column without a conversion. */
        List<String> wrongValues() {
            return switch (declared) {
                case "INTEGER" -> List.of("'x'", "x'00'", "1.5");
                case "TEXT" -> List.of("x'78'");
                case "BLOB" -> List.of("'x'", "7");
                default -> throw new AssertionError(declared);
            };
        }

        String edit(String value) {
            String key = table.startsWith("hold") ? "hash" : table.equals("meta") ? "key" : "row";
            String where = switch (table) {
                case "face_1" -> "row = 7 AND number = 1";
                case "hold_1", "meta" -> key + " = (SELECT max(" + key + ") FROM " + table + ")";
                case "sqlite_sequence" -> "name = 'event_1'";
                default -> "rowid = 1";
            };
            return "UPDATE " + table + " SET " + column + " = " + value + " WHERE " + where;
        }

        String place() {
            return switch (table) {
                case "job" -> "job 1";
                case "account_1" -> "account 1";
                case "row_1" -> column.equals("line") ? "row 1" : "row 1, line 2 of the list";
                case "face_1" -> column.equals("row") ? "a face of row" : "a face of row 7";
                case "hold_1" -> "entry 1 of the hold list";
                case "event_1" -> "event 1";
                case "seal_1" -> "seal 1";
                case "meta" -> "of the table meta";
                case "sqlite_sequence" -> "the entry event_1 of the table sqlite_sequence";
                default -> throw new AssertionError(table);
            };
        }
    }

    private List<Cell> cells() throws SQLException {
        List<Cell> cells = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m,"
                        + " pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, c.cid")) {
            while (row.next()) {
                String table = row.getString(1);
                boolean rowid = row.getInt(4) > 0 && !table.matches("face_1|hold_1|meta");
                if (table.equals("sqlite_sequence")) {
                    if (row.getString(2).equals("seq")) {
                        cells.add(new Cell(table, "seq", "INTEGER"));
                    }
                } else if (!rowid) {
                    cells.add(new Cell(table, row.getString(2), row.getString(3)));
                }
            }
        }
        return cells;
    }

    /** Changes a cell. Returns false if a constraint of the column rejects the value. */
    private boolean change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
            return true;
        }
    }

    private void restore() throws Exception {
        for (String end : List.of("-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
        }
        Files.write(file, intact);
    }
}
