package io.efface.http.signing;

import java.time.Instant;
import java.util.random.RandomGenerator;
import okhttp3.Request;

/**
 * The signature algorithm of a vendor. The result depends only on the arguments and on the account's fixed settings. Thread-safe.
 *
 * @param <C> type of the vendor's credentials
 */
@FunctionalInterface
public interface VendorSigner<C> {
    /**
     * Returns the signed request, which is sent unchanged. Its headers, query and body may differ from those of the argument.
     *
     * @param request the request, complete except for the signature; see {@link io.efface.http.RequestSigner}
     * @param body the exact bytes of the request body, empty for none; the array must not be changed
     * @param credentials the credentials for the signature
     * @param at the time of the signature: the vendor's time if the offset of the vendor's clock is known, else the time of the account's
     *     clock
     * @param random the source of nonces
     */
    Request sign(Request request, byte[] body, C credentials, Instant at, RandomGenerator random);
}
