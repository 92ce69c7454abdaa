package io.efface;

import java.util.Optional;
import java.util.Set;

/**
 * People and their faces in one account of one vendor, as applications call it. {@link io.efface.config.FaceRepositories} opens and
 * closes what is behind it. Thread-safe and blocking; an interrupt ends a call within 100 ms with {@link ErrorKind#CANCELLED} and
 * leaves the interrupt flag set.
 *
 * <p>Every edge has one meaning, whichever vendor is behind:
 *
 * <table border="1">
 * <caption>Edges</caption>
 * <tr><th>case</th><th>meaning</th></tr>
 * <tr><td>the person is missing</td><td>{@code deletePerson} succeeds with {@link PersonOutcome#ALREADY_ABSENT};
 *     {@code deleteFaces} succeeds with every face {@link FaceOutcome#ALREADY_ABSENT}; {@code findPerson} returns an absent person</td></tr>
 * <tr><td>a face is missing, or belongs to another person</td><td>the face is absent from <em>this</em> person, where the
 *     vendor says so: {@link FaceOutcome#ALREADY_ABSENT}; where it merely leaves the face out of its list,
 *     {@link FaceOutcome#UNCONFIRMED}. The other person keeps it</td></tr>
 * <tr><td>an empty set of faces</td><td>{@link IllegalArgumentException}; nothing is sent</td></tr>
 * <tr><td>duplicates</td><td>cannot be: a set of equal ids is one id, and is sent once</td></tr>
 * <tr><td>the last face of a person</td><td>the vendor's rule, see {@link Capabilities#lastFace()}; a refusal is
 *     {@link ErrorKind#FAILED_PRECONDITION}</td></tr>
 * <tr><td>null</td><td>{@link NullPointerException}; nothing is sent</td></tr>
 * <tr><td>after the {@code FaceRepositories} was closed</td><td>{@link FaceException} of kind {@link ErrorKind#UNAVAILABLE}, origin
 *     {@link Origin#LOCAL}, effect {@link Effect#NONE}</td></tr>
 * </table>
 *
 * <p>With {@code policies = none} there are no layers: a call takes at most {@link Capabilities#facesPerCall()} faces, applies no
 * last-face rule and never repeats.
 *
 * <p>Methods added later are {@code default} and throw {@link ErrorKind#UNSUPPORTED}.
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
     * Deletes a person with all of its faces. Afterwards the account does not hold the person, as sure as the result's evidence.
     *
     * @return what happened; a missing person is a success
     * @throws NullPointerException if an argument is null
     * @throws FaceException if the account, the vendor or the way to it refuses or fails; its effect says whether the deletion
     *     may have happened
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
     * @param faces at least one; copied
     * @return what became of each face; not every one need be gone
     * @throws NullPointerException if an argument or a face is null
     * @throws IllegalArgumentException if {@code faces} is empty, or more than one call takes where there are no layers; nothing is
     *     sent
     * @throws FaceException if the account, the vendor or the way to it refuses or fails; when its effect is not
     *     {@link Effect#NONE}, it carries what became of each face so far
     */
    DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options);

    /**
     * Reads a person back, with {@linkplain CallOptions#defaults() default options}.
     *
     * @see #findPerson(PersonId, CallOptions)
     */
    default FindPersonResult findPerson(PersonId person) {
        return findPerson(person, CallOptions.defaults());
    }

    /**
     * Reads a person back: the id and the face ids, nothing else.
     *
     * @return the person, or that the vendor positively says that there is none; and when it was read
     * @throws NullPointerException if an argument is null
     * @throws FaceException if the account, the vendor or the way to it refuses or fails, or kind {@link ErrorKind#UNSUPPORTED}
     *     where {@link Capabilities#readBack()} is {@link ReadBack#NONE}; the effect is always {@link Effect#NONE}
     */
    FindPersonResult findPerson(PersonId person, CallOptions options);

    /** Returns what this repository can do and what is known of its vendor. Constant, and available after the account was closed. */
    Capabilities capabilities();

    /**
     * Returns the first object of the given type on the way from this repository to the vendor: a layer, the provider's
     * repository, or a client it exposes.
     *
     * @throws NullPointerException if {@code type} is null
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
