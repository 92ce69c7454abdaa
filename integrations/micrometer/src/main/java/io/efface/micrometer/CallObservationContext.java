package io.efface.micrometer;

import io.efface.FaceException;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallReport;
import io.micrometer.observation.Observation;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an observation knows of its call or request. Used by the thread of the call only. */
public final class CallObservationContext extends Observation.Context {
    private final CallInfo info;
    private @Nullable CallReport report;
    private @Nullable FaceException failure;

    /** Starts with what is known before. */
    public CallObservationContext(CallInfo info) {
        this.info = Objects.requireNonNull(info, "info");
    }

    void ended(CallReport how, @Nullable FaceException error) {
        report = how;
        failure = error;
    }

    /** Returns what was known before. */
    public CallInfo info() {
        return info;
    }

    /** Returns how it ended, or empty before the end. */
    public Optional<CallReport> report() {
        return Optional.ofNullable(report);
    }

    /** Returns why it failed, without results and causes; empty before the end and where it did not fail. */
    public Optional<FaceException> failure() {
        return Optional.ofNullable(failure);
    }
}
