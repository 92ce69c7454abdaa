package io.efface.erasure.internal.ledger.record;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event about a target. A run decides on an event and stores it together with the target that {@link TargetProgress#apply} makes of
 * it; a check of receipts reads the same event back with {@link EventReader} and applies it likewise. Immutable.
 */
public sealed interface TargetEvent {
    /** Returns the target's number, from 1. */
    long target();

    /** Returns when it happened. */
    Instant at();

    /** Returns the event as it is recorded. */
    Event event();

    /**
     * A request is about to be sent.
     *
     * @param attempt its number, from 1
     * @param targetKind the kind of failure that the target keeps in spite of the new attempt, or null
     * @param faces how many faces it is about, or null for a whole person
     */
    record Attempted(
            long target,
            Instant at,
            int attempt,
            @Nullable ErrorKind targetKind,
            @Nullable Integer faces) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.ATTEMPTED, at, target)
                    .with("attempt", attempt)
                    .with("targetKind", targetKind)
                    .with("faces", faces);
        }
    }

    /**
     * A request is about to be sent that makes faces unfindable.
     *
     * @param hashes of the faces, in hex
     */
    record Detached(long target, Instant at, List<String> hashes) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.DETACHED, at, target).with("detached", hashes);
        }
    }

    /**
     * An attempt, or the read before it, has ended.
     *
     * @param attempt how many attempts there were
     * @param state the new state
     * @param kind why the attempt failed, or null
     * @param targetKind why the target is not done if that differs from {@code kind}, or null
     * @param permanent whether the same call fails again, or null if none failed
     * @param code the vendor's code, or null
     * @param faces what the attempt changed of faces, by hash in hex
     * @param returned whether surely nothing was sent, so that the target is as it was
     */
    record Outcome(
            long target,
            Instant at,
            int attempt,
            TargetState state,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence evidence,
            @Nullable Instant verifiedAt,
            boolean maybeEarlier,
            @Nullable ErrorKind kind,
            @Nullable ErrorKind targetKind,
            @Nullable Boolean permanent,
            @Nullable Effect effect,
            @Nullable String code,
            @Nullable String requestId,
            Map<String, FaceRecord> faces,
            boolean returned)
            implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.OUTCOME, at, target)
                    .with("attempt", attempt)
                    .with("state", state)
                    .with("outcome", outcome)
                    .with("evidence", evidence)
                    .with("verifiedAt", verifiedAt)
                    .with("maybeByEarlierAttempt", maybeEarlier ? true : null)
                    .with("kind", kind)
                    .with("targetKind", targetKind)
                    .with("permanent", permanent)
                    .with("effect", effect)
                    .with("code", code)
                    .with("requestId", requestId)
                    .with("faces", faces.isEmpty() ? null : fields(faces))
                    .with("returned", returned ? true : null);
        }

        private static List<Map<String, Object>> fields(Map<String, FaceRecord> faces) {
            return faces.entrySet().stream()
                    .map(face -> fields(face.getKey(), face.getValue()))
                    .toList();
        }

        private static Map<String, Object> fields(String hash, FaceRecord face) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("face", hash);
            fields.put("outcome", face.outcome());
            fields.put("evidence", face.evidence());
            fields.put("verifiedAt", face.verifiedAt());
            fields.put("maybeByEarlierAttempt", face.maybeEarlier() ? true : null);
            fields.put("kind", face.kind());
            fields.values().removeIf(value -> value == null);
            return fields;
        }
    }

    /**
     * The worker that had it in flight ended, or lost its lease.
     *
     * @param because which of them
     */
    record Orphaned(long target, Instant at, String because) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.OUTCOME, at, target)
                    .with("state", TargetState.UNKNOWN)
                    .with("effect", Effect.UNKNOWN)
                    .with("because", because);
        }
    }

    /**
     * A read looked for it.
     *
     * @param account the account's name if the read is a verification, which changes the target; null for the read before a deletion
     * @param found whether the person, or a face of the target, was found
     * @param sent whether a request was ever sent for the target
     * @param faces the hashes of the faces that were found, in hex; null if the event does not say which
     */
    record ReadBack(
            long target,
            Instant at,
            @Nullable String account,
            boolean found,
            boolean sent,
            @Nullable Set<String> faces) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.READ_BACK, at, target)
                    .with("account", account)
                    .with("found", found)
                    .with("faces", faces == null ? null : List.copyOf(faces))
                    .with("maybeByEarlierAttempt", sent ? null : false);
        }

        /** Returns whether a verification did not find the target. */
        boolean isAbsence() {
            return account != null && !found;
        }

        /** Returns whether the event names each face that it changes; some of older versions do not. */
        public boolean isComplete() {
            return account == null || !found || faces != null;
        }

        /** Returns whether a verification found a face. */
        boolean isPresent(String hash) {
            return account != null && found && faces != null && faces.contains(hash);
        }
    }

    /**
     * It is to be worked on again.
     *
     * @param state {@code PRESENT} after a verification found it; else the state that it leaves
     * @param sent whether a request was ever sent for the target
     */
    record Reopened(long target, Instant at, TargetState state, boolean sent) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.REOPENED, at, target)
                    .with("state", state)
                    .with("maybeByEarlierAttempt", sent ? null : false);
        }
    }
}
