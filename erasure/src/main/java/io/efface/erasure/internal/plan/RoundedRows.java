package io.efface.erasure.internal.plan;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.input.RoundedIds;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.keys.JobCipher;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Refuses the rows of a draft whose ids a spreadsheet has rounded. This is known only after the whole list was read; so the stored rows
 * are read once more, page by page.
 */
final class RoundedRows {
    private static final int PAGE = 5_000;

    private final PlanDraft draft;
    private final RoundedIds rounded;
    private final JobCipher cipher;

    RoundedRows(PlanDraft draft, RoundedIds rounded) {
        this.draft = draft;
        this.rounded = rounded;
        this.cipher = draft.cipher();
    }

    /** What a page of rows came to. */
    private record Page(long last, List<InputProblem> refused) {}

    /** Refuses the rows, and reports each to the loader. */
    void refuse(PlanLoader loader) {
        long after = 0;
        while (after >= 0) {
            PlanLoader.checkInterrupt();
            long from = after;
            Page page = draft.write(tx -> refuse(tx, from));
            page.refused().forEach(loader::noteRefused);
            after = page.last();
        }
    }

    private Page refuse(Transaction tx, long after) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT id, line, subject, person, subject_hash, person_hash FROM "
                + draft.tables().rows() + " WHERE id > ? AND state = ? ORDER BY id LIMIT " + PAGE);
        select.setLong(1, after);
        select.setInt(2, TargetState.PENDING.code());
        long last = -1;
        List<Long> ids = new ArrayList<>();
        List<InputProblem> problems = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = row.getLong(1);
                if (isRounded(tx, row)) {
                    ids.add(last);
                    problems.add(new InputProblem(row.getLong(2), 1, ProblemCode.SPREADSHEET_NUMBER));
                }
            }
        }
        for (long id : ids) {
            refuse(tx, draft.tables(), id);
        }
        return new Page(last, problems);
    }

    private boolean isRounded(Transaction tx, ResultSet row) throws SQLException {
        long id = row.getLong(1);
        boolean hasSubject = !Arrays.equals(row.getBytes(5), row.getBytes(6));
        return (rounded.persons() && RoundedIds.isLong(cipher.decrypt(row.getBytes(4), id, JobCipher.PERSON)))
                || (rounded.subjects()
                        && hasSubject
                        && RoundedIds.isLong(cipher.decrypt(row.getBytes(3), id, JobCipher.SUBJECT)))
                || (rounded.faces() && hasRoundedFace(tx, id));
    }

    private boolean hasRoundedFace(Transaction tx, long id) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT number, face FROM " + draft.tables().faces() + " WHERE row = ?");
        select.setLong(1, id);
        try (ResultSet face = select.executeQuery()) {
            while (face.next()) {
                if (RoundedIds.isLong(cipher.decrypt(face.getBytes(2), id, face.getInt(1)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void refuse(Transaction tx, JobTables job, long id) throws SQLException {
        PreparedStatement faces = tx.prepare("DELETE FROM " + job.faces() + " WHERE row = ?");
        faces.setLong(1, id);
        faces.executeUpdate();
        PreparedStatement update = tx.prepare("UPDATE " + job.rows()
                + " SET state = ?, problem = ?, problem_column = 1, operation = ?, subject_hash = NULL, subject = NULL,"
                + " person_hash = NULL, person = NULL WHERE id = ?");
        update.setInt(1, TargetState.REFUSED.code());
        update.setString(2, ProblemCode.SPREADSHEET_NUMBER.name());
        update.setString(3, Operation.DELETE_PERSON.name());
        update.setLong(4, id);
        update.executeUpdate();
    }
}
