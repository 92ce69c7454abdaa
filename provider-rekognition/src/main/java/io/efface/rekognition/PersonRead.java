package io.efface.rekognition;

import io.efface.CallTrace;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.rekognition.FaceListing.Face;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a User with its faces, and the faces that an earlier deletion detached from the person and that still exist. The person is absent
 * only if neither the User nor such a face exists. An instance serves one call and is immutable.
 */
final class PersonRead {
    private static final Operation OPERATION = Operation.FIND_PERSON;

    /** The maximum number of faces in one request ("ListFaces", FaceIds). */
    private static final int MOST_NAMED = 4096;

    private final AwsFaceRepository repository;
    private final PersonId person;
    private final Instant readAt;

    PersonRead(AwsFaceRepository repository, PersonId person, Instant readAt) {
        this.repository = repository;
        this.person = person;
        this.readAt = readAt;
    }

    /** Sends the first request, which lists faces. */
    Step<FindPersonResult> start(CallContext call) {
        return FaceListing.ofUser(repository, OPERATION, person, FaceListing.Check.NONE, this::listed)
                .start(call);
    }

    private Step<FindPersonResult> listed(Optional<List<Face>> listed, CallTrace trace, CallContext call) {
        Set<FaceId> faces = new LinkedHashSet<>();
        listed.orElse(List.of()).forEach(face -> faces.add(face.id()));
        return faces.isEmpty() ? Step.more(OPERATION, trace, this::searched) : detached(true, faces, trace, call);
    }

    private Step<FindPersonResult> searched(CallContext call) {
        RekognitionResponse response = repository.searchUser(OPERATION, person, call);
        if (RekognitionErrorMapper.isMissing(response)) {
            return Step.more(
                    OPERATION,
                    response.trace(),
                    each -> detached(false, Set.of(), repository.checkCollection(OPERATION, person, each), each));
        }
        RekognitionWire.SearchedUser user =
                response.read(RekognitionWire.SearchedUsers.class).searchedUser();
        if (user == null || !person.value().equals(user.userId())) {
            throw response.malformed();
        }
        return detached(true, Set.of(), response.trace(), call);
    }

    private Step<FindPersonResult> detached(boolean exists, Set<FaceId> faces, CallTrace trace, CallContext call) {
        List<FaceId> detached = new ArrayList<>(call.detachedFaces());
        detached.removeAll(faces);
        return detached.isEmpty()
                ? Step.done(result(exists, faces, trace))
                : Step.more(OPERATION, trace, each -> detachedPart(exists, faces, detached, 0, each));
    }

    private Step<FindPersonResult> detachedPart(
            boolean exists, Set<FaceId> faces, List<FaceId> detached, int from, CallContext call) {
        int end = Math.min(from + MOST_NAMED, detached.size());
        return FaceListing.<FindPersonResult>ofFaces(
                        repository, OPERATION, person, detached.subList(from, end), (listed, trace, each) -> {
                            Set<FaceId> all = new LinkedHashSet<>(faces);
                            listed.orElseThrow().stream()
                                    .filter(face -> face.owner() == null || face.isOf(person))
                                    .forEach(face -> all.add(face.id()));
                            return end == detached.size()
                                    ? Step.done(result(exists, all, trace))
                                    : Step.more(
                                            OPERATION, trace, later -> detachedPart(exists, all, detached, end, later));
                        })
                .start(call);
    }

    private FindPersonResult result(boolean exists, Set<FaceId> faces, CallTrace trace) {
        return exists || !faces.isEmpty()
                ? FindPersonResult.present(new Person(person, faces), readAt, trace)
                : FindPersonResult.absent(readAt, trace);
    }
}
