package io.efface.aliyun;

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
import io.efface.RetryAdvice;
import io.efface.http.FacesSoFar;
import io.efface.http.HttpTransport;
import io.efface.http.SentIds;
import io.efface.spi.SigningKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;

/** One account's face library: translates the portable operations into Green's and its answers back. Primitive; thread-safe. */
final class AliyunFaceRepository implements FaceRepository {
    private static final Logger LOG = LoggerFactory.getLogger(AliyunFaceRepository.class);

    private final HttpTransport transport;
    private final GreenApi api;
    private final @Nullable String clientInfo;
    private final SigningKey key;

    AliyunFaceRepository(HttpTransport transport, SigningKey key, @Nullable String clientInfo) {
        this.transport = transport;
        this.api = transport.create(GreenApi.class);
        this.clientInfo = clientInfo;
        this.key = key;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        GreenResponse response = exchange(
                Operation.DELETE_PERSON,
                api.deletePerson(new GreenWire.PersonRequest(person.value()), clientInfo),
                options,
                SentIds.of(person));
        if (GreenErrorMapper.meaning(response) != GreenErrorMapper.Meaning.DONE) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.INFERRED, response.trace());
        }
        boolean echoed = response.echoes(person);
        OptionalLong count = response.deleteCount();
        if (count.isPresent() && (count.getAsLong() < 0 || count.getAsLong() > 1)) {
            throw response.malformed("deleteCount does not fit one person", RetryAdvice.NEVER);
        }
        if (count.isPresent() && count.getAsLong() == 0) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, response.trace());
        }
        Evidence evidence = echoed || count.isPresent() ? Evidence.CONFIRMED : Evidence.ACCEPTED;
        return DeletePersonResult.of(person, PersonOutcome.DELETED, evidence, response.trace());
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        Set<FaceId> asked = Collections.unmodifiableSet(new LinkedHashSet<>(faces));
        asked.forEach(face -> Objects.requireNonNull(face, "face id"));
        int most = capabilities().facesPerCall();
        if (asked.isEmpty() || asked.size() > most) {
            throw new IllegalArgumentException(
                    "1 to " + most + " faces can be deleted in one call, not " + asked.size());
        }
        List<String> texts = asked.stream().map(FaceId::value).toList();
        SentIds ids = SentIds.of(person, asked);
        return FacesSoFar.orUnknown(person, asked, () -> {
            GreenResponse response = exchange(
                    Operation.DELETE_FACES,
                    api.deleteFaces(new GreenWire.FacesRequest(person.value(), texts), clientInfo),
                    options,
                    ids);
            return switch (GreenErrorMapper.meaning(response)) {
                case PERSON_ABSENT ->
                    DeleteFacesResult.all(person, asked, FaceResult.alreadyAbsent(Evidence.INFERRED), response.trace());
                case FACE_ABSENT ->
                    DeleteFacesResult.all(
                            person,
                            asked,
                            asked.size() == 1 ? FaceResult.alreadyAbsent(Evidence.INFERRED) : FaceResult.unconfirmed(),
                            response.trace());
                case DONE -> facesDone(person, asked, response);
            };
        });
    }

    /**
     * Derives each face's fate. {@code faceIds} lists "the successfully deleted face images" and {@code deleteCount} is their
     * number ("Delete a face", 2026-03-31); either may be missing (Python SDK's page). A face that is not listed is unconfirmed,
     * whatever the reason; only a count of zero, or of all, speaks of every face.
     */
    private static DeleteFacesResult facesDone(PersonId person, Set<FaceId> asked, GreenResponse response) {
        response.echoes(person);
        OptionalLong count = response.deleteCount();
        Optional<List<FaceId>> listed = response.faceIds();
        Set<FaceId> deleted = deleted(asked, listed.orElse(List.of()));
        if (count.isPresent() && (count.getAsLong() > asked.size() || count.getAsLong() < deleted.size())) {
            throw response.malformed("deleteCount does not fit the faces", RetryAdvice.NEVER);
        }
        FaceResult others = FaceResult.unconfirmed();
        if (count.isPresent() && count.getAsLong() == 0) {
            others = FaceResult.alreadyAbsent(Evidence.CONFIRMED);
        } else if (count.isPresent() && count.getAsLong() == asked.size() && listed.isEmpty()) {
            others = FaceResult.deleted(Evidence.CONFIRMED);
        }
        Map<FaceId, FaceResult> fates = new LinkedHashMap<>();
        for (FaceId face : asked) {
            fates.put(face, deleted.contains(face) ? FaceResult.deleted(Evidence.CONFIRMED) : others);
        }
        return DeleteFacesResult.of(person, fates, response.trace());
    }

    /** Finds the listed ones among those asked for: by their text, or by their digits if written as 1.0 or 1E0. */
    private static Set<FaceId> deleted(Set<FaceId> asked, List<FaceId> listed) {
        Set<FaceId> found = new LinkedHashSet<>();
        int strangers = 0;
        for (FaceId exact : listed) {
            FaceId plain = new FaceId(GreenResponse.plainDigits(exact.value()));
            if (asked.contains(exact)) {
                found.add(exact);
            } else if (asked.contains(plain)) {
                found.add(plain);
            } else {
                strangers++;
            }
        }
        if (strangers > 0) {
            LOG.warn("deleteFaces: the answer lists {} faces that were not asked for; they are ignored", strangers);
        }
        return found;
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        GreenResponse response = exchange(
                Operation.FIND_PERSON,
                api.getPerson(new GreenWire.PersonRequest(person.value()), clientInfo),
                options,
                SentIds.of(person));
        Optional<Person> found = read(person, response);
        options.readTrace().ifPresent(trace -> trace.answered(response.requestId()));
        return found;
    }

    private Optional<Person> read(PersonId person, GreenResponse response) {
        if (GreenErrorMapper.meaning(response) != GreenErrorMapper.Meaning.DONE) {
            return Optional.empty();
        }
        boolean echoed = response.echoes(person);
        Optional<List<FaceId>> listed = response.faceIds();
        if (!echoed && listed.isEmpty()) {
            throw response.malformed("the answer has neither a person nor faces", RetryAdvice.BACKOFF);
        }
        return Optional.of(new Person(person, new LinkedHashSet<>(listed.orElse(List.of()))));
    }

    private GreenResponse exchange(Operation operation, Call<ResponseBody> call, CallOptions options, SentIds ids) {
        return GreenResponse.of(transport.exchange(operation, call, options).withIds(ids));
    }

    @Override
    public Capabilities capabilities() {
        return AliyunCapabilities.CAPABILITIES;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type == SigningKey.class ? Optional.of(type.cast(key)) : FaceRepository.super.unwrap(type);
    }

    @Override
    public void close() {
        transport.close();
    }
}
