package io.efface.cli;

import java.nio.charset.StandardCharsets;
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

/** Sets rows to DONE although their people still exist, with or without matching events. */
final class ForgeryAttack extends LedgerAttack {
    ForgeryAttack(AttackScene scene) {
        super(scene, false);
    }

    @Override
    public String name() {
        return "an unfinished ledger with forged outcomes and events, then `run` or `scrub`";
    }

    @Override
    public int seed() {
        return 81_990_473;
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    String change(Path ledger, Random random) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            List<String> open =
                    SqlAttack.column(statement, "SELECT id FROM row_1 WHERE outcome IS NULL AND person IS NOT NULL");
            List<String> done = SqlAttack.column(statement, "SELECT id FROM row_1 WHERE outcome = 'DELETED'");
            boolean withEvents = random.nextInt(4) > 0;
            boolean withHmacs = random.nextBoolean();
            int forged = 0;
            for (String openRow : open) {
                if (random.nextInt(4) > 0) {
                    String doneRow = done.get(random.nextInt(done.size()));
                    statement.execute("UPDATE row_1 SET (state, outcome, evidence, attempt, outcome_at, request_id) ="
                            + " (SELECT state, outcome, evidence, attempt, outcome_at, request_id FROM row_1 WHERE id = "
                            + doneRow
                            + ") WHERE id = " + openRow);
                    if (withEvents) {
                        copyEvents(connection, statement, doneRow, openRow, withHmacs);
                    }
                    forged++;
                }
            }
            if (random.nextInt(4) == 0) {
                statement.execute("PRAGMA user_version = " + random.nextInt(3));
            }
            return forged + " of " + open.size() + " rows DONE" + (withEvents ? ", with events" : "")
                    + (withEvents && withHmacs ? " that keep the HMACs of the copied events" : "");
        }
    }

    private static void copyEvents(
            Connection connection, Statement statement, String doneRow, String to, boolean withHmacs)
            throws SQLException {
        List<String> columns =
                SqlAttack.column(statement, "SELECT name FROM pragma_table_info('event_1') WHERE pk = 0");
        List<Object[]> copies = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT " + String.join(", ", columns) + " FROM event_1 WHERE target = " + doneRow + " ORDER BY seq")) {
            while (row.next()) {
                Object[] copy = new Object[columns.size()];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = switch (columns.get(i)) {
                        case "position" -> null;
                        case "target" -> Long.valueOf(to);
                        case "bytes" ->
                            new String(row.getBytes(i + 1), StandardCharsets.UTF_8)
                                    .replace("\"target\":" + doneRow, "\"target\":" + to)
                                    .getBytes(StandardCharsets.UTF_8);
                        default -> withHmacs ? row.getObject(i + 1) : null;
                    };
                }
                copies.add(copy);
            }
        }
        String marks = String.join(", ", columns.stream().map(column -> "?").toList());
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO event_1(" + String.join(", ", columns) + ") VALUES(" + marks + ")")) {
            for (Object[] copy : copies) {
                for (int i = 0; i < copy.length; i++) {
                    insert.setObject(i + 1, copy[i]);
                }
                insert.executeUpdate();
            }
        }
    }
}
