package io.efface.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Edits any data of a ledger with SQL, such as rows, events, seals and HMACs, as users with an SQLite shell can. */
final class SqlAttack extends LedgerAttack {
    private static final List<String> WORDS = List.of(
            "DONE",
            "DELETED",
            "ALREADY_ABSENT",
            "VERIFIED_ABSENT",
            "CONFIRMED",
            "FAILED",
            "SCRUBBED",
            "PLANNED",
            "STARTED",
            "");
    private final boolean isFinished;

    SqlAttack(AttackScene scene, boolean isFinished) {
        super(scene, isFinished);
        this.isFinished = isFinished;
    }

    @Override
    public String name() {
        return isFinished
                ? "a finished ledger, edited with SQL, then read"
                : "an unfinished ledger, edited with SQL, then `run` or `scrub`";
    }

    @Override
    public int seed() {
        return isFinished ? -1_427_313_427 : 1_986_715_862;
    }

    @Override
    public int weight() {
        return isFinished ? 20 : 4;
    }

    @Override
    String change(Path ledger, Random random) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            List<String> tables = column(
                    statement, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
            while (true) {
                String change = tryEdit(connection, statement, tables.get(random.nextInt(tables.size())), random);
                if (change != null) {
                    return change;
                }
            }
        }
    }

    private static @Nullable String tryEdit(Connection connection, Statement statement, String table, Random random)
            throws SQLException {
        int count = Integer.parseInt(
                column(statement, "SELECT count(*) FROM " + table).get(0));
        if (count == 0) {
            return null;
        }
        try {
            int kind = random.nextInt(20);
            if (kind == 0) {
                statement.execute("PRAGMA user_version = " + random.nextInt(4));
                return "user_version";
            }
            if (kind == 1) {
                statement.execute("DELETE FROM " + table);
                return "all of " + table + " deleted";
            }
            List<String> columns = column(statement, "SELECT name FROM pragma_table_info('" + table + "')");
            List<String> key =
                    column(statement, "SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk");
            String where = where(statement, table, key, random.nextInt(count));
            if (kind == 2) {
                statement.execute("DELETE FROM " + table + " WHERE " + where);
                return "a row of " + table + " deleted";
            }
            if (kind == 3) {
                String other = columns.get(random.nextInt(columns.size()));
                statement.execute("UPDATE " + table + " SET " + other + " = (SELECT " + other + " FROM " + table
                        + " ORDER BY random() LIMIT 1)");
                return table + "." + other + " alike in all rows";
            }
            String chosen = columns.get(random.nextInt(columns.size()));
            Object before;
            try (ResultSet row = statement.executeQuery("SELECT " + chosen + " FROM " + table + " WHERE " + where)) {
                before = row.next() ? row.getObject(1) : null;
            }
            Object after = value(before, random);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE " + table + " SET " + chosen + " = ? WHERE " + where)) {
                update.setObject(1, after);
                update.executeUpdate();
            }
            return table + "." + chosen + " from " + describe(before) + " to " + describe(after);
        } catch (SQLException e) {
            return null; // A constraint forbids this edit. The caller tries another edit.
        }
    }

    private static String where(Statement statement, String table, List<String> key, int number) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (String each : key) {
            parts.add(each + " = "
                    + column(statement, "SELECT quote(" + each + ") FROM " + table + " LIMIT 1 OFFSET " + number)
                            .get(0));
        }
        return String.join(" AND ", parts);
    }

    private static String describe(@Nullable Object value) {
        return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    }

    private static @Nullable Object value(@Nullable Object before, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> random.nextInt(12);
            case 2 -> random.nextLong();
            case 3 -> WORDS.get(random.nextInt(WORDS.size()));
            case 4 -> {
                byte[] noise = new byte[random.nextInt(40)];
                random.nextBytes(noise);
                yield noise;
            }
            case 5 -> random.nextDouble();
            default -> similarValue(before, random);
        };
    }

    private static Object similarValue(@Nullable Object before, Random random) {
        if (before instanceof Number number) {
            return number.longValue() + random.nextInt(5) - 2;
        }
        if (before instanceof byte[] bytes && bytes.length > 0) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            return changed;
        }
        if (before instanceof String text && !text.isEmpty()) {
            char[] changed = text.toCharArray();
            changed[random.nextInt(changed.length)] = (char) ('0' + random.nextInt(60));
            return new String(changed);
        }
        return random.nextInt(3);
    }

    static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }
}
