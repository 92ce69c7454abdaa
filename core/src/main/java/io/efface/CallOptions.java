package io.efface;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller decides about one call. Immutable and thread-safe.
 *
 * <p>No layer waits past the deadline, and the HTTP exchange gets the smaller of the account's call timeout and what remains.
 */
public final class CallOptions {
    private static final CallOptions DEFAULTS = new CallOptions(null, null, null, false, Set.of());

    private final @Nullable Instant deadline;
    private final @Nullable Duration timeout;
    private final @Nullable Cancellation cancellation;
    private final boolean personForAllFaces;
    private final Set<FaceId> detachedFaces;

    private CallOptions(
            @Nullable Instant deadline,
            @Nullable Duration timeout,
            @Nullable Cancellation cancellation,
            boolean personForAllFaces,
            Set<FaceId> detachedFaces) {
        this.deadline = deadline;
        this.timeout = timeout;
        this.cancellation = cancellation;
        this.personForAllFaces = personForAllFaces;
        this.detachedFaces = detachedFaces;
    }

    /** Returns the options of a plain call: the account's own deadline and no cancellation. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these options with a deadline by the repository's clock. The earliest of this deadline, the timeout and the account's
     * own deadline counts.
     *
     * @throws NullPointerException if {@code at} is null
     */
    public CallOptions withDeadline(Instant at) {
        return new CallOptions(
                Objects.requireNonNull(at, "at"), timeout, cancellation, personForAllFaces, detachedFaces);
    }

    /**
     * Returns these options with a limit of the call's whole duration, waits and repeats included, which starts when the call starts.
     * The earliest of the deadline, this timeout and the account's own deadline counts.
     *
     * @param limit more than zero
     * @throws IllegalArgumentException if {@code limit} is zero or negative
     */
    public CallOptions withTimeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
        return new CallOptions(deadline, limit, cancellation, personForAllFaces, detachedFaces);
    }

    /**
     * Returns these options with a way to end the call from another thread.
     *
     * @throws NullPointerException if {@code handle} is null
     */
    public CallOptions withCancellation(Cancellation handle) {
        return new CallOptions(
                deadline, timeout, Objects.requireNonNull(handle, "handle"), personForAllFaces, detachedFaces);
    }

    /**
     * Returns these options with the permission to delete the whole person when {@code deleteFaces} is asked for all of its faces.
     * Only a call can give this permission, never the configuration: the person's record, name and groups are deleted too. The person
     * is read first.
     */
    public CallOptions deletingPersonForAllFaces() {
        return new CallOptions(deadline, timeout, cancellation, true, detachedFaces);
    }

    /**
     * Returns these options with faces that an interrupted deletion of this person detached, see {@link FaceException#detachedFaces()}:
     * a deletion continues with them, and a read counts them as the person's. Faces given before are replaced.
     *
     * @param faces copied; may be empty
     * @throws NullPointerException if {@code faces} or one of them is null
     */
    public CallOptions withDetachedFaces(Set<FaceId> faces) {
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        faces.forEach(face -> copy.add(Objects.requireNonNull(face, "face id")));
        return new CallOptions(deadline, timeout, cancellation, personForAllFaces, Collections.unmodifiableSet(copy));
    }

    /** Returns the deadline by the repository's clock, or empty if none was given. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Returns the limit of the call's duration, or empty if none was given. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns the way to end the call from another thread, or empty. */
    public Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }

    /** Returns whether {@code deleteFaces} may delete the whole person when asked for all of its faces. */
    public boolean deletesPersonForAllFaces() {
        return personForAllFaces;
    }

    /** Returns the faces that an earlier deletion of the person detached; may be empty. */
    public Set<FaceId> detachedFaces() {
        return detachedFaces;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallOptions that
                && Objects.equals(deadline, that.deadline)
                && Objects.equals(timeout, that.timeout)
                && cancellation == that.cancellation
                && personForAllFaces == that.personForAllFaces
                && detachedFaces.equals(that.detachedFaces);
    }

    @Override
    public int hashCode() {
        return Objects.hash(deadline, timeout, System.identityHashCode(cancellation), personForAllFaces, detachedFaces);
    }

    @Override
    public String toString() {
        return "CallOptions[deadline=" + deadline + ", timeout=" + timeout + ", cancellable=" + (cancellation != null)
                + ", deletesPersonForAllFaces=" + personForAllFaces + ", detachedFaces=" + detachedFaces.size() + "]";
    }
}
