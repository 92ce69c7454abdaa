package io.efface.config;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds the provider, account and library to the errors of a call if they are missing, also to errors within a result. */
@SuppressWarnings("ReferenceEquality") // an error that is already complete is returned unchanged
record ErrorContext(
        String provider, String account, @Nullable String library) {
    FaceException on(FaceException error) {
        DeleteFacesResult soFar = error.facesSoFar().orElse(null);
        DeleteFacesResult stamped = soFar == null ? null : on(soFar);
        boolean complete = error.provider().isPresent()
                && error.account().isPresent()
                && (library == null || error.library().isPresent());
        if (complete && stamped == soFar) {
            return error;
        }
        return error.toBuilder()
                .provider(error.provider().orElse(provider))
                .account(error.account().orElse(account))
                .library(error.library().orElse(library))
                .facesSoFar(stamped)
                .build();
    }

    DeletePersonResult on(DeletePersonResult result) {
        CallTrace trace = on(result.trace());
        return trace == result.trace() ? result : result.withTrace(trace);
    }

    FindPersonResult on(FindPersonResult result) {
        CallTrace trace = on(result.trace());
        return trace == result.trace() ? result : result.withTrace(trace);
    }

    DeleteFacesResult on(DeleteFacesResult result) {
        CallTrace trace = on(result.trace());
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        boolean changed = trace != result.trace();
        for (Map.Entry<FaceId, FaceResult> face : result.faces().entrySet()) {
            FaceResult stamped = on(face.getValue());
            changed |= stamped != face.getValue();
            faces.put(face.getKey(), stamped);
        }
        return changed ? new DeleteFacesResult(result.person(), faces, result.personDeleted(), trace) : result;
    }

    private FaceResult on(FaceResult face) {
        if (!(face instanceof FaceResult.Failed failed)) {
            return face;
        }
        FaceException stamped = on(failed.error());
        return stamped == failed.error() ? face : FaceResult.failed(stamped);
    }

    private CallTrace on(CallTrace trace) {
        @Nullable FaceException error = trace.readBackError();
        if (error == null) {
            return trace;
        }
        FaceException stamped = on(error);
        return stamped == error ? trace : trace.withReadBackError(stamped);
    }
}
