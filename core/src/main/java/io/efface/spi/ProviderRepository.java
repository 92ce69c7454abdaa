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
 * One account at a vendor, as a provider implements it. The repository is primitive: each call of a method, and each call of the function
 * {@link Step.More#next()}, sends at most one request and never repeats the request. A call accepts at most
 * {@link Capabilities#facesPerCall()} faces, and does not apply the setting {@code last-face}. The layers around the repository split large
 * sets of faces, apply this setting and repeat requests. Thread-safe and blocking; an interrupt ends a call within 100 ms with
 * {@link io.efface.ErrorKind#CANCELLED} and leaves the interrupt flag set.
 *
 * <p>The table in {@link io.efface.FaceRepository} defines the edge cases. Arguments are never null, and a set of faces is never empty.
 */
public interface ProviderRepository extends AutoCloseable {
    /**
     * Deletes a person with all of its faces, or sends the first request of such a deletion.
     *
     * @throws io.efface.FaceException if the vendor rejects the request, or the vendor or the network fails; the exception has the effect
     *     of this request
     */
    Step<DeletePersonResult> deletePerson(PersonId person, CallContext call);

    /**
     * Deletes faces of one person, or sends the first request of such a deletion. Every requested face has exactly one result.
     *
     * @param faces the ids of the faces, at least one; unmodifiable
     * @throws IllegalArgumentException if there are more faces than {@link Capabilities#facesPerCall()}; nothing is sent
     * @throws io.efface.FaceException if the vendor rejects the request, or the vendor or the network fails; if the effect of the exception
     *     is not {@link io.efface.Effect#NONE}, {@link io.efface.FaceException#facesSoFar()} contains the result of each face
     */
    Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call);

    /**
     * Reads the ids of a person's faces. If the vendor's list of faces has several pages, each page is a separate step.
     *
     * @throws io.efface.FaceException if the vendor rejects the request, or the vendor or the network fails; of kind
     *     {@link io.efface.ErrorKind#UNSUPPORTED} if {@link Capabilities#readBack()} is {@link io.efface.ReadBack#NONE}; the effect is
     *     always {@link io.efface.Effect#NONE}
     */
    Step<FindPersonResult> findPerson(PersonId person, CallContext call);

    /**
     * Returns what this repository supports and what its vendor documents. The capabilities are constant, and available even after
     * {@link #close()}.
     */
    Capabilities capabilities();

    /**
     * Returns whether the next request would be signed with a key that differs from the key of the last rejected request, for example
     * because the file with the secret was replaced. If true, a circuit breaker sends the next request without waiting. This method sends
     * nothing, does not wait and throws nothing. The default is false.
     */
    default boolean hasNewKey() {
        return false;
    }

    /**
     * Returns the object of the given type: this repository, or an object that this repository exposes, such as an HTTP client. Empty if no
     * object has the type.
     *
     * @throws NullPointerException if {@code type} is null
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    /**
     * Ends the HTTP exchanges that are under way, and closes the resources that this repository opened. A second call does nothing. This
     * method throws nothing.
     */
    @Override
    void close();
}
