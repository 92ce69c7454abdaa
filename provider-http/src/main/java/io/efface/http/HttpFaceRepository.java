package io.efface.http;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.Call;

/**
 * A repository in which each operation is one HTTP request. A provider describes the requests and translates the responses. This class
 * checks and copies arguments and sends each request at most once. If a deletion of faces fails, the exception contains the outcome of each
 * face. Thread-safe if the subclass has no state.
 *
 * @param <R> the vendor's responses
 */
public abstract class HttpFaceRepository<R extends VendorResponse> extends HttpProviderRepository<R> {
    /**
     * Creates a repository.
     *
     * @param transport the transport, which this repository owns and closes
     * @param signer the signer of the transport
     */
    protected HttpFaceRepository(HttpTransport transport, AccountSigner<?> signer, Capabilities capabilities) {
        super(transport, signer, capabilities);
    }

    /**
     * Returns a request without sending it.
     *
     * @param faces the faces to delete; empty for all operations except {@code DELETE_FACES}
     */
    protected abstract Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces);

    /**
     * Translates the response to a deletion of a person.
     *
     * @throws FaceException if the response is an error or contradicts the request
     */
    protected abstract DeletePersonResult deletedPerson(PersonId person, R response);

    /**
     * Translates the response to a deletion of faces.
     *
     * @param faces the requested faces, unmodifiable
     * @throws FaceException if the response is an error or contradicts the request; the exception may lack the outcomes of the faces
     */
    protected abstract DeleteFacesResult deletedFaces(PersonId person, Set<FaceId> faces, R response);

    /**
     * Returns the person, or empty if the response explicitly reports that the person does not exist.
     *
     * @throws FaceException if the response is another error, or if it neither contains a person nor reports that the person does not exist
     */
    protected abstract Optional<Person> foundPerson(PersonId person, R response);

    @Override
    public final Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        return Step.done(deletedPerson(person, exchange(Operation.DELETE_PERSON, person, Set.of(), call)));
    }

    @Override
    public final Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        Set<FaceId> copy = checked(faces);
        try {
            return Step.done(deletedFaces(person, copy, exchange(Operation.DELETE_FACES, person, copy, call)));
        } catch (FaceException e) {
            throw withFaces(e, person, copy);
        }
    }

    @Override
    public final Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        Instant readAt = now();
        R response = exchange(Operation.FIND_PERSON, person, Set.of(), call);
        return Step.done(new FindPersonResult(foundPerson(person, response), readAt, response.trace()));
    }

    private R exchange(Operation operation, PersonId person, Set<FaceId> faces, CallContext call) {
        return exchange(operation, request(operation, person, faces), person, faces, call);
    }
}
