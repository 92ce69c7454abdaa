package io.efface.rekognition;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.FaceException;
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
 * Lists faces with one request for each page, and then passes all faces to the next step of the operation. If the vendor no longer accepts
 * the token of a page, the list begins again with the first page. Immutable.
 *
 * @param <T> the result of the operation that needs the list
 */
final class FaceListing<T extends CallResult<T>> {
    /**
     * The maximum number of pages in a list. A User has at most 100 faces, and a request names at most 4,096 faces, so few pages are
     * expected.
     */
    private static final int MOST_PAGES = 200;

    /** The maximum number of times that a list begins again. */
    private static final int MOST_RESTARTS = 3;

    private final AwsFaceRepository repository;
    private final Operation operation;
    private final PersonId person;
    private final @Nullable List<FaceId> named;
    private final Check check;
    private final Then<T> then;

    private FaceListing(
            AwsFaceRepository repository,
            Operation operation,
            PersonId person,
            @Nullable List<FaceId> named,
            Check check,
            Then<T> then) {
        this.repository = repository;
        this.operation = operation;
        this.person = person;
        this.named = named;
        this.check = check;
        this.then = then;
    }

    /** Continues the operation after the last page. */
    interface Then<T extends CallResult<T>> {
        /**
         * Returns the next step of the operation.
         *
         * @param faces all listed faces; empty if the User does not exist; never empty for a list of {@link FaceListing#ofFaces}
         * @param trace the trace of the last request
         */
        Step<T> apply(Optional<List<Face>> faces, CallTrace trace, CallContext call);
    }

    /** Checks the faces of a list. */
    interface Check {
        /** Allows every face. */
        Check NONE = (face, response) -> {};

        /**
         * Checks a listed face.
         *
         * @param response the response that contains the face
         * @throws FaceException if the operation cannot continue with this list
         */
        void face(FaceId face, RekognitionResponse response);
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
     * @param check the check of each listed face
     */
    static <T extends CallResult<T>> FaceListing<T> ofUser(
            AwsFaceRepository repository, Operation operation, PersonId person, Check check, Then<T> then) {
        return new FaceListing<>(repository, operation, person, null, check, then);
    }

    /** Lists the given faces that exist, including faces of other Users and faces without a User. */
    static <T extends CallResult<T>> FaceListing<T> ofFaces(
            AwsFaceRepository repository, Operation operation, PersonId person, List<FaceId> faces, Then<T> then) {
        return new FaceListing<>(repository, operation, person, List.copyOf(faces), Check.NONE, then);
    }

    /**
     * A page to request. Immutable.
     *
     * @param before the faces of the earlier pages
     * @param tokens the tokens of the earlier pages and of this page
     * @param token the token of this page, or null for the first page
     * @param restarts how often the list has begun again
     */
    private record Page(
            List<Face> before, Set<String> tokens, @Nullable String token, int restarts) {
        static Page first(int restarts) {
            return new Page(List.of(), Set.of(), null, restarts);
        }
    }

    /** Sends the request for the first page. */
    Step<T> start(CallContext call) {
        return page(Page.first(0), call);
    }

    private Step<T> page(Page page, CallContext call) {
        RekognitionResponse response;
        try {
            response = repository.listFaces(operation, person, named, page.token(), call);
        } catch (FaceException e) {
            return restart(page, e);
        }
        if (RekognitionErrorMapper.isMissing(response)) {
            return Step.more(
                    Operation.FIND_PERSON,
                    response.trace(),
                    each -> missing(repository.checkCollection(operation, person, each), response, each));
        }
        RekognitionWire.Faces body = response.read(RekognitionWire.Faces.class);
        if (body.faces() == null) {
            throw response.malformed();
        }
        List<Face> faces = new ArrayList<>(page.before());
        for (RekognitionWire.Face face : body.faces()) {
            faces.add(face(face, response));
        }
        String next = body.nextToken();
        if (next == null || next.isEmpty()) {
            return then.apply(Optional.of(faces), response.trace(), call);
        }
        Set<String> known = new HashSet<>(page.tokens());
        if (!known.add(next) || known.size() >= MOST_PAGES) {
            throw response.malformed();
        }
        return Step.more(
                Operation.FIND_PERSON,
                response.trace(),
                each -> page(new Page(faces, known, next, page.restarts()), each));
    }

    /** Begins the list again if the vendor rejected the token of a page. A repeat of the request would have the same token. */
    private Step<T> restart(Page page, FaceException error) {
        boolean isTokenInvalid = page.token() != null
                && error.vendorCode().filter(AwsErrors.INVALID_TOKEN::equals).isPresent();
        if (!isTokenInvalid || page.restarts() == MOST_RESTARTS) {
            throw error;
        }
        CallTrace trace = new CallTrace(
                error.requestId().map(List::of).orElse(List.of()), error.attempts(), error.waited(), null);
        return Step.more(Operation.FIND_PERSON, trace, each -> page(Page.first(page.restarts() + 1), each));
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

    /**
     * Reads a face. Rejects the response if the request did not ask for this face, because the vendor then ignored the filter of the
     * request.
     */
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
        check.face(face.id(), response);
        return face;
    }
}
