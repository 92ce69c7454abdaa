package io.efface.erasure;

import io.efface.ErrorKind;
import java.util.Objects;
import java.util.Optional;

/**
 * A target that was tried and may succeed in another run. Immutable and thread-safe.
 *
 * @param line the line of the list
 * @param account the account's name
 * @param state where it stands: {@code UNKNOWN}, {@code PARTIAL}, or {@code FAILED}, which only a retry takes
 * @param kind the error of its last attempt, or empty if the attempt's worker ended first
 * @param code the vendor's code for it, if it gave a readable one
 */
public record UnresolvedTarget(
        long line, String account, TargetState state, Optional<ErrorKind> kind, Optional<String> code) {
    /** Checks that nothing is missing. */
    public UnresolvedTarget {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
    }

    /** Returns line, account and error, without ids. */
    @Override
    public String toString() {
        return described(account);
    }

    /**
     * Returns line, account and error, without ids.
     *
     * @param label what stands for the account, such as {@link RunSummary#label}
     */
    public String described(String label) {
        String error = kind.map(ErrorKind::name).orElse(state.name())
                + code.map(text -> " " + text).orElse("");
        return "line " + line + " in " + label + " (" + error + ')';
    }
}
