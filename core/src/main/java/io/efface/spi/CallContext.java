package io.efface.spi;

import io.efface.Cancellation;
import io.efface.FaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The part of a call that a provider needs to send a request. Immutable and thread-safe. */
public interface CallContext {
    /**
     * Returns the time at which the request must have ended, by the account's clock, or empty if only the account's call timeout applies.
     */
    Optional<Instant> deadline();

    /** Returns the cancellation with which the caller can end the call from another thread, or empty. */
    Optional<Cancellation> cancellation();

    /**
     * Returns the number of the attempt, from 1. From the second attempt on, an earlier request of the same call may have deleted the
     * person, so a person who is absent now may have existed when the call began.
     */
    int attempt();

    /**
     * Returns the faces that an interrupted deletion has detached from the person. The vendor no longer lists these faces for the person. A
     * deletion of the person must delete these faces, too. A read must check which of these faces still exist, and must report those faces
     * as faces of the person. Always empty for a provider whose steps never {@linkplain Step.More#detaching detach} faces.
     */
    Set<FaceId> detachedFaces();
}
