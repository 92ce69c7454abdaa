package io.efface;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests, waits and warnings of a call. Immutable and thread-safe.
 *
 * @param requestIds the vendor's request ids in the order of the responses, for questions to the vendor's support; empty if the vendor
 *     returned no ids
 * @param attempts the number of requests for the operation itself, including the requests of all chunks and all repeats; reads before and
 *     after the operation do not count; 0 or more
 * @param waited the time that the call waited before repeats and for quota; the vendor's response times do not count; zero or more
 * @param readBackError the error of the read that was to confirm the deletion, or null if this read succeeded or did not take place; this
 *     error does not change the outcome
 * @param idWarning a warning that the person id breaks the vendor's rule for person ids, with the rule and its source; null if the person
 *     id follows the rule, or if nothing was sent. The text never contains the id. If no person can have the id, for example because the id
 *     was mistyped, the vendor reports the person as absent
 * @param detachedFaces the faces that the deletion detached from the person, and the detached faces in the options of the call. The vendor
 *     may still store a detached face. A read of the person checks only the detached faces in its options, see
 *     {@link CallOptions#withDetachedFaces}. Unmodifiable; empty for vendors that delete a person in one request
 */
public record CallTrace(
        List<String> requestIds,
        int attempts,
        Duration waited,
        @Nullable FaceException readBackError,
        @Nullable String idWarning,
        Set<FaceId> detachedFaces) {
    /** The trace of a call that sent no request. */
    public static final CallTrace NOTHING_SENT = new CallTrace(List.of(), 0, Duration.ZERO, null);

    /**
     * Copies the list and the set.
     *
     * @throws NullPointerException if {@code requestIds}, a request id, {@code waited} or {@code detachedFaces} is null
     * @throws IllegalArgumentException if {@code attempts} or {@code waited} is negative
     */
    public CallTrace {
        requestIds = List.copyOf(requestIds);
        detachedFaces =
                detachedFaces.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(detachedFaces));
        Objects.requireNonNull(waited, "waited");
        if (attempts < 0 || waited.isNegative()) {
            throw new IllegalArgumentException("attempts and waited are zero or more");
        }
    }

    /** Creates the trace of a call without an id warning and without detached faces. */
    public CallTrace(List<String> requestIds, int attempts, Duration waited, @Nullable FaceException readBackError) {
        this(requestIds, attempts, waited, readBackError, null, Set.of());
    }

    /** Returns the trace of one request that got a response. */
    public static CallTrace ofRequest(@Nullable String requestId) {
        return new CallTrace(requestId == null ? List.of() : List.of(requestId), 1, Duration.ZERO, null);
    }

    /**
     * Returns this trace and a later trace combined. The request ids of the later trace follow those of this trace; attempts, waits and
     * detached faces are added. Of two read-back errors or id warnings, the first is kept.
     */
    public CallTrace and(CallTrace later) {
        List<String> ids = new ArrayList<>(requestIds);
        ids.addAll(later.requestIds);
        return new CallTrace(
                ids,
                attempts + later.attempts,
                waited.plus(later.waited),
                readBackError != null ? readBackError : later.readBackError,
                idWarning != null ? idWarning : later.idWarning,
                union(detachedFaces, later.detachedFaces));
    }

    private static Set<FaceId> union(Set<FaceId> first, Set<FaceId> second) {
        if (second.isEmpty()) {
            return first;
        }
        LinkedHashSet<FaceId> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    /** Returns this trace with the error of a failed read-back. */
    public CallTrace withReadBackError(FaceException error) {
        return new CallTrace(
                requestIds, attempts, waited, Objects.requireNonNull(error, "error"), idWarning, detachedFaces);
    }

    /** Returns this trace with a longer waiting time. */
    public CallTrace plusWaited(Duration more) {
        return new CallTrace(requestIds, attempts, waited.plus(more), readBackError, idWarning, detachedFaces);
    }

    /** Returns this trace with a description of the vendor's rule that the person id breaks. */
    public CallTrace withIdWarning(String warning) {
        return new CallTrace(
                requestIds, attempts, waited, readBackError, Objects.requireNonNull(warning, "warning"), detachedFaces);
    }

    /** Returns this trace with the faces that were detached from the person. */
    public CallTrace withDetachedFaces(Set<FaceId> faces) {
        return new CallTrace(requestIds, attempts, waited, readBackError, idWarning, faces);
    }
}
