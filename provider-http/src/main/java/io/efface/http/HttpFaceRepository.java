package io.efface.http;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.Call;

/**
 * A repository whose operations are one HTTP request each. A provider describes the requests and translates the responses; arguments are
 * checked and copied here, requests are sent at most once, and a failed deletion of faces says what became of each. Primitive and
 * thread-safe, if the subclass has no state of its own.
 *
 * @param <R> the vendor's responses
 */
public abstract class HttpFaceRepository<R extends VendorResponse> implements ProviderRepository {
    private final HttpTransport transport;
    private final AccountSigner<?> signer;
    private final Capabilities capabilities;

    /**
     * Makes a repository.
     *
     * @param transport belongs to this repository, which closes it
     * @param signer what the transport signs with
     */
    protected HttpFaceRepository(HttpTransport transport, AccountSigner<?> signer, Capabilities capabilities) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
    }

    /**
     * Describes a request; sends nothing.
     *
     * @param faces the faces to delete; empty for other operations than {@code DELETE_FACES}
     */
    protected abstract Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces);

    /**
     * Reads the envelope of an answer.
     *
     * @throws FaceException if it is not the vendor's; see {@link HttpResponse#notVendor()}
     */
    protected abstract R response(HttpResponse answer);

    /**
     * Returns what the response says about a deletion of a person.
     *
     * @throws FaceException if it is an error, or contradicts the request
     */
    protected abstract DeletePersonResult deletedPerson(PersonId person, R response);

    /**
     * Returns what the response says about each of the requested faces.
     *
     * @param faces as requested, unmodifiable
     * @throws FaceException if it is an error, or contradicts the request; it need not say what became of the faces
     */
    protected abstract DeleteFacesResult deletedFaces(PersonId person, Set<FaceId> faces, R response);

    /**
     * Returns the person, or empty if the response positively says that there is no such person.
     *
     * @throws FaceException if it is an error, or says neither
     */
    protected abstract Optional<Person> foundPerson(PersonId person, R response);

    @Override
    public final Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        return Step.done(deletedPerson(person, exchange(Operation.DELETE_PERSON, person, Set.of(), call)));
    }

    @Override
    public final Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        Set<FaceId> copy = copied(faces);
        try {
            return Step.done(deletedFaces(person, copy, exchange(Operation.DELETE_FACES, person, copy, call)));
        } catch (FaceException e) {
            throw withFaces(e, person, copy);
        }
    }

    @Override
    public final Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        Instant readAt = transport.now();
        R response = exchange(Operation.FIND_PERSON, person, Set.of(), call);
        return Step.done(new FindPersonResult(foundPerson(person, response), readAt, response.trace()));
    }

    private R exchange(Operation operation, PersonId person, Set<FaceId> faces, CallContext call) {
        return response(transport
                .exchange(operation, request(operation, person, faces), call)
                .withIds(SentIds.of(person, faces)));
    }

    private Set<FaceId> copied(Set<FaceId> faces) {
        Set<FaceId> copy = new LinkedHashSet<>();
        faces.forEach(face -> copy.add(Objects.requireNonNull(face, "face id")));
        int most = capabilities.facesPerCall();
        if (copy.isEmpty() || copy.size() > most) {
            throw new IllegalArgumentException(
                    "1 to " + most + " faces can be deleted in one call, not " + copy.size());
        }
        return Collections.unmodifiableSet(copy);
    }

    /** A request that was sent may have deleted any of its faces, unless the failure says what became of them. */
    private static FaceException withFaces(FaceException failure, PersonId person, Set<FaceId> faces) {
        if (failure.effect() == Effect.NONE || failure.facesSoFar().isPresent()) {
            return failure;
        }
        CallTrace trace = new CallTrace(
                failure.requestId().map(List::of).orElse(List.of()), failure.attempts(), failure.waited(), null);
        return failure.toBuilder()
                .facesSoFar(DeleteFacesResult.all(person, faces, FaceResult.unknown(), trace))
                .build();
    }

    @Override
    public final Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public final boolean hasNewKey() {
        return signer.isOtherThanRefused();
    }

    @Override
    public final <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(transport) ? Optional.of(type.cast(transport)) : ProviderRepository.super.unwrap(type);
    }

    @Override
    public final void close() {
        transport.close();
    }
}
