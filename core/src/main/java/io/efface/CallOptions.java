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
 * The options of one call. Immutable and thread-safe.
 *
 * <p>No layer waits past the deadline. An HTTP exchange ends at the account's call timeout or at the deadline, whichever comes first.
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

    /** Returns the default options: only the account's own deadline applies, and there is no cancellation. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these options with a deadline, which is compared with the repository's clock. The call ends at the earliest of this
     * deadline, the end of the timeout and the account's own deadline.
     *
     * @throws NullPointerException if {@code at} is null
     */
    public CallOptions withDeadline(Instant at) {
        return new CallOptions(
                Objects.requireNonNull(at, "at"), timeout, cancellation, personForAllFaces, detachedFaces);
    }

    /**
     * Returns these options with a timeout for the whole call, including its waits and repeats. The timeout starts when the call starts.
     * The call ends at the earliest of the deadline, the end of this timeout and the account's own deadline.
     *
     * @param limit the longest duration of the call; more than zero
     * @throws IllegalArgumentException if {@code limit} is zero or negative
     */
    public CallOptions withTimeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
        return new CallOptions(deadline, limit, cancellation, personForAllFaces, detachedFaces);
    }

    /**
     * Returns these options with a cancellation, which can end the call from another thread.
     *
     * @throws NullPointerException if {@code handle} is null
     */
    public CallOptions withCancellation(Cancellation handle) {
        return new CallOptions(
                deadline, timeout, Objects.requireNonNull(handle, "handle"), personForAllFaces, detachedFaces);
    }

    /**
     * Returns these options with the permission to delete the whole person when {@code deleteFaces} gets all of the person's faces. The
     * deletion then includes the person's record, name and groups. Because this is more than the call's faces, each call must give the
     * permission itself; no setting of the account gives it. Before the deletion, the layers read the person to compare the faces.
     */
    public CallOptions deletingPersonForAllFaces() {
        return new CallOptions(deadline, timeout, cancellation, true, detachedFaces);
    }

    /**
     * Returns these options with detached faces: faces that an interrupted deletion removed from the person, but perhaps did not delete,
     * see {@link FaceException#detachedFaces()}. A deletion with these options also deletes the detached faces. A read with these options
     * checks which detached faces still exist, and lists those faces as faces of the person. The given faces replace the faces of an
     * earlier call of this method.
     *
     * @param faces the detached faces; copied; may be empty
     * @throws NullPointerException if {@code faces} or a face is null
     */
    public CallOptions withDetachedFaces(Set<FaceId> faces) {
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        faces.forEach(face -> copy.add(Objects.requireNonNull(face, "face id")));
        return new CallOptions(deadline, timeout, cancellation, personForAllFaces, Collections.unmodifiableSet(copy));
    }

    /** Returns the deadline, or empty if these options have no deadline. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Returns the timeout of the whole call, or empty if these options have no timeout. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns the cancellation of the call, or empty if these options have no cancellation. */
    public Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }

    /** Returns whether {@code deleteFaces} may delete the whole person when it gets all of the person's faces. */
    public boolean deletesPersonForAllFaces() {
        return personForAllFaces;
    }

    /** Returns the faces that an earlier deletion detached from the person; may be empty. */
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
