package io.efface.testkit;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.Rate;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one contract test works with: a repository, and a hand on the vendor behind it that does not go through the repository.
 * The methods that look at the vendor must be thread-safe; a test calls them while the repository is in a call.
 */
public interface ContractHarness extends AutoCloseable {
    /** Returns the repository under test, always the same. */
    FaceRepository repository();

    /**
     * Returns whether the repository has layers around it, or is the provider's primitive one. The layers are those of an account
     * opened with default settings; what other settings change (a last face that is kept, say) the layers' own tests must show.
     */
    boolean opened();

    /**
     * Makes the vendor hold a person with exactly these faces, without a request that counts.
     *
     * @param faces may be empty
     */
    void put(PersonId person, Set<FaceId> faces);

    /** Returns the faces that the vendor truly holds for a person, or empty if it does not hold the person. */
    Optional<Set<FaceId>> stored(PersonId person);

    /** Returns how many requests have reached the vendor since {@link ContractTarget#start()}, refused ones included. */
    int requests();

    /**
     * Scripts a misbehaviour for the next request that reaches the vendor, and for that one only.
     *
     * @return false if this vendor cannot show it; the test is then aborted with that reason
     */
    boolean inject(ContractFault fault);

    /**
     * Scripts a misbehaviour for a later request: so many are answered well first, then one is not.
     *
     * @return false if this harness cannot do that; the test is then aborted with that reason
     */
    default boolean injectAfter(int requests, ContractFault fault) {
        return false;
    }

    /**
     * Returns whether the vendor itself could hold such ids at all. Not what the vendor's documented rule allows: an id that
     * exists must be deletable. The tests of unusual ids skip those for which this is false.
     */
    default boolean canHold(PersonId person, Set<FaceId> faces) {
        return true;
    }

    /**
     * Returns whether this variant of the vendor refuses a call that names a face the person does not have, without effect. True
     * only for a variant that the vendor's documentation leaves open: the portable meaning is that such a face is absent, and no
     * provider can tell which one it was from a refusal.
     */
    default boolean refusesUnknownFaces() {
        return false;
    }

    /** Returns the clock by which the repository judges deadlines; it must run at about the speed of real time. */
    default Clock clock() {
        return Clock.systemUTC();
    }

    /** Returns texts that must never be seen in a message or in {@code toString}: keys, tokens. None by default. */
    default List<String> secrets() {
        return List.of();
    }

    /**
     * Starts the same target once more with an account on which this limit of calls is set beside the vendor's own limits.
     * The caller closes it.
     *
     * @return empty if this harness cannot do that; the test is then aborted with that reason
     * @throws IOException whatever goes wrong; the test fails with it
     */
    default Optional<ContractHarness> limited(Rate limit) throws IOException {
        return Optional.empty();
    }

    /**
     * Starts the same target once more with an account whose {@linkplain io.efface.spi.ProviderConfig#library() library} does not exist
     * at the vendor. The caller closes it. {@code put} and {@code stored} are not called there.
     *
     * @return empty if this vendor has no libraries; the tests of libraries are then aborted with that reason
     * @throws IOException whatever goes wrong; the test fails with it
     */
    default Optional<ContractHarness> missingLibrary() throws IOException {
        return Optional.empty();
    }

    /**
     * Closes the repository as its owner would: the provider's repository for a primitive one, else the accounts it belongs to.
     * Calling it again does nothing.
     */
    void closeRepository();

    /**
     * Releases everything, the repository included if it is still open.
     *
     * @throws IOException whatever goes wrong; the test fails with it
     */
    @Override
    void close() throws IOException;
}
