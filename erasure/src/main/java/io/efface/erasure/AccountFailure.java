package io.efface.erasure;

import io.efface.ErrorKind;
import io.efface.FaceException;
import java.util.Objects;
import java.util.Optional;

/**
 * The error with which an account was refused last. Immutable and thread-safe.
 *
 * @param kind what went wrong
 * @param code the vendor's own code, if it gave a readable one
 * @param library the library at the vendor, if the account is in one
 */
public record AccountFailure(ErrorKind kind, Optional<String> code, Optional<String> library) {
    /** Checks that nothing is missing. */
    public AccountFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(library, "library");
    }

    static AccountFailure of(FaceException error) {
        return new AccountFailure(error.kind(), error.vendorCode(), error.library());
    }

    /** Returns kind, code and library, without ids. */
    @Override
    public String toString() {
        return kind
                + code.map(text -> " (" + text + ')').orElse("")
                + library.map(name -> ", library " + name).orElse("");
    }
}
