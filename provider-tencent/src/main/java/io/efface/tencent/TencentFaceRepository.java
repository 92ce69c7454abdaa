package io.efface.tencent;

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
import io.efface.http.json.JsonResponseReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * Describes IAI's requests and translates its responses. Thread-safe.
 *
 * <p>In the following cases, the vendor's pages do not say what a response means, or contradict each other. This class decides:
 *
 * <ul>
 * <li>Both codes for a missing person mean an absent person with evidence {@link Evidence#CONFIRMED}. One code is in the vendor's list of
 *     codes, the other code is in the examples of DeletePerson and DeleteFace, and neither code has another meaning.
 * <li>If the response of DeletePerson has only a request id, the person is deleted with evidence {@link Evidence#ACCEPTED}, because the
 * response does not repeat the person's id.
 * <li>If the list in the response of DeleteFace lacks a face, the deletion of that face is unconfirmed, because the response gives no
 *     reason. The same applies if the count of deleted faces is 0, because the count does not show whether a face was absent or could not
 *     be deleted.
 * <li>If the response of DeleteFace has no list, and the count equals the number of requested faces, all faces are deleted with evidence
 * {@link Evidence#CONFIRMED}.
 * <li>A response of GetPersonBaseInfo without a list of faces is malformed. It does not mean that the person is absent.
 * </ul>
 */
final class TencentFaceRepository extends HttpFaceRepository<IaiResponse> {
    private final JsonResponseReader json = JsonResponseReader.exactKeys(IaiWire.class);
    private final IaiApi api;
    private final Form form;
    private final IaiErrorMapper errors;

    TencentFaceRepository(HttpTransport transport, AccountSigner<?> signer, Form form, IaiErrorMapper errors) {
        super(transport, signer, TencentCapabilities.CAPABILITIES);
        this.api = transport.create(IaiApi.class);
        this.form = form;
        this.errors = errors;
    }

    /** The part of a request that contains the parameters: a JSON body, the query of the URL, or a form in the body. */
    enum Form {
        JSON,
        QUERY,
        FORM
    }

    /**
     * In a query or form, a list becomes parameters that are numbered from zero: "Request Structure"
     * (cloud.tencent.com/document/api/306/57449).
     */
    @Override
    protected Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces) {
        String action = switch (operation) {
            case DELETE_PERSON -> "DeletePerson";
            case DELETE_FACES -> "DeleteFace";
            default -> "GetPersonBaseInfo";
        };
        List<String> ids =
                faces.isEmpty() ? List.of() : faces.stream().map(FaceId::value).toList();
        if (form == Form.JSON) {
            return api.json(action, new IaiWire.Parameters(person.value(), ids.isEmpty() ? null : ids));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            parameters.put("FaceIds." + i, ids.get(i));
        }
        parameters.put("PersonId", person.value());
        return form == Form.QUERY ? api.query(action, parameters) : api.form(action, parameters);
    }

    @Override
    protected IaiResponse response(HttpResponse response) {
        return IaiResponse.of(response, json);
    }

    @Override
    protected DeletePersonResult deletedPerson(PersonId person, IaiResponse response) {
        return errors.isMissingPerson(response)
                ? DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, response.trace())
                : DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, response.trace());
    }

    @Override
    protected DeleteFacesResult deletedFaces(PersonId person, Set<FaceId> faces, IaiResponse response) {
        return errors.isMissingPerson(response)
                ? DeleteFacesResult.all(person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), response.trace())
                : DeleteFacesResult.of(
                        person, results(faces, response.read(IaiWire.DeletedFaces.class)), response.trace());
    }

    @Override
    protected Optional<Person> foundPerson(PersonId person, IaiResponse response) {
        if (errors.isMissingPerson(response)) {
            return Optional.empty();
        }
        List<@Nullable String> faces = response.read(IaiWire.PersonInfo.class).faceIds();
        if (faces == null) {
            throw response.malformed();
        }
        Set<FaceId> found = new LinkedHashSet<>();
        for (String face : faces) {
            found.add(faceId(face, response));
        }
        return Optional.of(new Person(person, found));
    }

    private static Map<FaceId, FaceResult> results(Set<FaceId> faces, IaiWire.DeletedFaces deleted) {
        boolean allDeletedByCount =
                deleted.faceIds() == null && deleted.count() != null && deleted.count() == faces.size();
        Set<String> listed = deleted.faceIds() == null ? Set.of() : new HashSet<>(deleted.faceIds());
        Set<FaceId> gone =
                faces.stream().filter(face -> listed.contains(face.value())).collect(Collectors.toSet());
        boolean listsAll = deleted.count() == null ? deleted.faceIds() != null : deleted.count() == gone.size();
        FaceResult others = listsAll ? FaceResult.unconfirmed() : FaceResult.possiblyDeleted();
        return resultsOfList(faces, allDeletedByCount ? faces : gone, others);
    }

    private static FaceId faceId(@Nullable String text, IaiResponse response) {
        if (text == null) {
            throw response.malformed();
        }
        try {
            return FaceId.of(text);
        } catch (IllegalArgumentException e) {
            throw response.malformed();
        }
    }
}
