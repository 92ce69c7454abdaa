package io.efface.spi;

import io.efface.Cancellation;
import io.efface.FaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a provider needs to know about the call that a request belongs to. Immutable and thread-safe. */
public interface CallContext {
    /** Returns when the request must have ended, by the account's clock, or empty if only the account's call timeout counts. */
    Optional<Instant> deadline();

    /** Returns the way in which the caller ends the call from another thread, or empty. */
    Optional<Cancellation> cancellation();

    /**
     * Returns the attempt's number: 1 for the first. From the second on, an earlier request of the same call may have had an effect, so
     * that an absent person is not proof that there never was one.
     */
    int attempt();

    /**
     * Returns the faces that an earlier, interrupted deletion detached from the person, so that a read of the person no longer lists
     * them; always empty for a provider whose steps never {@linkplain Step.More#detaching detach} faces. A deletion of the person has to
     * delete these faces too, and a read has to report those of them that still exist as the person's.
     */
    Set<FaceId> detachedFaces();
}
