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
 * One opened account, as its layers implement it: the operations of {@link FaceRepository}, with what layers pass along about a call.
 * Found with {@code repository.unwrap(AccountRepository.class)}. Thread-safe and blocking. The errors and edge cases are those of
 * {@link FaceRepository}.
 */
public interface AccountRepository extends AutoCloseable {
    /** Deletes a person with all of its faces. */
    DeletePersonResult deletePerson(PersonId person, LayerCall call);

    /**
     * Deletes faces of one person.
     *
     * @param faces at least one
     */
    DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call);

    /** Reads a person. */
    FindPersonResult findPerson(PersonId person, LayerCall call);

    /** Returns what this repository can do and what is known of its vendor. Constant, and available after {@link #close()}. */
    Capabilities capabilities();

    /**
     * Returns the first object of the given type on the way from this repository to the vendor: a layer, the provider's
     * repository, or a client it exposes.
     *
     * @throws NullPointerException if {@code type} is null
     */
    <T> Optional<T> unwrap(Class<T> type);

    /** Ends exchanges under way and releases what this repository opened. Calling it again does nothing; throws nothing. */
    @Override
    void close();

    /**
     * Returns this repository as applications see it; it does not close it.
     *
     * @param clock the account's clock, by which a timeout becomes a deadline
     * @throws NullPointerException if {@code clock} is null
     */
    default FaceRepository asFaceRepository(Clock clock) {
        return new FaceRepositoryView(this, clock);
    }
}
