package io.efface.micrometer;

import io.efface.FaceException;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallReport;
import io.micrometer.observation.Observation;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of an observation: the data about the observed call or request. Only the thread of the call uses this object. */
public final class CallObservationContext extends Observation.Context {
    private final CallInfo info;
    private @Nullable CallReport report;
    private @Nullable FaceException failure;

    /** Creates a context with the data that is known before the call. */
    public CallObservationContext(CallInfo info) {
        this.info = Objects.requireNonNull(info, "info");
    }

    void end(CallReport finalReport, @Nullable FaceException error) {
        report = finalReport;
        failure = error;
    }

    /** Returns the data that was known before the call. */
    public CallInfo info() {
        return info;
    }

    /** Returns the report of the call or request, or empty before its end. */
    public Optional<CallReport> report() {
        return Optional.ofNullable(report);
    }

    /**
     * Returns the error of a failed call or request. Empty before the end, and after a success. The error contains no results of faces, no
     * cause and no suppressed exceptions.
     */
    public Optional<FaceException> failure() {
        return Optional.ofNullable(failure);
    }
}
