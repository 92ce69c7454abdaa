package io.efface.http;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.Call;

/**
 * The base class of repositories that use HTTP. It sends each request at most once, checks and copies arguments, and closes the HTTP client
 * together with the repository. A provider extends this class if an operation of its vendor needs several requests; otherwise it should
 * extend {@link HttpFaceRepository}, which has fewer abstract methods. Thread-safe if the subclass has no state.
 *
 * @param <R> type of the vendor's responses
 */
public abstract class HttpProviderRepository<R extends VendorResponse> implements ProviderRepository {
    private final HttpTransport transport;
    private final AccountSigner<?> signer;
    private final Capabilities capabilities;

    /**
     * Creates a repository.
     *
     * @param transport the transport, which this repository owns and closes
     * @param signer the signer of the transport
     */
    protected HttpProviderRepository(HttpTransport transport, AccountSigner<?> signer, Capabilities capabilities) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
    }

    /**
     * Reads the envelope of a response.
     *
     * @throws FaceException if the response is not from the vendor; see {@link HttpResponse#notVendor()}
     */
    protected abstract R response(HttpResponse response);

    /**
     * Sends one request and reads the envelope of its response.
     *
     * @param operation the operation for errors
     * @param request the Retrofit call that describes the request; this call itself is never executed
     * @param person the person of the request
     * @param faces the faces that the request names
     * @throws FaceException under the conditions of {@link HttpTransport#exchange} and {@link #response}
     */
    protected final R exchange(
            Operation operation, Call<ResponseBody> request, PersonId person, Set<FaceId> faces, CallContext call) {
        return response(transport.exchange(operation, request, SentIds.of(person, faces), call));
    }

    /** Returns the present time by the account's clock. */
    protected final Instant now() {
        return transport.now();
    }

    /**
     * Returns an unmodifiable copy of the faces of a call, in their order.
     *
     * @throws IllegalArgumentException if the set is empty or has more than {@link Capabilities#facesPerCall()} faces
     */
    protected final Set<FaceId> checked(Set<FaceId> faces) {
        Set<FaceId> copy = new LinkedHashSet<>();
        faces.forEach(face -> copy.add(Objects.requireNonNull(face, "face id")));
        int largest = capabilities.facesPerCall();
        if (copy.isEmpty() || copy.size() > largest) {
            throw new IllegalArgumentException(
                    "1 to " + largest + " faces can be deleted in one call, not " + copy.size());
        }
        return Collections.unmodifiableSet(copy);
    }

    /**
     * Returns the results of a response that lists the deleted faces: {@code DELETED} with evidence {@code CONFIRMED} for a listed face, and
     * the given result for any other face.
     *
     * @param listed the listed faces, which may include faces that were not requested
     */
    protected static Map<FaceId, FaceResult> resultsOfList(
            Set<FaceId> requested, Set<FaceId> listed, FaceResult others) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        requested.forEach(
                face -> results.put(face, listed.contains(face) ? FaceResult.deleted(Evidence.CONFIRMED) : others));
        return results;
    }

    /**
     * Adds the outcome {@code UNKNOWN} for each face to the failure of a deletion. Returns the failure unchanged if its effect is
     * {@code NONE} or if it already contains outcomes.
     */
    protected static FaceException withFaces(FaceException failure, PersonId person, Set<FaceId> faces) {
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
        return signer.hasNewKey();
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
