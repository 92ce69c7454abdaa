package io.efface.erasure;

import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.run.RunContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** A finished and verified job whose ledger a test damages and then uses, several times. For one thread. */
final class DamagedLedger implements AutoCloseable {
    private final RunBench bench;
    private final Path file;
    private final byte[] intact;
    private final String report;
    private final List<String> faults = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    DamagedLedger(Path folder) throws Exception {
        bench = new RunBench(folder, RunBench.LAYERS);
        List<String> lines = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
        for (int i = 1; i <= 60; i++) {
            bench.a.put("p" + i, "f" + i, "g" + i, "h" + i);
            lines.add("s" + i + ",a,p" + i + "," + (i % 3 == 0 ? "f" + i + ";g" + i : ""));
            lines.add("t" + i + ",b,q" + i + ",");
        }
        lines.add("s-again,a,p1,");
        lines.add("s-nowhere,zz,p2,");
        bench.plan(lines);
        bench.erasure.holds().add(RunBench.JOB, Bench.list("s7"), null, InputColumns.defaults());
        bench.run(RunBench.options().maxAbsentPercent(100));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        bench.checkRows();
        file = bench.ledger.file();
        bench.ledger.close();
        intact = Files.readAllBytes(file);
        report = certified(report());
    }

    private String report() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.write(file, RunBench.JOB, ReportFormat.JSON, bench.keys.publicKey(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Returns a report without the values that, according to docs/evidence.md, the receipts do not cover. */
    private static String certified(String report) {
        return report.replaceAll("\"createdAt\":\"[^\"]*\"", "")
                .replaceAll(",\"problemColumn\":-?[0-9]+", "")
                .replaceAll(",\"paused(At)?\":\"[^\"]*\"", "")
                .replaceAll("\\{\"code\":\"ACCOUNT_PAUSED\"[^}]*},", "");
    }

    /** Restores the undamaged ledger. */
    void restore() throws Exception {
        for (String end : List.of("-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
        }
        Files.write(file, intact);
    }

    /** Flips one bit of the file. Returns a description of the bit. */
    String flipBit(Random random) throws Exception {
        byte[] damaged = intact.clone();
        int at = random.nextInt(damaged.length);
        int bit = random.nextInt(8);
        damaged[at] ^= (byte) (1 << bit);
        Files.write(file, damaged);
        return "bit " + bit + " of byte " + at + " (page " + (at / 4096 + 1) + ")";
    }

    /** Replaces the value of one cell by a value of any storage class. Returns a description of the edit. */
    String editCell(Random random) throws Exception {
        List<String> values =
                List.of("NULL", "0", "2", "-1", "9223372036854775807", "1.5", "'x'", "x'00'", "''", "'DELETED'");
        String value = values.get(random.nextInt(values.size()));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            List<String> cells = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT m.name, c.name FROM sqlite_master m,"
                    + " pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'")) {
                while (row.next()) {
                    cells.add(row.getString(1) + " " + row.getString(2));
                }
            }
            String[] cell = cells.get(random.nextInt(cells.size())).split(" ", -1);
            String key = cell[0].startsWith("face_")
                    ? "row"
                    : cell[0].startsWith("hold_") ? "hash" : cell[0].equals("meta") ? "key" : "rowid";
            String sql = "UPDATE " + cell[0] + " SET " + cell[1] + " = " + value + " WHERE " + key + " = (SELECT " + key
                    + " FROM " + cell[0] + " ORDER BY random() LIMIT 1)";
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                return "nothing: a constraint forbids " + cell[0] + "." + cell[1] + " = " + value;
            }
            return cell[0] + "." + cell[1] + " = " + value;
        }
    }

    /** Returns the names of the ledger's tables. */
    List<String> tables() throws Exception {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    /** Removes a table. */
    void dropTable(String table) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + table);
        }
    }

    /** Uses the ledger as the commands do, and records faults: results that must not occur. */
    void use(String damage) throws Exception {
        boolean[] isCheckPassed = new boolean[1];
        messages.clear();
        attempt(damage, "receipts verify", () -> {
            ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), file, RunBench.JOB);
            RowsCheck rows = check.rows();
            isCheckPassed[0] = check.isSound() && rows != null && rows.agrees();
            return check.verdict().name();
        });
        attempt(damage, "report", () -> {
            String now = certified(report());
            boolean same = now.equals(report);
            if (!same && isCheckPassed[0]) {
                faults.add(damage + ": another report under a check that passed:\n" + now + "\ninstead of\n" + report);
            }
            return same ? "same" : "other";
        });
        attempt(damage, "status", () -> {
            JobStatus.read(file, RunBench.JOB);
            return "read";
        });
        attempt(damage, "run", () -> {
            try (Ledger ledger = Ledger.open(file)) {
                new Erasure(
                                ledger,
                                bench.keys,
                                bench.accounts,
                                new RunContext(bench.time, new Random(1), bench.time, Checkpoints.NONE))
                        .run(
                                RunBench.JOB,
                                RunBench.options().maxAbsentPercent(100).build());
                return "ended";
            }
        });
    }

    private void attempt(String damage, String command, Callable<String> use) {
        String outcome;
        try {
            outcome = use.call();
        } catch (ErasureException e) {
            outcome = e.reason().name();
            messages.add(String.valueOf(e.getMessage()));
            if (String.valueOf(e.getMessage()).contains("Exception")) {
                faults.add(damage + ": " + command + " says " + e.getMessage());
            }
        } catch (Exception | AssertionError e) {
            StackTraceElement where = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
            faults.add(damage + ": " + command + " threw " + e + " at " + where);
            outcome = "FAULT";
        }
        outcomes.merge(command + " " + outcome, 1, Integer::sum);
    }

    /** Returns the messages of the errors of the last use. */
    List<String> messages() {
        return messages;
    }

    List<String> faults() {
        return faults;
    }

    Map<String, Integer> outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        bench.accounts.close();
    }
}
