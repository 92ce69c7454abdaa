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
 * How a call went, beside its outcome. Immutable and thread-safe.
 *
 * @param requestIds the vendor's request ids in the order of the answers, for its support; empty when it gave none
 * @param attempts requests made for the operation itself, over all chunks and repeats, without the reads around it; 0 or more
 * @param waited time spent waiting for a repeat or for quota, not for the vendor; zero or more
 * @param readBackError why a read that should have raised the evidence failed, or null; it never spoils the outcome
 * @param idWarning what the vendor's rule says against the person id of this call, which was sent all the same, or null; it contains
 *     the rule and its source and never the id. A vendor that cannot hold such a person answers as if the person were absent
 * @param detachedFaces faces that a deletion of several requests detached from the person before it deleted them, or was given as
 *     detached; a read of the person lists those that are still there only if it is given them, see
 *     {@link CallOptions#withDetachedFaces}. Unmodifiable; empty for vendors that delete a person in one request
 */
public record CallTrace(
        List<String> requestIds,
        int attempts,
        Duration waited,
        @Nullable FaceException readBackError,
        @Nullable String idWarning,
        Set<FaceId> detachedFaces) {
    /** A call for which nothing was sent. */
    public static final CallTrace NOTHING_SENT = new CallTrace(List.of(), 0, Duration.ZERO, null);

    /**
     * Copies list and set.
     *
     * @throws NullPointerException if {@code requestIds}, one of them, {@code waited} or {@code detachedFaces} is null
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

    /** Makes a trace of a call whose id the vendor's rule allows. */
    public CallTrace(List<String> requestIds, int attempts, Duration waited, @Nullable FaceException readBackError) {
        this(requestIds, attempts, waited, readBackError, null, Set.of());
    }

    /** Returns the trace of one request that was answered, with its id if the vendor gave one. */
    public static CallTrace ofRequest(@Nullable String requestId) {
        return new CallTrace(requestId == null ? List.of() : List.of(requestId), 1, Duration.ZERO, null);
    }

    /** Returns both traces as one: ids appended, attempts, waits and detached faces added, the first read-back error kept. */
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

    private static Set<FaceId> union(Set<FaceId> some, Set<FaceId> others) {
        if (others.isEmpty()) {
            return some;
        }
        LinkedHashSet<FaceId> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Returns this trace with the error of a failed read-back. */
    public CallTrace withReadBackError(FaceException error) {
        return new CallTrace(
                requestIds, attempts, waited, Objects.requireNonNull(error, "error"), idWarning, detachedFaces);
    }

    /** Returns this trace with more time waited. */
    public CallTrace plusWaited(Duration more) {
        return new CallTrace(requestIds, attempts, waited.plus(more), readBackError, idWarning, detachedFaces);
    }

    /** Returns this trace with what the vendor's rule says against the person id. */
    public CallTrace withIdWarning(String warning) {
        return new CallTrace(
                requestIds, attempts, waited, readBackError, Objects.requireNonNull(warning, "warning"), detachedFaces);
    }

    /** Returns this trace with the faces that were detached from the person. */
    public CallTrace withDetachedFaces(Set<FaceId> faces) {
        return new CallTrace(requestIds, attempts, waited, readBackError, idWarning, faces);
    }
}
