package io.efface;

import java.util.Optional;
import java.util.Set;

/**
 * Deletes and reads the people and faces in one account at a vendor. This is the interface for applications.
 * {@link io.efface.config.FaceRepositories} opens and closes the account. Thread-safe and blocking; an interrupt ends a call within 100 ms
 * with {@link ErrorKind#CANCELLED} and leaves the interrupt flag set.
 *
 * <p>The edge cases have the same meaning for every vendor:
 *
 * <table border="1">
 * <caption>Edge cases</caption>
 * <tr><th>case</th><th>meaning</th></tr>
 * <tr><td>the person is missing</td><td>{@code deletePerson} succeeds with {@link PersonOutcome#ALREADY_ABSENT}; {@code deleteFaces}
 *     succeeds with every face {@link FaceOutcome#ALREADY_ABSENT}; {@code findPerson} returns an absent person</td></tr>
 * <tr><td>a face is missing, or belongs to another person</td><td>{@link FaceOutcome#ALREADY_ABSENT} if the vendor reports that
 *     <em>this</em> person does not have the face; {@link FaceOutcome#UNCONFIRMED} if the vendor only omits the face from its list of
 *     deleted faces. The other person keeps the face</td></tr>
 * <tr><td>an empty set of faces</td><td>{@link IllegalArgumentException}; nothing is sent</td></tr>
 * <tr><td>duplicates</td><td>impossible, because the faces are a set</td></tr>
 * <tr><td>the last face of a person</td><td>the vendor's rule applies, see {@link Capabilities#lastFace()}; if the rule forbids the call,
 *     the call fails with {@link ErrorKind#FAILED_PRECONDITION}</td></tr>
 * <tr><td>null</td><td>{@link NullPointerException}; nothing is sent</td></tr>
 * <tr><td>after the {@code FaceRepositories} was closed</td><td>{@link FaceException} of kind {@link ErrorKind#UNAVAILABLE}, origin
 *     {@link Origin#LOCAL}, effect {@link Effect#NONE}</td></tr>
 * </table>
 *
 * <p>With the setting {@code policies = none}, the repository has no layers. A call of this repository accepts at most
 * {@link Capabilities#facesPerCall()} faces, ignores the setting {@code last-face} and never repeats a request.
 *
 * <p>Methods of later versions will be {@code default} methods that throw {@link ErrorKind#UNSUPPORTED}.
 */
public interface FaceRepository {
    /**
     * Deletes a person with all of its faces, with {@linkplain CallOptions#defaults() default options}.
     *
     * @see #deletePerson(PersonId, CallOptions)
     */
    default DeletePersonResult deletePerson(PersonId person) {
        return deletePerson(person, CallOptions.defaults());
    }

    /**
     * Deletes a person with all of its faces. After success, the account no longer contains the person. The evidence in the result states
     * how certain the absence is.
     *
     * @return the result; a missing person is a success
     * @throws NullPointerException if an argument is null
     * @throws FaceException if the layers or the vendor reject the call, or the vendor or the network fails; the effect of the exception
     *     states whether the deletion may have happened
     */
    DeletePersonResult deletePerson(PersonId person, CallOptions options);

    /**
     * Deletes faces of one person, with {@linkplain CallOptions#defaults() default options}.
     *
     * @see #deleteFaces(PersonId, Set, CallOptions)
     */
    default DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces) {
        return deleteFaces(person, faces, CallOptions.defaults());
    }

    /**
     * Deletes faces of one person. Every requested face has exactly one result.
     *
     * @param faces the ids of the faces, at least one; copied
     * @return the result of each face; a successful call does not mean that every face was deleted
     * @throws NullPointerException if an argument or a face is null
     * @throws IllegalArgumentException if {@code faces} is empty, or if the account has no layers and there are more than
     *     {@link Capabilities#facesPerCall()} faces; nothing is sent
     * @throws FaceException if the layers or the vendor reject the call, or the vendor or the network fails; if the effect of the exception
     *     is not {@link Effect#NONE}, {@link FaceException#facesSoFar()} contains the result of each face
     */
    DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options);

    /**
     * Reads a person, with {@linkplain CallOptions#defaults() default options}.
     *
     * @see #findPerson(PersonId, CallOptions)
     */
    default FindPersonResult findPerson(PersonId person) {
        return findPerson(person, CallOptions.defaults());
    }

    /**
     * Reads the ids of a person's faces, and no other data of the person.
     *
     * @return the person, or the vendor's statement that the person does not exist, with the time of the read
     * @throws NullPointerException if an argument is null
     * @throws FaceException if the layers or the vendor reject the call, or the vendor or the network fails; of kind
     *     {@link ErrorKind#UNSUPPORTED} if {@link Capabilities#readBack()} is {@link ReadBack#NONE}; the effect is always
     *     {@link Effect#NONE}
     */
    FindPersonResult findPerson(PersonId person, CallOptions options);

    /**
     * Returns what this repository supports and what its vendor documents. The capabilities are constant, and available even after the
     * account was closed.
     */
    Capabilities capabilities();

    /**
     * Returns the first object that has the given type. This method examines this repository, its layers, the provider's repository, and
     * the objects that the provider exposes, such as an HTTP client. Empty if none of these objects has the type.
     *
     * @throws NullPointerException if {@code type} is null
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
