package io.efface.http;

import java.util.Objects;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * A signed request. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * @param request the request, which is sent unchanged
 * @param signing the key and the clock offset of the signature, or null if no {@link AccountSigner} signed the request
 */
public record SignedRequest(Request request, @Nullable SigningRecord<?> signing) {
    /** Rejects null, except for {@code signing}. */
    public SignedRequest {
        Objects.requireNonNull(request, "request");
    }

    /** Returns a request that no {@link AccountSigner} signed. */
    public static SignedRequest of(Request request) {
        return new SignedRequest(request, null);
    }

    /** Shows the method and the signing record. */
    @Override
    public String toString() {
        return "SignedRequest[" + request.method() + ", " + signing + "]";
    }
}
