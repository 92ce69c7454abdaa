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
 * A repository whose operations are one HTTP request each. A provider describes the requests and translates the responses; arguments are
 * checked and copied here, requests are sent at most once, and a failed deletion of faces says what became of each. Primitive and
 * thread-safe, if the subclass has no state of its own.
 *
 * @param <R> the vendor's responses
 */
public abstract class HttpFaceRepository<R extends VendorResponse> extends HttpProviderRepository<R> {
    /**
     * Makes a repository.
     *
     * @param transport belongs to this repository, which closes it
     * @param signer what the transport signs with
     */
    protected HttpFaceRepository(HttpTransport transport, AccountSigner<?> signer, Capabilities capabilities) {
        super(transport, signer, capabilities);
    }

    /**
     * Describes a request; sends nothing.
     *
     * @param faces the faces to delete; empty for other operations than {@code DELETE_FACES}
     */
    protected abstract Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces);

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
