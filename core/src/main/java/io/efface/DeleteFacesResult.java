package io.efface;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What became of every requested face. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param person the person asked for
 * @param faces exactly the requested faces, each with its result, in the order of the request; never empty
 * @param personDeleted true when the whole person was deleted: in place of all its faces, as {@link CallOptions} permitted, or by the
 *     vendor together with the last face, as far as its answer says so
 * @param trace how the call went
 */
public record DeleteFacesResult(PersonId person, Map<FaceId, FaceResult> faces, boolean personDeleted, CallTrace trace)
        implements CallResult<DeleteFacesResult> {
    /**
     * Copies the map and keeps its order.
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

    /** Returns a result in which the person was not deleted in place of its faces. */
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

    /** Returns whether every requested face is gone from this person, as far as the evidence goes. */
    public boolean isComplete() {
        return faces.values().stream().allMatch(result -> result.outcome().isGone());
    }

    /**
     * Returns what a failed call with this result did, by {@link Effect#of(java.util.Collection)}: {@link Effect#UNKNOWN} if a face
     * is {@link FaceOutcome#UNKNOWN} or {@link FaceOutcome#UNCONFIRMED}, else {@link Effect#PARTIAL} if one is gone, else
     * {@link Effect#NONE}.
     */
    public Effect effect() {
        return Effect.of(faces.values().stream().map(FaceResult::outcome).toList());
    }

    @Override
    public DeleteFacesResult withTrace(CallTrace other) {
        return new DeleteFacesResult(person, faces, personDeleted, other);
    }
}
