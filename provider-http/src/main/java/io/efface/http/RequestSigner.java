package io.efface.http;

import io.efface.Operation;
import okhttp3.Request;

/**
 * Signs a request just before it is sent. Thread-safe: calls sign concurrently, on threads of the HTTP client.
 *
 * <p>The request that comes in is complete: {@code Host} (with the port, where it is not the scheme's own) and
 * {@code Content-Type} are set as they will be sent, and the body is the given bytes. What comes out is sent as it is: headers,
 * query and body may be changed, scheme, host and port may not. A body that comes out is read once into memory and sent exactly
 * so. Its own media type counts for nothing; the {@code Content-Type} header does.
 *
 * <p>Every attempt is signed anew.
 */
@FunctionalInterface
public interface RequestSigner {
    /** Leaves requests as they are. */
    RequestSigner NONE = (operation, request, body) -> request;

    /**
     * Returns the signed request.
     *
     * @param operation the portable operation, for errors
     * @param request the request to sign, without a signature
     * @param body the exact bytes of its body, empty for none; not to be changed
     * @throws io.efface.FaceException if it cannot be signed, for want of credentials say; nothing is sent, and the call fails
     *     with this exception, effect {@code NONE} and 0 attempts. Any other exception becomes kind {@code CONFIGURATION}
     *     without its message, which might hold a secret
     */
    Request sign(Operation operation, Request request, byte[] body);
}
