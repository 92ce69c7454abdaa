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

/** Describes what foreign code threw without its message, which might hold a secret unless the message is this library's own. */
final class Failure {
    private Failure() {}

    static String described(RuntimeException error) {
        if (error instanceof FaceException ours) {
            return ours.detail().orElse(ours.kind().name());
        }
        return placed(error);
    }

    /** Describes a provider that lacks a library, or meets one of a version that does not fit. */
    static String described(LinkageError error) {
        return "a library on the class path is missing or does not fit: " + placed(error);
    }

    private static String placed(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Returns the failure of a call that ended in a linkage error: its request may have been sent. */
    static FaceException ofCall(Operation operation, LinkageError error) {
        return unlinked(operation, error).build();
    }

    /** Returns the failure of a {@code deleteFaces} that ended in a linkage error, with the outcome of each face unknown. */
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
