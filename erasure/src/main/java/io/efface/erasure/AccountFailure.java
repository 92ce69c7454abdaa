package io.efface.erasure;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import java.util.Objects;
import java.util.Optional;

/**
 * The error with which an account was refused last. Immutable and thread-safe.
 *
 * @param kind what went wrong
 * @param code the vendor's own code, if it gave a readable one
 * @param library the library at the vendor, if the account is in one
 * @param detail the cause in this library's words, such as the proxy that refused and its status, if the error arose on the way to the
 *     vendor or in this process; it never contains an id, a secret or the vendor's text
 */
public record AccountFailure(ErrorKind kind, Optional<String> code, Optional<String> library, Optional<String> detail) {
    /** Checks that nothing is missing. */
    public AccountFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(detail, "detail");
    }

    /** Returns what an error says of an account, without the vendor's text. */
    public static AccountFailure of(FaceException error) {
        Optional<String> detail = error.origin() == Origin.VENDOR ? Optional.empty() : error.detail();
        return new AccountFailure(error.kind(), error.vendorCode(), error.library(), detail);
    }

    /** Returns kind, code, library and detail, without ids. */
    @Override
    public String toString() {
        return kind
                + code.map(text -> " (" + text + ')').orElse("")
                + library.map(name -> ", library " + name).orElse("")
                + detail.map(text -> ": " + text).orElse("");
    }
}
