package io.efface.spi;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import java.util.Optional;
import java.util.Set;

/**
 * One account at a vendor, as its provider implements it. It is primitive: one method call, and one call of
 * {@link Step.More#next()}, sends at most one request, takes at most {@link Capabilities#facesPerCall()} faces, applies no last-face
 * rule and never repeats. The layers around it do the rest. Thread-safe and blocking; an interrupt ends a call within 100 ms with
 * {@link io.efface.ErrorKind#CANCELLED} and leaves the interrupt flag set.
 *
 * <p>The edge cases have the meanings of the table in {@link io.efface.FaceRepository}. Arguments are never null, and the faces of a
 * call are never empty.
 */
public interface ProviderRepository extends AutoCloseable {
    /**
     * Deletes a person with all of its faces, or sends the first request towards it.
     *
     * @throws io.efface.FaceException if the account, the vendor or the network refuses or fails; its effect is that of this request
     */
    Step<DeletePersonResult> deletePerson(PersonId person, CallContext call);

    /**
     * Deletes faces of one person, or sends the first request towards it. Every requested face has exactly one result.
     *
     * @param faces at least one, unmodifiable
     * @throws IllegalArgumentException if there are more faces than {@link Capabilities#facesPerCall()}; nothing is sent
     * @throws io.efface.FaceException if the account, the vendor or the network refuses or fails; when its effect is not
     *     {@link io.efface.Effect#NONE}, it carries what became of each face
     */
    Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call);

    /**
     * Reads a person: the id and the face ids. The next pages of a list are further steps.
     *
     * @throws io.efface.FaceException if the account, the vendor or the network refuses or fails, or of kind
     *     {@link io.efface.ErrorKind#UNSUPPORTED} where {@link Capabilities#readBack()} is {@link io.efface.ReadBack#NONE}; the effect
     *     is always {@link io.efface.Effect#NONE}
     */
    Step<FindPersonResult> findPerson(PersonId person, CallContext call);

    /** Returns what this repository can do and what is known of its vendor. Constant, and available after {@link #close()}. */
    Capabilities capabilities();

    /**
     * Returns whether the next request would be signed with another key than the one that the vendor rejected last, for example because
     * a file with a secret was replaced. A circuit breaker then lets it through at once. Sends nothing, does not wait and throws
     * nothing; false unless overridden.
     */
    default boolean hasNewKey() {
        return false;
    }

    /**
     * Returns the first object of the given type between this repository and the vendor, such as a client that it exposes.
     *
     * @throws NullPointerException if {@code type} is null
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    /** Ends exchanges under way and releases what this repository opened. Calling it again does nothing; throws nothing. */
    @Override
    void close();
}
