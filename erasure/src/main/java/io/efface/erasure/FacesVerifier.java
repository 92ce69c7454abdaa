package io.efface.erasure;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the faces of one target after the other with what its events come to. For one thread. */
final class FacesVerifier {
    private final Transaction tx;
    private final JobTables job;
    private final FaceTrails trails;
    private final boolean inFull;
    private final EventLine line = new EventLine(true);

    /**
     * Makes it.
     *
     * @param inFull whether the events tell all that a row has
     */
    FacesVerifier(Transaction tx, JobTables job, FaceTrails trails, boolean inFull) {
        this.tx = tx;
        this.job = job;
        this.trails = trails;
        this.inFull = inFull;
    }

    /** What became of a face. */
    private record Fact(
            @Nullable String outcome,
            @Nullable String evidence,
            @Nullable Long verifiedAt,
            boolean maybeEarlier,
            @Nullable String kind) {
        static final Fact NOTHING = new Fact(null, null, null, false, null);

        static Fact of(EventLine.Face face, Fact before) {
            return new Fact(
                    Settlement.name(face.outcome),
                    Settlement.name(face.evidence),
                    face.verifiedAt == null ? null : face.verifiedAt.toEpochMilli(),
                    face.maybeEarlier || before.maybeEarlier(),
                    Settlement.name(face.kind));
        }

        Fact orphaned() {
            boolean settled = FaceOutcome.DELETED.name().equals(outcome)
                    || FaceOutcome.ALREADY_ABSENT.name().equals(outcome)
                    || FaceOutcome.RETAINED.name().equals(outcome);
            return settled ? this : new Fact(FaceOutcome.UNKNOWN.name(), evidence, verifiedAt, true, kind);
        }

        Fact notFound(Instant at) {
            return new Fact(outcome, Evidence.VERIFIED_ABSENT.name(), at.toEpochMilli(), maybeEarlier, kind);
        }
    }

    private static final Fact FOUND =
            new Fact(FaceOutcome.FAILED.name(), null, null, true, ErrorKind.STILL_PRESENT.name());

    /** Returns whether the rows of a target's faces say what its events say. */
    boolean agree(long target) throws SQLException {
        Map<String, Fact> is = new HashMap<>();
        PreparedStatement select = tx.prepare("SELECT hash, outcome, evidence, verified_at, maybe_earlier, kind FROM "
                + job.faces() + " WHERE target = ?");
        select.setLong(1, target);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long millis = row.getLong(4);
                Long verified = row.wasNull() ? null : millis;
                is.put(
                        HexFormat.of().formatHex(row.getBytes(1)),
                        new Fact(row.getString(2), row.getString(3), verified, row.getBoolean(5), row.getString(6)));
            }
        }
        Map<String, Fact> shall = new HashMap<>();
        is.keySet().forEach(hash -> shall.put(hash, Fact.NOTHING));
        PreparedStatement event = tx.prepare("SELECT bytes FROM " + job.events() + " WHERE seq = ?");
        for (long seq : trails.of(target)) {
            event.setLong(1, seq);
            try (ResultSet row = event.executeQuery()) {
                if (row.next() && line.read(row.getBytes(1)) && !take(shall)) {
                    return true;
                }
            }
        }
        return is.equals(shall);
    }

    /** Takes an event; returns false if it does not tell enough to judge by. */
    private boolean take(Map<String, Fact> faces) {
        EventType type = Objects.requireNonNull(line.type);
        if (type == EventType.OUTCOME && line.orphaned) {
            faces.replaceAll((hash, fact) -> fact.orphaned());
        } else if (type == EventType.OUTCOME) {
            for (EventLine.Face face : line.faces) {
                faces.put(face.hash, Fact.of(face, faces.getOrDefault(face.hash, Fact.NOTHING)));
            }
        } else if (type == EventType.READ_BACK && line.hasAccount && !line.found) {
            faces.replaceAll((hash, fact) -> fact.notFound(line.at));
        } else if (type == EventType.READ_BACK && line.hasAccount) {
            for (EventLine.Face face : line.faces) {
                faces.put(face.hash, FOUND);
            }
            return inFull || line.hasFaces;
        }
        return true;
    }
}
