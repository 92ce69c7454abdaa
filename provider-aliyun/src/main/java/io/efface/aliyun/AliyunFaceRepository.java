package io.efface.aliyun;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.http.AccountSigner;
import io.efface.http.HttpFaceRepository;
import io.efface.http.HttpResponse;
import io.efface.http.HttpTransport;
import io.efface.http.json.JsonResponseReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;

/** Describes Green's requests and translates its responses. Thread-safe. */
final class AliyunFaceRepository extends HttpFaceRepository<GreenResponse> {
    private final JsonResponseReader json = JsonResponseReader.ignoringKeyCase(GreenWire.class);
    private static final Logger LOG = LoggerFactory.getLogger(AliyunFaceRepository.class);

    private final GreenApi api;
    private final @Nullable String clientInfo;

    AliyunFaceRepository(HttpTransport transport, AccountSigner<?> signer, @Nullable String clientInfo) {
        super(transport, signer, AliyunCapabilities.CAPABILITIES);
        this.api = transport.create(GreenApi.class);
        this.clientInfo = clientInfo;
    }

    @Override
    protected Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces) {
        GreenWire.PersonRequest personRequest = new GreenWire.PersonRequest(person.value());
        return switch (operation) {
            case DELETE_PERSON -> api.deletePerson(personRequest, clientInfo);
            case DELETE_FACES -> {
                List<String> ids = faces.stream().map(FaceId::value).toList();
                yield api.deleteFaces(new GreenWire.FacesRequest(person.value(), ids), clientInfo);
            }
            default -> api.getPerson(personRequest, clientInfo);
        };
    }

    @Override
    protected GreenResponse response(HttpResponse response) {
        return GreenResponse.of(response, json);
    }

    @Override
    protected DeletePersonResult deletedPerson(PersonId person, GreenResponse response) {
        if (GreenErrorMapper.meaning(response) != GreenErrorMapper.Meaning.DONE) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.INFERRED, response.trace());
        }
        boolean echoed = response.echoes(person);
        OptionalLong count = response.deleteCount();
        if (count.isPresent() && (count.getAsLong() < 0 || count.getAsLong() > 1)) {
            throw response.malformed("deleteCount is not possible for one person", RetryAdvice.NEVER);
        }
        if (count.isPresent() && count.getAsLong() == 0) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, response.trace());
        }
        Evidence evidence = echoed || count.isPresent() ? Evidence.CONFIRMED : Evidence.ACCEPTED;
        return DeletePersonResult.of(person, PersonOutcome.DELETED, evidence, response.trace());
    }

    @Override
    protected DeleteFacesResult deletedFaces(PersonId person, Set<FaceId> requested, GreenResponse response) {
        return switch (GreenErrorMapper.meaning(response)) {
            case PERSON_ABSENT ->
                DeleteFacesResult.all(person, requested, FaceResult.alreadyAbsent(Evidence.INFERRED), response.trace());
            case FACE_ABSENT ->
                DeleteFacesResult.all(
                        person,
                        requested,
                        requested.size() == 1
                                ? FaceResult.alreadyAbsent(Evidence.INFERRED)
                                : FaceResult.possiblyDeleted(),
                        response.trace());
            case DONE -> resultsOfFaces(person, requested, response);
        };
    }

    /**
     * Returns the outcome of each face. {@code faceIds} lists "the successfully deleted face images" and {@code deleteCount} is their
     * number ("Delete a face", 2026-03-31). Each of these two fields may be missing (page of the Python SDK). A listed face is deleted.
     * These rules determine the outcome of a face that is not listed; the first rule that matches applies:
     *
     * <ul>
     * <li>If the count is zero, the face is absent.
     * <li>If the list is missing and the count is the number of requested faces, the face is deleted.
     * <li>If the list is missing, or the count is larger than the list, the deletion of the face is unconfirmed, and the result says that
     * the face may be deleted.
     * <li>In all other cases, the deletion of the face is unconfirmed.
     * </ul>
     */
    private static DeleteFacesResult resultsOfFaces(PersonId person, Set<FaceId> requested, GreenResponse response) {
        response.echoes(person);
        OptionalLong count = response.deleteCount();
        Optional<List<FaceId>> listed = response.faceIds();
        Set<FaceId> deleted = deleted(requested, listed.orElse(List.of()));
        if (count.isPresent() && (count.getAsLong() > requested.size() || count.getAsLong() < deleted.size())) {
            throw response.malformed("deleteCount does not match the faces", RetryAdvice.NEVER);
        }
        boolean listsAll = listed.isPresent() && count.orElse(deleted.size()) == deleted.size();
        FaceResult others = listsAll ? FaceResult.unconfirmed() : FaceResult.possiblyDeleted();
        if (count.isPresent() && count.getAsLong() == 0) {
            others = FaceResult.alreadyAbsent(Evidence.CONFIRMED);
        } else if (count.isPresent() && count.getAsLong() == requested.size() && listed.isEmpty()) {
            others = FaceResult.deleted(Evidence.CONFIRMED);
        }
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : requested) {
            results.put(face, deleted.contains(face) ? FaceResult.deleted(Evidence.CONFIRMED) : others);
        }
        return DeleteFacesResult.of(person, results, response.trace());
    }

    /**
     * Returns the requested faces that the response lists. Ids are compared as texts, or as numbers if they have a form such as 1.0 or 1E0.
     */
    private static Set<FaceId> deleted(Set<FaceId> requested, List<FaceId> listed) {
        Set<FaceId> found = new LinkedHashSet<>();
        int others = 0;
        for (FaceId exact : listed) {
            FaceId plain = FaceId.of(GreenResponse.plainDigits(exact.value()));
            if (requested.contains(exact)) {
                found.add(exact);
            } else if (requested.contains(plain)) {
                found.add(plain);
            } else {
                others++;
            }
        }
        if (others > 0) {
            LOG.warn("deleteFaces: the response lists {} faces that were not requested; they are ignored", others);
        }
        return found;
    }

    @Override
    protected Optional<Person> foundPerson(PersonId person, GreenResponse response) {
        if (GreenErrorMapper.meaning(response) != GreenErrorMapper.Meaning.DONE) {
            return Optional.empty();
        }
        boolean echoed = response.echoes(person);
        Optional<List<FaceId>> listed = response.faceIds();
        if (!echoed && listed.isEmpty()) {
            throw response.malformed("the response contains neither a person nor faces", RetryAdvice.BACKOFF);
        }
        return Optional.of(new Person(person, new LinkedHashSet<>(listed.orElse(List.of()))));
    }
}
