package io.efface.spi.layers;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * One opened account, as its layers implement it. The operations, errors and edge cases are those of {@link FaceRepository}. The operations
 * take a {@link LayerCall} instead of options. {@code repository.unwrap(AccountRepository.class)} returns this object. Thread-safe and
 * blocking.
 */
public interface AccountRepository extends AutoCloseable {
    /** Deletes a person with all of its faces. */
    DeletePersonResult deletePerson(PersonId person, LayerCall call);

    /**
     * Deletes faces of one person.
     *
     * @param faces the ids of the faces, at least one
     */
    DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call);

    /** Reads a person. */
    FindPersonResult findPerson(PersonId person, LayerCall call);

    /**
     * Returns what this repository supports and what its vendor documents. The capabilities are constant, and available even after
     * {@link #close()}.
     */
    Capabilities capabilities();

    /**
     * Returns the first object that has the given type. This method examines this repository, its layers, the provider's repository, and
     * the objects that the provider exposes, such as an HTTP client. Empty if none of these objects has the type.
     *
     * @throws NullPointerException if {@code type} is null
     */
    <T> Optional<T> unwrap(Class<T> type);

    /**
     * Ends the HTTP exchanges that are under way, and closes the resources that this repository opened. A second call does nothing. This
     * method throws nothing.
     */
    @Override
    void close();

    /**
     * Returns this repository with the interface for applications. The returned object cannot close this repository.
     *
     * @param clock the account's clock, which converts a timeout to a deadline
     * @throws NullPointerException if {@code clock} is null
     */
    default FaceRepository asFaceRepository(Clock clock) {
        return new FaceRepositoryView(this, clock);
    }
}
