package io.efface.tencent;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** Writes the three requests in the one form that the account's signature and HTTP method ask for. Thread-safe. */
final class IaiRequests {
    private static final String PERSON_ID = "PersonId";

    private final IaiApi api;
    private final Form form;

    IaiRequests(IaiApi api, Form form) {
        this.api = api;
        this.form = form;
    }

    Call<ResponseBody> deletePerson(PersonId person, Signing note) {
        return switch (form) {
            case JSON -> api.deletePerson(new IaiWire.PersonRequest(person.value()), note);
            case QUERY -> api.deletePersonByQuery(Map.of(PERSON_ID, person.value()), note);
            case FORM -> api.deletePersonByForm(Map.of(PERSON_ID, person.value()), note);
        };
    }

    Call<ResponseBody> deleteFaces(PersonId person, Set<FaceId> faces, Signing note) {
        List<String> ids = faces.stream().map(FaceId::value).toList();
        return switch (form) {
            case JSON -> api.deleteFace(new IaiWire.FacesRequest(person.value(), ids), note);
            case QUERY -> api.deleteFaceByQuery(numbered(person, ids), note);
            case FORM -> api.deleteFaceByForm(numbered(person, ids), note);
        };
    }

    Call<ResponseBody> findPerson(PersonId person, Signing note) {
        return switch (form) {
            case JSON -> api.getPersonBaseInfo(new IaiWire.PersonRequest(person.value()), note);
            case QUERY -> api.getPersonBaseInfoByQuery(Map.of(PERSON_ID, person.value()), note);
            case FORM -> api.getPersonBaseInfoByForm(Map.of(PERSON_ID, person.value()), note);
        };
    }

    /** A list becomes numbered parameters, from zero: "Request Structure" (cloud.tencent.com/document/api/306/57449). */
    private static Map<String, String> numbered(PersonId person, List<String> faces) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < faces.size(); i++) {
            parameters.put("FaceIds." + i, faces.get(i));
        }
        parameters.put(PERSON_ID, person.value());
        return parameters;
    }

    /** Where the parameters are. */
    enum Form {
        JSON,
        QUERY,
        FORM
    }
}
