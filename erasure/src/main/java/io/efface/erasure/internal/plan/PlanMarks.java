package io.efface.erasure.internal.plan;

import io.efface.Operation;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanProgress.Step;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one target of the rows of each account and person. The groups of more than one row come out of one ordered scan of the index;
 * only those are looked at row by row.
 */
final class PlanMarks {
    private static final int GROUPS_PER_COMMIT = 2_000;

    private final PlanDraft draft;
    private final PlanProgress progress;
    private final String rows;
    private final String faces;
    private long mostRows = 1;
    private long mostRowsTarget;

    PlanMarks(PlanDraft draft, PlanProgress progress) {
        this.draft = draft;
        this.progress = progress;
        this.rows = draft.tables().rows();
        this.faces = draft.tables().faces();
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Group(int account, byte[] person, long target) {}

    /** Marks the duplicates and unites faces, then marks who is held. */
    void mark(Connection view) throws SQLException {
        long groups = markDuplicates(view);
        markHeld(view, groups);
    }

    /** Returns the target that the most rows became, or empty if each row became a target of its own. */
    Optional<PlanSummary.Crowd> crowd(Connection view) throws SQLException {
        if (mostRows == 1) {
            return Optional.empty();
        }
        try (PreparedStatement select = view.prepareStatement("SELECT line FROM " + rows + " WHERE id = ?")) {
            select.setLong(1, mostRowsTarget);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new PlanSummary.Crowd(mostRows, row.getLong(1))) : Optional.empty();
            }
        }
    }

    private long markDuplicates(Connection view) throws SQLException {
        long done = 0;
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT account, person_hash, min(id), count(*) FROM " + rows
                        + " INDEXED BY " + rows + "_person WHERE account IS NOT NULL AND person_hash IS NOT NULL"
                        + " GROUP BY account, person_hash HAVING count(*) > 1")) {
            List<Group> batch = new ArrayList<>();
            boolean more = true;
            while (more) {
                more = row.next();
                if (more) {
                    batch.add(new Group(row.getInt(1), row.getBytes(2), row.getLong(3)));
                    if (row.getLong(4) > mostRows) {
                        mostRows = row.getLong(4);
                        mostRowsTarget = row.getLong(3);
                    }
                }
                if (batch.size() >= GROUPS_PER_COMMIT || (!more && !batch.isEmpty())) {
                    List<Group> found = batch;
                    batch = new ArrayList<>();
                    draft.write(tx -> {
                        for (Group group : found) {
                            unite(tx, group);
                        }
                        return found.size();
                    });
                    done += found.size();
                    progress.at(Step.MARKING, done);
                    PlanLoader.checkInterrupt();
                }
            }
        }
        return done;
    }

    private void unite(Transaction tx, Group group) throws SQLException {
        PreparedStatement kinds = tx.prepare("SELECT sum(operation = ?), sum(operation = ?) FROM " + rows
                + " WHERE account = ? AND person_hash = ?");
        kinds.setString(1, Operation.DELETE_PERSON.name());
        kinds.setString(2, Operation.DELETE_FACES.name());
        kinds.setInt(3, group.account());
        kinds.setBytes(4, group.person());
        long persons;
        long faceRows;
        try (ResultSet row = kinds.executeQuery()) {
            row.next();
            persons = row.getLong(1);
            faceRows = row.getLong(2);
        }
        PreparedStatement duplicates = tx.prepare("UPDATE " + rows
                + " SET state = ?, duplicate_of = ? WHERE account = ? AND person_hash = ? AND id <> ?");
        duplicates.setInt(1, TargetState.DUPLICATE.code());
        duplicates.setLong(2, group.target());
        duplicates.setInt(3, group.account());
        duplicates.setBytes(4, group.person());
        duplicates.setLong(5, group.target());
        duplicates.executeUpdate();
        if (persons > 0 && faceRows > 0) {
            takeWholePerson(tx, group);
        } else if (faceRows > 0) {
            uniteFaces(tx, group);
        }
    }

    private void takeWholePerson(Transaction tx, Group group) throws SQLException {
        PreparedStatement whole = tx.prepare("UPDATE " + rows + " SET operation = ? WHERE id = ?");
        whole.setString(1, Operation.DELETE_PERSON.name());
        whole.setLong(2, group.target());
        whole.executeUpdate();
        PreparedStatement drop = tx.prepare("DELETE FROM " + faces + " WHERE row IN (" + members() + ")");
        drop.setInt(1, group.account());
        drop.setBytes(2, group.person());
        drop.executeUpdate();
    }

    private void uniteFaces(Transaction tx, Group group) throws SQLException {
        PreparedStatement unite = tx.prepare("UPDATE " + faces + " SET target = ? WHERE row IN (" + members() + ")");
        unite.setLong(1, group.target());
        unite.setInt(2, group.account());
        unite.setBytes(3, group.person());
        unite.executeUpdate();
        PreparedStatement once = tx.prepare("DELETE FROM " + faces + " WHERE (row, number) IN (SELECT row, number FROM"
                + " (SELECT row, number, row_number() OVER (PARTITION BY hash ORDER BY row, number) AS nth FROM "
                + faces
                + " WHERE target = ?) WHERE nth > 1)");
        once.setLong(1, group.target());
        once.executeUpdate();
    }

    private String members() {
        return "SELECT id FROM " + rows + " WHERE account = ? AND person_hash = ?";
    }

    private void markHeld(Connection view, long before) throws SQLException {
        long done = before;
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT hash FROM " + draft.tables().holds() + " ORDER BY hash")) {
            List<byte[]> batch = new ArrayList<>();
            boolean more = true;
            while (more) {
                more = row.next();
                if (more) {
                    batch.add(row.getBytes(1));
                }
                if (batch.size() >= GROUPS_PER_COMMIT || (!more && !batch.isEmpty())) {
                    List<byte[]> hashes = batch;
                    batch = new ArrayList<>();
                    draft.write(tx -> {
                        HoldList holds = tx.holds(draft.number());
                        int held = 0;
                        for (byte[] hash : hashes) {
                            held += holds.hold(hash);
                        }
                        return held;
                    });
                    done += hashes.size();
                    progress.at(Step.MARKING, done);
                    PlanLoader.checkInterrupt();
                }
            }
        }
    }
}
