package io.efface.rekognition;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.http.AccountSigner;
import io.efface.http.HttpProviderRepository;
import io.efface.http.HttpResponse;
import io.efface.http.HttpTransport;
import io.efface.http.json.JsonResponseReader;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * Sends single requests to Rekognition. {@link PersonDeletion}, {@link FacesDeletion} and {@link PersonRead} combine the requests into
 * operations. Primitive (without layers) and thread-safe.
 *
 * <p>In the following cases, the vendor's pages do not say what a response means. This provider decides:
 *
 * <ul>
 * <li>{@code ResourceNotFoundException} does not say which resource is missing. The User counts as absent only if DescribeCollection finds
 *     the collection.
 * <li>The page of ListFaces does not say whether the responses for a User without faces and for a missing User differ. SearchUsers decides,
 *     because it requires an existing User.
 * <li>The deletion of a face is unconfirmed if neither list in the response to DeleteFaces contains the face.
 * </ul>
 */
final class AwsFaceRepository extends HttpProviderRepository<RekognitionResponse> {
    private final JsonResponseReader json = JsonResponseReader.exactKeys(RekognitionWire.class);
    private static final int ONE_USER = 1;

    /** "ListFaces" allows 4,096 faces in a page. A page of this size could be larger than the default of max-response-size. */
    private static final int FACES_PER_PAGE = 1000;

    private final RekognitionApi api;
    private final String collection;

    AwsFaceRepository(HttpTransport transport, AccountSigner<?> signer, String collection) {
        super(transport, signer, AwsCapabilities.CAPABILITIES);
        this.api = transport.create(RekognitionApi.class);
        this.collection = collection;
    }

    @Override
    protected RekognitionResponse response(HttpResponse response) {
        return RekognitionResponse.of(response, json);
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        return new PersonDeletion(this, person).start(call);
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        return new FacesDeletion(this, person, checked(faces)).start(call);
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        return new PersonRead(this, person, now()).start(call);
    }

    /** Returns the current time of the account's clock. */
    Instant time() {
        return now();
    }

    /** Requests one page of the User's faces, or of the given faces regardless of their User; see {@link FaceListing}. */
    RekognitionResponse listFaces(
            Operation operation,
            PersonId person,
            @Nullable List<FaceId> faces,
            @Nullable String page,
            CallContext call) {
        Set<FaceId> named = faces == null ? Set.of() : Set.copyOf(faces);
        return harmless(
                operation,
                api.listFaces(new RekognitionWire.ListFaces(
                        collection,
                        faces == null ? person.value() : null,
                        faces == null ? null : texts(faces),
                        FACES_PER_PAGE,
                        page)),
                person,
                named,
                call);
    }

    RekognitionResponse searchUser(Operation operation, PersonId person, CallContext call) {
        return harmless(
                operation,
                api.searchUsers(new RekognitionWire.SearchUsers(collection, person.value(), ONE_USER)),
                person,
                Set.of(),
                call);
    }

    /**
     * Checks that the collection exists.
     *
     * @throws FaceException of kind {@code NOT_FOUND} if the collection does not exist
     */
    CallTrace checkCollection(Operation operation, PersonId person, CallContext call) {
        RekognitionResponse response = harmless(
                operation,
                api.describeCollection(new RekognitionWire.DescribeCollection(collection)),
                person,
                Set.of(),
                call);
        if (RekognitionErrorMapper.isMissing(response)) {
            throw RekognitionErrorMapper.missingCollection(response);
        }
        if (response.read(RekognitionWire.Collection.class).faceCount() == null) {
            throw response.malformed();
        }
        return response.trace();
    }

    /** Disassociates faces from the User. Deletes nothing. */
    RekognitionResponse disassociate(Operation operation, PersonId person, Set<FaceId> faces, CallContext call) {
        return harmless(
                operation,
                api.disassociateFaces(new RekognitionWire.DisassociateFaces(collection, person.value(), texts(faces))),
                person,
                faces,
                call);
    }

    RekognitionResponse deleteFaces(Operation operation, PersonId person, Set<FaceId> faces, CallContext call) {
        return exchange(
                operation,
                api.deleteFaces(new RekognitionWire.DeleteFaces(collection, texts(faces))),
                person,
                faces,
                call);
    }

    RekognitionResponse deleteUser(PersonId person, CallContext call) {
        RekognitionResponse response = exchange(
                Operation.DELETE_PERSON,
                api.deleteUser(new RekognitionWire.DeleteUser(collection, person.value())),
                person,
                Set.of(),
                call);
        response.checkEmpty();
        return response;
    }

    /** Returns the failure with a result for each face. */
    static FaceException withEach(FaceException failure, PersonId person, Set<FaceId> faces) {
        return withFaces(failure, person, faces);
    }

    /**
     * Sends a request that deletes nothing. Exceptions from this method always have the effect {@code NONE}, even if the response is lost.
     */
    private RekognitionResponse harmless(
            Operation operation, Call<ResponseBody> request, PersonId person, Set<FaceId> faces, CallContext call) {
        return Harmless.of(() -> {
            RekognitionResponse response = exchange(operation, request, person, faces, call);
            RekognitionErrorMapper.isMissing(response);
            return response.withoutEffect();
        });
    }

    private static List<String> texts(Collection<FaceId> faces) {
        return faces.stream().map(FaceId::value).toList();
    }

    /** A request that deletes nothing. */
    private interface Harmless {
        RekognitionResponse send();

        static RekognitionResponse of(Harmless request) {
            try {
                return request.send();
            } catch (FaceException e) {
                throw e.effect() == Effect.NONE
                        ? e
                        : e.toBuilder().effect(Effect.NONE).build();
            }
        }
    }
}
