package io.efface.tencent;

import java.time.Instant;
import okhttp3.Request;

/**
 * Turns a request that names its action in {@link #ACTION} into the signed one. Pure: the result depends on the arguments and the
 * account's fixed settings only. Thread-safe.
 */
interface TencentSigner {
    /** The header that carries the action of an unsigned request. */
    String ACTION = "X-TC-Action";

    /**
     * Signs a request.
     *
     * @param request with its action as a header, {@code Host} and, if it has a body, {@code Content-Type} as they will be sent, and
     *     its own parameters in place: JSON body, query or form
     * @param body the exact bytes of the body, empty for none
     * @param credentials one snapshot
     * @param at the vendor's time, as far as it is known
     * @param nonce a positive number; used by the signatures that have one
     * @return the request as it must be sent
     */
    Request sign(Request request, byte[] body, TencentCredentials credentials, Instant at, int nonce);
}
