package io.efface.http;

import io.efface.Operation;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Signs a request just before it is sent. Must be thread-safe, because several threads of the HTTP client sign requests at the same time.
 *
 * <p>The request to sign is complete: {@code Host} (with the port, if it is not the default port of the scheme) and {@code Content-Type}
 * are set as they will be sent, and the body is the given bytes. The signed request is sent unchanged. A signer may change headers, query
 * and body, but not scheme, host and port. The body of the signed request is read once into memory, and exactly these bytes are sent. The
 * media type of the body is ignored; the {@code Content-Type} header is used instead.
 *
 * <p>Every attempt is signed again.
 */
@FunctionalInterface
public interface RequestSigner {
    /** Returns requests unchanged. */
    RequestSigner NONE = new RequestSigner() {
        @Override
        public SignedRequest sign(Operation operation, Request request, byte[] body) {
            return SignedRequest.of(request);
        }

        @Override
        public SignedRequest signAtOnce(Operation operation, Request request, byte[] body) {
            return SignedRequest.of(request);
        }
    };

    /**
     * Returns the signed request.
     *
     * @param operation the operation, for errors
     * @param request the request to sign, without a signature
     * @param body the exact bytes of the request body, empty for none; the array must not be changed
     * @throws io.efface.FaceException if the request cannot be signed, for example without credentials. Nothing is sent, and the call fails
     *     with this exception, effect {@code NONE} and 0 attempts. Any other exception becomes kind {@code CONFIGURATION} without its
     *     message, which may contain a secret
     */
    SignedRequest sign(Operation operation, Request request, byte[] body);

    /**
     * Returns the signed request, or null if the signature requires a wait, a request or a file. Then {@link #sign} is called by a thread of
     * the HTTP client, so that the caller can still end the call. Null by default.
     *
     * @throws RuntimeException under the conditions of {@link #sign}
     */
    default @Nullable SignedRequest signAtOnce(Operation operation, Request request, byte[] body) {
        return null;
    }
}
