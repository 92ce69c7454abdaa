package io.efface.erasure;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import java.util.Objects;
import java.util.Optional;

/**
 * The last error of an account that was given up. Immutable and thread-safe.
 *
 * @param kind the kind of the error
 * @param code the vendor's error code; empty if the vendor sent no readable code
 * @param library the library at the vendor; empty if the account has no library
 * @param detail the cause in Efface's own words, for example the name of a proxy and its HTTP status; empty if the vendor sent the error.
 *     The text never contains an id, a secret or a text of the vendor
 */
public record AccountFailure(ErrorKind kind, Optional<String> code, Optional<String> library, Optional<String> detail) {
    /** Checks that no component is null. */
    public AccountFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(detail, "detail");
    }

    /** Returns the kind, the code, the library and the detail of an error. The vendor's text is left out. */
    public static AccountFailure of(FaceException error) {
        Optional<String> detail = error.origin() == Origin.VENDOR ? Optional.empty() : error.detail();
        return new AccountFailure(error.kind(), error.vendorCode(), error.library(), detail);
    }

    /** Returns the kind, the code, the library and the detail, without ids. */
    @Override
    public String toString() {
        return kind
                + code.map(text -> " (" + text + ')').orElse("")
                + library.map(name -> ", library " + name).orElse("")
                + detail.map(text -> ": " + text).orElse("");
    }
}
