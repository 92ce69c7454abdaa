package io.efface.spring;

import io.efface.ErrorKind;
import io.efface.FaceException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that failed because of the configuration of accounts. The explanation lists all problems, and where each problem is. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<FaceException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, FaceException cause) {
        if (cause.kind() != ErrorKind.CONFIGURATION) {
            return null;
        }
        String problems = cause.detail().orElse(cause.getMessage());
        return new FailureAnalysis(
                "The configuration of Efface has problems. " + problems,
                "Correct the configuration at the given places.",
                cause);
    }
}
