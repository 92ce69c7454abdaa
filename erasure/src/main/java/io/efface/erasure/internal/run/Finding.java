package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.OpenFace;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a verification found of a settled target, if it still is what it was when it was read from the ledger.
 *
 * @param account its account
 * @param at when the vendor was asked
 * @param found whether the person, or a face of the target, is still there
 * @param there the faces that are; empty for a whole person
 */
public record Finding(Job job, JobAccount account, Work work, Instant at, boolean found, List<OpenFace> there)
        implements Change<Boolean> {
    @Override
    public Boolean apply(Transaction tx) throws SQLException {
        if (!isAsRead(tx)) {
            return false;
        }
        EventLog.add(
                tx,
                job.tables(),
                Event.of(EventType.READ_BACK, at, work.id())
                        .with("account", account.name())
                        .with("library", account.library().orElse(null))
                        .with("person", work.hash())
                        .with("found", found)
                        .with("faces", hashes())
                        .with("maybeByEarlierAttempt", found ? remark() : null));
        if (found) {
            reopen(tx);
        } else {
            raise(tx);
        }
        return true;
    }

    private @Nullable List<String> hashes() {
        return there.isEmpty() ? null : there.stream().map(OpenFace::hash).toList();
    }

    /** Returns false where no attempt was ever made, or null: events of older versions never have it. */
    private @Nullable Boolean remark() {
        return work.attempt() == 0 ? false : null;
    }

    private boolean isAsRead(Transaction tx) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT state, attempt FROM " + job.tables().rows() + " WHERE id = ?");
        select.setLong(1, work.id());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    && row.getInt("state") == TargetState.DONE.code()
                    && row.getInt("attempt") == work.attempt();
        }
    }

    private void raise(Transaction tx) throws SQLException {
        PreparedStatement row = tx.prepare(
                "UPDATE " + job.tables().rows() + " SET evidence = ?, verified_at = ?, read_at = ? WHERE id = ?");
        row.setString(1, Evidence.VERIFIED_ABSENT.name());
        row.setLong(2, at.toEpochMilli());
        row.setLong(3, at.toEpochMilli());
        row.setLong(4, work.id());
        row.executeUpdate();
        if (work.operation() == Operation.DELETE_FACES) {
            PreparedStatement faces = tx.prepare(
                    "UPDATE " + job.tables().faces() + " SET evidence = ?, verified_at = ? WHERE target = ?");
            faces.setString(1, Evidence.VERIFIED_ABSENT.name());
            faces.setLong(2, at.toEpochMilli());
            faces.setLong(3, work.id());
            faces.executeUpdate();
        }
    }

    /** It was not deleted after all, or came back: whatever deletes it next did not find it absent from the beginning. */
    private void reopen(Transaction tx) throws SQLException {
        PreparedStatement row = tx.prepare("UPDATE " + job.tables().rows() + " SET state = "
                + TargetState.PRESENT.code() + ", outcome = NULL, evidence = NULL, verified_at = NULL,"
                + " maybe_earlier = max(maybe_earlier, ?), kind = ?, permanent = 0, read_at = ? WHERE id = ?");
        row.setBoolean(1, work.attempt() > 0);
        row.setString(2, ErrorKind.STILL_PRESENT.name());
        row.setLong(3, at.toEpochMilli());
        row.setLong(4, work.id());
        row.executeUpdate();
        PreparedStatement face = tx.prepare("UPDATE " + job.tables().faces()
                + " SET outcome = ?, evidence = NULL, verified_at = NULL, maybe_earlier = max(maybe_earlier, ?), kind = ?"
                + " WHERE row = ? AND number = ?");
        for (OpenFace each : there) {
            face.setString(1, FaceOutcome.FAILED.name());
            face.setBoolean(2, work.attempt() > 0);
            face.setString(3, ErrorKind.STILL_PRESENT.name());
            face.setLong(4, each.row());
            face.setInt(5, each.number());
            face.executeUpdate();
        }
        EventLog.add(
                tx,
                job.tables(),
                Event.of(EventType.REOPENED, at, work.id())
                        .with("state", TargetState.PRESENT)
                        .with("maybeByEarlierAttempt", remark()));
    }
}
