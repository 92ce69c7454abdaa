package io.efface.erasure;

import io.efface.ErrorKind;
import java.util.Objects;
import java.util.Optional;

/**
 * A target that was attempted and may succeed in another run. Immutable and thread-safe.
 *
 * @param line the target's line in the list
 * @param account the account's name
 * @param state the target's state: {@code UNKNOWN}, {@code PARTIAL} or {@code FAILED}. A run processes a {@code FAILED} target again only
 *     if {@link RunOptions#retry()} includes it
 * @param kind the kind of the last attempt's error; empty if the process ended before the ledger stored an error
 * @param code the vendor's error code; empty if the vendor sent no readable code
 */
public record UnresolvedTarget(
        long line, String account, TargetState state, Optional<ErrorKind> kind, Optional<String> code) {
    /** Checks that no component is null. */
    public UnresolvedTarget {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
    }

    /** Returns the line, the account and the error, without ids. */
    @Override
    public String toString() {
        return described(account);
    }

    /**
     * Returns the line, the account and the error, without ids.
     *
     * @param label the text that stands for the account in the result, for example the result of {@link RunSummary#label}
     */
    public String described(String label) {
        String error = kind.map(ErrorKind::name).orElse(state.name())
                + code.map(text -> " " + text).orElse("");
        return "line " + line + " in " + label + " (" + error + ')';
    }
}
