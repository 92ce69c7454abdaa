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
import io.efface.http.HttpAnswer;
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
    private final IaiRequests requests;
    private final IaiFailure failure;

    TencentFaceRepository(HttpTransport transport, IaiRequests requests, IaiFailure failure) {
        this.transport = transport;
        this.requests = requests;
        this.failure = failure;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        Signing signing = new Signing();
        SentIds ids = SentIds.of(person);
        IaiAnswer answer = exchange(Operation.DELETE_PERSON, requests.deletePerson(person, signing), options, ids);
        if (isMissingPerson(answer, signing, ids)) {
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
        Signing signing = new Signing();
        SentIds ids = SentIds.of(person, faces);
        IaiAnswer answer = exchange(Operation.DELETE_FACES, requests.deleteFaces(person, faces, signing), options, ids);
        if (isMissingPerson(answer, signing, ids)) {
            return DeleteFacesResult.all(person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), answer.trace());
        }
        IaiWire.DeletedFaces deleted = answer.read(IaiWire.DeletedFaces.class);
        return DeleteFacesResult.of(person, fates(faces, deleted), answer.trace());
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        Signing signing = new Signing();
        SentIds ids = SentIds.of(person);
        IaiAnswer answer = exchange(Operation.FIND_PERSON, requests.findPerson(person, signing), options, ids);
        Optional<Person> found =
                isMissingPerson(answer, signing, ids) ? Optional.empty() : Optional.of(read(person, answer));
        options.readTrace().ifPresent(trace -> trace.answered(answer.requestId()));
        return found;
    }

    private static Person read(PersonId person, IaiAnswer answer) {
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

    private IaiAnswer exchange(Operation operation, Call<ResponseBody> call, CallOptions options, SentIds ids) {
        HttpAnswer answer = transport.exchange(operation, call, Objects.requireNonNull(options, "options"));
        return IaiAnswer.of(answer, ids);
    }

    /** Returns whether the answer says so; throws for every other error in it. */
    private boolean isMissingPerson(IaiAnswer answer, Signing signing, SentIds ids) {
        Optional<String> code = answer.errorCode();
        if (code.isEmpty()) {
            return false;
        }
        if (TencentErrors.isMissingPerson(code.get())) {
            return true;
        }
        throw failure.of(answer, code.get(), signing, ids);
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

    private static FaceId faceId(@Nullable String text, IaiAnswer answer) {
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
            return Optional.of(type.cast(failure.key()));
        }
        return type.isInstance(transport) ? Optional.of(type.cast(transport)) : FaceRepository.super.unwrap(type);
    }

    @Override
    public void close() {
        transport.close();
    }
}
