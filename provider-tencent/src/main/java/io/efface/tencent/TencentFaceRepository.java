package io.efface.tencent;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.http.FacesSoFar;
import io.efface.http.HttpTransport;
import io.efface.http.SentIds;
import io.efface.spi.SigningKey;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * Translates the portable operations to IAI and back. Primitive: one method call sends at most one request. Thread-safe.
 *
 * <p>Where the vendor's pages are silent or disagree, answers mean:
 *
 * <ul>
 * <li>both codes for a missing person mean so with evidence {@link Evidence#CONFIRMED}: the list has one, the examples of
 *     DeletePerson and DeleteFace have the other, and each says nothing else;
 * <li>DeletePerson answers a bare request id: deleted, {@link Evidence#ACCEPTED}, for nothing is echoed;
 * <li>DeleteFace leaves a face out of its list: unconfirmed, for no reason is given. So it is when the count is 0: the count is of
 *     successful deletions, and a face that could not be deleted is not in it either;
 * <li>DeleteFace has no list, and the count equals the number of faces asked for: all deleted, confirmed;
 * <li>GetPersonBaseInfo without a list of faces is no answer at all, least of all "there is no such person".
 * </ul>
 */
final class TencentFaceRepository implements FaceRepository {
    private final HttpTransport transport;
    private final IaiApi api;
    private final SigningKey key;
    private final Form form;
    private final IaiErrorMapper errors;

    TencentFaceRepository(HttpTransport transport, SigningKey key, Form form, IaiErrorMapper errors) {
        this.transport = transport;
        this.api = transport.create(IaiApi.class);
        this.key = key;
        this.form = form;
        this.errors = errors;
    }

    /** Where the parameters of a request are. */
    enum Form {
        JSON,
        QUERY,
        FORM
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        SentIds ids = SentIds.of(person);
        IaiResponse answer = exchange(Operation.DELETE_PERSON, request("DeletePerson", person, Set.of()), options, ids);
        if (errors.isMissingPerson(answer)) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, answer.trace());
        }
        return DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, answer.trace());
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        Set<FaceId> asked = copied(faces);
        return FacesSoFar.orUnknown(person, asked, () -> deleteCopied(person, asked, options));
    }

    private DeleteFacesResult deleteCopied(PersonId person, Set<FaceId> faces, CallOptions options) {
        SentIds ids = SentIds.of(person, faces);
        IaiResponse answer = exchange(Operation.DELETE_FACES, request("DeleteFace", person, faces), options, ids);
        if (errors.isMissingPerson(answer)) {
            return DeleteFacesResult.all(person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), answer.trace());
        }
        IaiWire.DeletedFaces deleted = answer.read(IaiWire.DeletedFaces.class);
        return DeleteFacesResult.of(person, fates(faces, deleted), answer.trace());
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        SentIds ids = SentIds.of(person);
        IaiResponse answer =
                exchange(Operation.FIND_PERSON, request("GetPersonBaseInfo", person, Set.of()), options, ids);
        Optional<Person> found = errors.isMissingPerson(answer) ? Optional.empty() : Optional.of(read(person, answer));
        options.readTrace().ifPresent(trace -> trace.answered(answer.requestId()));
        return found;
    }

    private static Person read(PersonId person, IaiResponse answer) {
        List<@Nullable String> faces = answer.read(IaiWire.PersonInfo.class).faceIds();
        if (faces == null) {
            throw answer.malformed();
        }
        Set<FaceId> found = new LinkedHashSet<>();
        for (String face : faces) {
            found.add(faceId(face, answer));
        }
        return new Person(person, found);
    }

    private IaiResponse exchange(Operation operation, Call<ResponseBody> call, CallOptions options, SentIds ids) {
        return IaiResponse.of(transport
                .exchange(operation, call, Objects.requireNonNull(options, "options"))
                .withIds(ids));
    }

    /** A list becomes numbered parameters, from zero, outside JSON: "Request Structure" (cloud.tencent.com/document/api/306/57449). */
    private Call<ResponseBody> request(String action, PersonId person, Set<FaceId> faces) {
        List<String> ids = faces.stream().map(FaceId::value).toList();
        if (form == Form.JSON) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("PersonId", person.value());
            if (!ids.isEmpty()) {
                parameters.put("FaceIds", ids);
            }
            return api.json(action, parameters);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            parameters.put("FaceIds." + i, ids.get(i));
        }
        parameters.put("PersonId", person.value());
        return form == Form.QUERY ? api.query(action, parameters) : api.form(action, parameters);
    }

    private static Map<FaceId, FaceResult> fates(Set<FaceId> faces, IaiWire.DeletedFaces deleted) {
        boolean byCount = deleted.faceIds() == null && deleted.count() != null && deleted.count() == faces.size();
        Set<String> listed = deleted.faceIds() == null ? Set.of() : new HashSet<>(deleted.faceIds());
        Map<FaceId, FaceResult> fates = new LinkedHashMap<>();
        for (FaceId face : faces) {
            boolean gone = byCount || listed.contains(face.value());
            fates.put(face, gone ? FaceResult.deleted(Evidence.CONFIRMED) : FaceResult.unconfirmed());
        }
        return fates;
    }

    private static FaceId faceId(@Nullable String text, IaiResponse answer) {
        if (text == null) {
            throw answer.malformed();
        }
        try {
            return new FaceId(text);
        } catch (IllegalArgumentException e) {
            throw answer.malformed();
        }
    }

    private static Set<FaceId> copied(Set<FaceId> faces) {
        Set<FaceId> copy = new LinkedHashSet<>();
        for (FaceId face : faces) {
            copy.add(Objects.requireNonNull(face, "face id"));
        }
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("faces is empty; at least one face id is needed");
        }
        if (copy.size() > TencentCapabilities.FACES_PER_CALL) {
            throw new IllegalArgumentException(
                    "more than " + TencentCapabilities.FACES_PER_CALL + " faces in one call of a primitive repository");
        }
        return Collections.unmodifiableSet(copy);
    }

    @Override
    public Capabilities capabilities() {
        return TencentCapabilities.CAPABILITIES;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        if (type == SigningKey.class) {
            return Optional.of(type.cast(key));
        }
        return type.isInstance(transport) ? Optional.of(type.cast(transport)) : FaceRepository.super.unwrap(type);
    }

    @Override
    public void close() {
        transport.close();
    }
}
