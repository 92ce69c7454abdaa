package io.efface;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The result of a successful deletion of faces, with one result for each requested face. Immutable and thread-safe; {@code toString} shows
 * no id.
 *
 * @param person the person of the request
 * @param faces the requested faces, each with its result, in the order of the request; never empty
 * @param personDeleted whether the call deleted the whole person. This happens if the call contains all faces of the person and
 *     {@link CallOptions} permits the deletion of the person. It also happens if the vendor reports that it deleted the person together
 *     with the last face
 * @param trace the requests, waits and warnings of the call
 */
public record DeleteFacesResult(PersonId person, Map<FaceId, FaceResult> faces, boolean personDeleted, CallTrace trace)
        implements CallResult<DeleteFacesResult> {
    /**
     * Copies the map; the copy keeps the order.
     *
     * @throws NullPointerException if an argument, a key or a value is null
     * @throws IllegalArgumentException if {@code faces} is empty
     */
    public DeleteFacesResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(trace, "trace");
        LinkedHashMap<FaceId, FaceResult> copy = new LinkedHashMap<>();
        faces.forEach((face, result) ->
                copy.put(Objects.requireNonNull(face, "face id"), Objects.requireNonNull(result, "face result")));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("faces is empty; every requested face has a result");
        }
        faces = Collections.unmodifiableMap(copy);
    }

    /** Returns a result in which the person was not deleted. */
    public static DeleteFacesResult of(PersonId person, Map<FaceId, FaceResult> faces, CallTrace trace) {
        return new DeleteFacesResult(person, faces, false, trace);
    }

    /** Returns a result in which every face has the same result. */
    public static DeleteFacesResult all(PersonId person, Set<FaceId> faces, FaceResult each, CallTrace trace) {
        LinkedHashMap<FaceId, FaceResult> results = new LinkedHashMap<>();
        faces.forEach(face -> results.put(face, each));
        return of(person, results, trace);
    }

    /** Returns the faces with the given outcome, in the order of the request; may be empty. */
    public Set<FaceId> facesWith(FaceOutcome outcome) {
        LinkedHashSet<FaceId> found = new LinkedHashSet<>();
        faces.forEach((face, result) -> {
            if (result.outcome() == outcome) {
                found.add(face);
            }
        });
        return Collections.unmodifiableSet(found);
    }

    /** Returns whether every requested face {@linkplain FaceOutcome#isGone() is gone}. */
    public boolean isComplete() {
        return faces.values().stream().allMatch(result -> result.outcome().isGone());
    }

    /** Returns the effect of a failed call whose faces have these results. {@link Effect#of(java.util.Collection)} states the rule. */
    public Effect effect() {
        return Effect.of(faces.values().stream().map(FaceResult::outcome).toList());
    }

    @Override
    public DeleteFacesResult withTrace(CallTrace other) {
        return new DeleteFacesResult(person, faces, personDeleted, other);
    }
}
