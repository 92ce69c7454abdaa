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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The correct repository to which broken repositories delegate. It is the in-memory repository without layers. */
final class Sound {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(7);
    private static final int HTTP_STATUS = 418;

    private final InMemoryFaceRepository provider;
    private final FaceRepository repository;

    @SuppressWarnings("ThreadLocalUsage") // A trace belongs to one repository of one test.
    private final ThreadLocal<CallTrace> traceOfRead = new ThreadLocal<>();

    private volatile Optional<VendorResponse> lastError = Optional.empty();

    Sound(InMemoryFaceRepository provider) {
        this.provider = provider;
        this.repository = provider.asFaceRepository();
    }

    /** Deletes a person. The errors of the vendor have the details of {@link #withDetails}. */
    DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        try {
            return repository.deletePerson(person, options);
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

    /** Returns the responses of the vendor. Only the response to the latest failed deletion of a person has details of an error. */
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
        return repository.deleteFaces(person, faces, options);
    }

    Optional<Person> findPerson(PersonId person, CallOptions options) {
        FindPersonResult result = repository.findPerson(person, options);
        traceOfRead.set(result.trace());
        return result.person();
    }

    /** Returns the trace of the latest read of this thread. */
    CallTrace traceOfRead() {
        CallTrace trace = traceOfRead.get();
        return trace == null ? CallTrace.ofRequest(null) : trace;
    }

    Capabilities capabilities() {
        return provider.capabilities();
    }

    InMemoryFaceLibrary library() {
        return provider.library();
    }

    void put(PersonId person, Set<FaceId> faces) {
        provider.put(person, faces);
    }

    void close() {
        provider.close();
    }
}
