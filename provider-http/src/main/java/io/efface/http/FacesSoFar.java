package io.efface.http;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.PersonId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Gives a failed {@code deleteFaces} what became of each face it sent. Stateless and thread-safe. */
public final class FacesSoFar {
    private FacesSoFar() {}

    /**
     * Runs a {@code deleteFaces} exchange and the reading of its answer.
     *
     * @param person the person asked for
     * @param faces the faces in the request, at least one
     * @return what {@code call} returns
     * @throws FaceException what {@code call} throws, {@linkplain #unknown completed} where its effect is not {@code NONE}
     */
    public static <T> T orUnknown(PersonId person, Set<FaceId> faces, Supplier<T> call) {
        try {
            return call.get();
        } catch (FaceException e) {
            throw unknown(e, person, faces);
        }
    }

    /**
     * Returns the failure with every face {@link io.efface.FaceOutcome#UNKNOWN}, unless its effect is {@code NONE} or it already
     * says what became of the faces; then it is returned as it is.
     */
    public static FaceException unknown(FaceException failure, PersonId person, Set<FaceId> faces) {
        if (failure.effect() == Effect.NONE || failure.facesSoFar().isPresent()) {
            return failure;
        }
        CallTrace trace = new CallTrace(
                failure.requestId().map(List::of).orElse(List.of()), failure.attempts(), failure.waited(), null);
        return failure.toBuilder()
                .facesSoFar(DeleteFacesResult.all(person, faces, FaceResult.unknown(), trace))
                .build();
    }
}
