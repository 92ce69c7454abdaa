package io.efface.config;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Describes exceptions of providers and layers. The messages of other libraries are left out, because they might contain a secret. The
 * explanation of a {@link FaceException} is used.
 */
final class Failure {
    private Failure() {}

    static String described(RuntimeException error) {
        if (error instanceof FaceException faceException) {
            return faceException.detail().orElse(faceException.kind().name());
        }
        return classAndPlace(error);
    }

    /** Describes the error of a missing or incompatible library on the class path. */
    static String described(LinkageError error) {
        return "a library on the class path is missing or has an incompatible version: " + classAndPlace(error);
    }

    private static String classAndPlace(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Returns the error of a call that ended with a linkage error. The effect is unknown, because the request may have been sent. */
    static FaceException ofCall(Operation operation, LinkageError error) {
        return unlinked(operation, error).build();
    }

    /** Returns the error of a {@code deleteFaces} that ended with a linkage error. The outcome of each face is unknown. */
    static FaceException ofFaces(PersonId person, Set<FaceId> faces, LinkageError error) {
        CallTrace trace = new CallTrace(List.of(), 1, Duration.ZERO, null);
        return unlinked(Operation.DELETE_FACES, error)
                .facesSoFar(DeleteFacesResult.all(person, faces, FaceResult.unknown(), trace))
                .build();
    }

    private static FaceExceptionBuilder unlinked(Operation operation, LinkageError error) {
        return FaceException.of(operation, ErrorKind.CONFIGURATION)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .detail(described(error));
    }
}
