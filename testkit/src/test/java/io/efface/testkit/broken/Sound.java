package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.testkit.ContractHarness.VendorResponse;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryFaceRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The correct repository to which broken repositories delegate. It is the in-memory repository without layers. */
final class Sound {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(7);
    private static final int HTTP_STATUS = 418;

    private final InMemoryFaceRepository provider;
    private final FaceRepository repository;

    private final Clock clock;

    @SuppressWarnings("ThreadLocalUsage") // A read belongs to one repository of one test.
    private final ThreadLocal<FindPersonResult> latestRead = new ThreadLocal<>();

    private final Set<FaceId> facesWithoutPerson = ConcurrentHashMap.newKeySet();
    private final Set<FaceId> lostFaces = ConcurrentHashMap.newKeySet();

    private volatile Optional<VendorResponse> lastError = Optional.empty();

    Sound(InMemoryFaceRepository provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
        this.repository = provider.asFaceRepository();
    }

    DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return detailed(() -> repository.deletePerson(person, options));
    }

    /** Makes a call. The errors of the vendor have the details of {@link #withDetails}. */
    private <T> T detailed(Supplier<T> call) {
        try {
            return call.get();
        } catch (FaceException e) {
            throw e.requestId().isPresent() ? withDetails(e) : e;
        }
    }

    /** Adds the details that {@link #responses} reports: the in-memory vendor has no HTTP and no codes. */
    private FaceException withDetails(FaceException failure) {
        Optional<Duration> retryAfter =
                failure.kind() == ErrorKind.RATE_LIMITED ? Optional.of(RETRY_AFTER) : Optional.empty();
        lastError = Optional.of(new VendorResponse(
                failure.requestId(),
                Optional.of(failure.vendorCode().orElse("Simulated")),
                OptionalInt.of(HTTP_STATUS),
                retryAfter));
        return failure.toBuilder()
                .vendorCode(failure.vendorCode().orElse("Simulated"))
                .httpStatus(HTTP_STATUS)
                .retryAfter(retryAfter.orElse(null))
                .build();
    }

    /** Returns the responses of the vendor. Only the response to the latest failed call has details of an error. */
    List<VendorResponse> responses() {
        List<VendorResponse> all = new ArrayList<>();
        for (String id : library().requestIds()) {
            all.add(lastError
                    .filter(error -> error.requestId().equals(Optional.of(id)))
                    .orElseGet(() -> VendorResponse.ofRequest(id)));
        }
        return all;
    }

    DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return detailed(() -> repository.deleteFaces(person, faces, options));
    }

    Optional<Person> findPerson(PersonId person, CallOptions options) {
        FindPersonResult result = detailed(() -> repository.findPerson(person, options));
        latestRead.set(result);
        return result.person();
    }

    /** Returns the result of the latest read of this thread, with this person in place of the person who was read. */
    FindPersonResult readOf(Optional<Person> found) {
        FindPersonResult read = latestRead.get();
        return read == null
                ? new FindPersonResult(found, clock.instant(), CallTrace.ofRequest(null))
                : new FindPersonResult(found, read.readAt(), read.trace());
    }

    Capabilities capabilities() {
        return provider.capabilities();
    }

    InMemoryFaceLibrary library() {
        return provider.library();
    }

    /** Records a face without a person, which the vendor holds. */
    void addFaceWithoutPerson(FaceId face) {
        facesWithoutPerson.add(face);
    }

    /** Simulates that a request deletes the faces without a person. */
    void loseFacesWithoutPerson() {
        lostFaces.addAll(facesWithoutPerson);
    }

    /** Simulates that a request deletes the faces of all other people. The vendor's records of these people still list the faces. */
    void loseFacesOfOthers(PersonId person) {
        for (PersonId other : library().people()) {
            if (!other.equals(person)) {
                library().faces(other).ifPresent(lostFaces::addAll);
            }
        }
    }

    boolean hasLost(FaceId face) {
        return lostFaces.contains(face);
    }

    void put(PersonId person, Set<FaceId> faces) {
        provider.put(person, faces);
    }

    void close() {
        provider.close();
    }
}
