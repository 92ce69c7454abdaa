package io.efface.examples.acme;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.http.AccountSigner;
import io.efface.http.HttpFaceRepository;
import io.efface.http.HttpResponse;
import io.efface.http.HttpTransport;
import io.efface.http.json.JsonResponse;
import io.efface.http.json.JsonResponseReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** Describes Acme's requests and translates its responses. */
final class AcmeFaceRepository extends HttpFaceRepository<JsonResponse> {
    private final JsonResponseReader json = JsonResponseReader.exactKeys(AcmeApi.class);
    private final AcmeApi api;

    AcmeFaceRepository(HttpTransport transport, AccountSigner<?> signer) {
        super(transport, signer, AcmeProvider.CAPABILITIES);
        this.api = transport.create(AcmeApi.class);
    }

    @Override
    protected Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces) {
        String action = switch (operation) {
            case DELETE_PERSON -> "delete-person";
            case DELETE_FACES -> "delete-faces";
            default -> "get-person";
        };
        List<String> ids = faces.stream().map(FaceId::value).toList();
        return api.send(action, new AcmeApi.Target(person.value(), ids));
    }

    @Override
    protected JsonResponse response(HttpResponse http) {
        return JsonResponse.of(
                http, json, json.read(http, AcmeApi.Failure.class).map(AcmeApi.Failure::code));
    }

    /** An empty response is the documented success. It does not contain the person's id, so the evidence is {@code ACCEPTED}. */
    @Override
    protected DeletePersonResult deletedPerson(PersonId person, JsonResponse response) {
        if (response.isError(AcmeErrors.NO_SUCH_PERSON, AcmeErrors.TABLE)) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, response.trace());
        }
        response.checkEmpty();
        return DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, response.trace());
    }

    @Override
    protected DeleteFacesResult deletedFaces(PersonId person, Set<FaceId> faces, JsonResponse response) {
        if (response.isError(AcmeErrors.NO_SUCH_PERSON, AcmeErrors.TABLE)) {
            return DeleteFacesResult.all(person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), response.trace());
        }
        return DeleteFacesResult.of(
                person, resultsOfList(faces, listed(response), FaceResult.unconfirmed()), response.trace());
    }

    @Override
    protected Optional<Person> foundPerson(PersonId person, JsonResponse response) {
        return response.isError(AcmeErrors.NO_SUCH_PERSON, AcmeErrors.TABLE)
                ? Optional.empty()
                : Optional.of(new Person(person, listed(response)));
    }

    private static Set<FaceId> listed(JsonResponse response) {
        return response.faceIds(response.read(AcmeApi.Faces.class).faces());
    }
}
