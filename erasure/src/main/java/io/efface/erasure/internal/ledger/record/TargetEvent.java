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
 * One event about a target. A run applies each new event with {@link TargetProgress#apply}, and stores the event and the new progress of
 * the target in one transaction. A check of receipts parses the stored events with {@link EventReader} and applies them with the same
 * method. Immutable.
 */
public sealed interface TargetEvent {
    /** Returns the target's number, from 1. */
    long target();

    /** Returns the time of the event. */
    Instant at();

    /** Returns the event in the form in which the receipts store it. */
    Event event();

    /**
     * An attempt begins: the next step sends a request.
     *
     * @param attempt the number of the attempt, from 1
     * @param keptKind the failure of an earlier attempt that the target keeps until the new attempt ends, or null if the target keeps none.
     *     The JSON field is {@code targetKind}
     * @param faces the number of faces to delete, or null for a whole person
     */
    record Attempted(
            long target,
            Instant at,
            int attempt,
            @Nullable ErrorKind keptKind,
            @Nullable Integer faces) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.ATTEMPTED, at, target)
                    .with("attempt", attempt)
                    .with("targetKind", keptKind)
                    .with("faces", faces);
        }
    }

    /**
     * The next request detaches faces from their person.
     *
     * @param hashes the keyed hashes of the faces, in hex
     */
    record Detached(long target, Instant at, List<String> hashes) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.DETACHED, at, target).with("detached", hashes);
        }
    }

    /**
     * An attempt, or the read before an attempt, has ended.
     *
     * @param attempt the number of attempts so far
     * @param state the new state of the target
     * @param outcome the outcome, or null if the target is not done
     * @param evidence the evidence for the outcome, or null
     * @param verifiedAt the time of the read that did not find the target, or null
     * @param maybeEarlier whether an earlier attempt may have deleted the target
     * @param kind the failure of the attempt, or null
     * @param keptKind the failure that the target keeps from an earlier attempt or another face, if it differs from {@code kind}; otherwise
     *     null. The JSON field is {@code targetKind}
     * @param permanent whether the same call would fail again, or null if no call failed
     * @param effect the effect that a failed call may have had, or null
     * @param code the vendor's code, or null
     * @param requestId the vendor's id of the request, or null
     * @param faces the new progress of each face that the attempt changed, by hash in hex
     * @param returned whether the target is processed again, because no request was sent or the account rejects requests. Such an attempt
     *     certainly had no effect on the target. The state of the target is then {@code PENDING}, {@code UNKNOWN} or {@code PARTIAL}, or
     *     {@code HELD} if the target was put on hold meanwhile
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
            @Nullable ErrorKind keptKind,
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
                    .with("targetKind", keptKind)
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
     * The outcome of an attempt is unknown, because its worker ended or lost its lease.
     *
     * @param because the cause: the worker ended, or the worker lost the lease
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
     * A read looked for the target.
     *
     * @param account the account's name if the read belongs to a verification; null for the read before a deletion, which does not change
     *     the progress of the target
     * @param found whether the read found the person or a face of the target
     * @param requestSent whether a request was ever sent for the target
     * @param faces the hashes of the faces that the read found, in hex, or null if the event does not contain them
     */
    record ReadBack(
            long target,
            Instant at,
            @Nullable String account,
            boolean found,
            boolean requestSent,
            @Nullable Set<String> faces)
            implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.READ_BACK, at, target)
                    .with("account", account)
                    .with("found", found)
                    .with("faces", faces == null ? null : List.copyOf(faces))
                    .with("maybeByEarlierAttempt", requestSent ? null : false);
        }

        /** Returns whether a verification did not find the target. */
        boolean isAbsence() {
            return account != null && !found;
        }

        /** Returns whether the event names each face that it changes. Events of older versions may not name them. */
        public boolean isComplete() {
            return account == null || !found || faces != null;
        }

        /** Returns whether the read belongs to a verification and found the face with this hash. */
        boolean isPresent(String hash) {
            return account != null && found && faces != null && faces.contains(hash);
        }
    }

    /**
     * The target has to be processed again.
     *
     * @param state {@code PRESENT} if a verification found the target, otherwise the state of the target before this event
     * @param requestSent whether a request was ever sent for the target
     */
    record Reopened(long target, Instant at, TargetState state, boolean requestSent) implements TargetEvent {
        @Override
        public Event event() {
            return Event.of(EventType.REOPENED, at, target)
                    .with("state", state)
                    .with("maybeByEarlierAttempt", requestSent ? null : false);
        }
    }
}
