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

/**
 * Completes the errors of a call. If an error does not state the provider, the account or the library, this class adds the missing value.
 * The errors inside a result are completed in the same way.
 */
@SuppressWarnings("ReferenceEquality") // an error that is already complete is returned unchanged
record ErrorContext(
        String provider, String account, @Nullable String library) {
    FaceException addTo(FaceException error) {
        DeleteFacesResult soFar = error.facesSoFar().orElse(null);
        DeleteFacesResult completed = soFar == null ? null : addTo(soFar);
        boolean complete = error.provider().isPresent()
                && error.account().isPresent()
                && (library == null || error.library().isPresent());
        if (complete && completed == soFar) {
            return error;
        }
        return error.toBuilder()
                .provider(error.provider().orElse(provider))
                .account(error.account().orElse(account))
                .library(error.library().orElse(library))
                .facesSoFar(completed)
                .build();
    }

    DeletePersonResult addTo(DeletePersonResult result) {
        CallTrace trace = addTo(result.trace());
        return trace == result.trace() ? result : result.withTrace(trace);
    }

    FindPersonResult addTo(FindPersonResult result) {
        CallTrace trace = addTo(result.trace());
        return trace == result.trace() ? result : result.withTrace(trace);
    }

    DeleteFacesResult addTo(DeleteFacesResult result) {
        CallTrace trace = addTo(result.trace());
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        boolean changed = trace != result.trace();
        for (Map.Entry<FaceId, FaceResult> face : result.faces().entrySet()) {
            FaceResult completed = addTo(face.getValue());
            changed |= completed != face.getValue();
            faces.put(face.getKey(), completed);
        }
        return changed ? new DeleteFacesResult(result.person(), faces, result.personDeleted(), trace) : result;
    }

    private FaceResult addTo(FaceResult face) {
        if (!(face instanceof FaceResult.Failed failed)) {
            return face;
        }
        FaceException completed = addTo(failed.error());
        return completed == failed.error() ? face : FaceResult.failed(completed);
    }

    private CallTrace addTo(CallTrace trace) {
        @Nullable FaceException error = trace.readBackError();
        if (error == null) {
            return trace;
        }
        FaceException completed = addTo(error);
        return completed == error ? trace : trace.withReadBackError(completed);
    }
}
