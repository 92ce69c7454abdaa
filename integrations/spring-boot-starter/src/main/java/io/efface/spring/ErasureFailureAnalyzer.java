package io.efface.spring;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that failed because the ledger, the key folder or the worker cannot be used. */
final class ErasureFailureAnalyzer extends AbstractFailureAnalyzer<ErasureException> {
    private static final Set<Reason> OF_SETTINGS = EnumSet.of(
            Reason.INPUT,
            Reason.LEDGER_IN_USE,
            Reason.LEDGER_UNSUITABLE,
            Reason.LEDGER_UNREADABLE,
            Reason.LEDGER_FAILED,
            Reason.SQLITE_UNAVAILABLE,
            Reason.KEYS_UNSUITABLE);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ErasureException cause) {
        if (!OF_SETTINGS.contains(cause.reason())) {
            return null;
        }
        return new FailureAnalysis(
                "Efface cannot open the ledger, the key folder or the worker. " + cause.reason() + ": "
                        + cause.getMessage(),
                "Correct what the description names. The settings begin with " + ErasureAutoConfiguration.LEDGER
                        + ", efface.keys and " + WorkerProperties.PREFIX + ".",
                cause);
    }
}
