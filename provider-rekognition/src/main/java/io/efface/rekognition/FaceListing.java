package io.efface.rekognition;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists faces with one request for each page, and then passes all faces to the next step of the operation. Immutable.
 *
 * @param <T> the result of the operation that needs the list
 */
final class FaceListing<T extends CallResult<T>> {
    private final AwsFaceRepository repository;
    private final Operation operation;
    private final PersonId person;
    private final @Nullable List<FaceId> named;
    private final Set<FaceId> settled;
    private final Then<T> then;

    private FaceListing(
            AwsFaceRepository repository,
            Operation operation,
            PersonId person,
            @Nullable List<FaceId> named,
            Set<FaceId> settled,
            Then<T> then) {
        this.repository = repository;
        this.operation = operation;
        this.person = person;
        this.named = named;
        this.settled = settled;
        this.then = then;
    }

    /** Continues the operation after the last page. */
    interface Then<T extends CallResult<T>> {
        /**
         * Returns the next step of the operation.
         *
         * @param faces all listed faces; empty if the User does not exist, which only {@link FaceListing#ofUser} can find
         * @param trace the trace of the last request
         */
        Step<T> apply(Optional<List<Face>> faces, CallTrace trace, CallContext call);
    }

    /**
     * A listed face.
     *
     * @param owner the User with which the face is associated, or null
     */
    record Face(FaceId id, @Nullable String owner) {
        boolean isOf(PersonId person) {
            return person.value().equals(owner);
        }
    }

    /**
     * Lists the faces of a User.
     *
     * @param settled the faces that the User can no longer have; a list with such a face is not current, so the request fails with
     *     {@link RekognitionResponse#outdated()}
     */
    static <T extends CallResult<T>> FaceListing<T> ofUser(
            AwsFaceRepository repository, Operation operation, PersonId person, Set<FaceId> settled, Then<T> then) {
        return new FaceListing<>(repository, operation, person, null, settled, then);
    }

    /** Lists the given faces that exist, including faces of other Users and faces without a User. */
    static <T extends CallResult<T>> FaceListing<T> ofFaces(
            AwsFaceRepository repository, Operation operation, PersonId person, List<FaceId> faces, Then<T> then) {
        return new FaceListing<>(repository, operation, person, List.copyOf(faces), Set.of(), then);
    }

    /** Sends the request for the first page. */
    Step<T> start(CallContext call) {
        return page(List.of(), Set.of(), null, call);
    }

    private Step<T> page(List<Face> before, Set<String> tokens, @Nullable String token, CallContext call) {
        RekognitionResponse response = repository.listFaces(operation, person, named, token, call);
        if (RekognitionErrorMapper.isMissing(response)) {
            return Step.more(
                    Operation.FIND_PERSON,
                    response.trace(),
                    each -> missing(repository.checkCollection(operation, person, each), response, each));
        }
        RekognitionWire.Faces page = response.read(RekognitionWire.Faces.class);
        if (page.faces() == null) {
            throw response.malformed();
        }
        List<Face> faces = new ArrayList<>(before);
        for (RekognitionWire.Face face : page.faces()) {
            faces.add(face(face, response));
        }
        String next = page.nextToken();
        if (next == null || next.isEmpty()) {
            return then.apply(Optional.of(faces), response.trace(), call);
        }
        Set<String> known = new HashSet<>(tokens);
        if (!known.add(next)) {
            throw response.malformed();
        }
        return Step.more(Operation.FIND_PERSON, response.trace(), each -> page(faces, known, next, each));
    }

    /**
     * Continues after {@code ResourceNotFoundException} if the collection exists. If the request listed the faces of a User, the User does
     * not exist. If the request listed given faces, the response is undocumented.
     */
    private Step<T> missing(CallTrace trace, RekognitionResponse response, CallContext call) {
        if (named != null) {
            throw response.malformed();
        }
        return then.apply(Optional.empty(), trace, call);
    }

    /** Reads a face. A face that the request did not ask for shows that the vendor ignored the filter of the request. */
    private Face face(RekognitionWire.@Nullable Face listed, RekognitionResponse response) {
        if (listed == null || listed.faceId() == null) {
            throw response.malformed();
        }
        Face face;
        try {
            face = new Face(FaceId.of(listed.faceId()), listed.userId());
        } catch (IllegalArgumentException e) {
            throw response.malformed();
        }
        if (named == null ? !face.isOf(person) : !named.contains(face.id())) {
            throw response.malformed();
        }
        if (settled.contains(face.id())) {
            throw response.outdated();
        }
        return face;
    }
}
