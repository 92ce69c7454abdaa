package io.efface.http.signing;

import io.efface.http.RequestSigner;
import java.time.Instant;
import java.util.random.RandomGenerator;
import okhttp3.Request;

/**
 * A vendor's signature, as a function: the result depends on the arguments and the account's fixed settings only. Thread-safe.
 *
 * @param <C> the vendor's credentials
 */
@FunctionalInterface
public interface VendorSigner<C> {
    /**
     * Returns the signed request, which is sent as it is: headers, query and body may differ from those of the argument.
     *
     * @param request complete but for the signature; see {@link RequestSigner}
     * @param body the exact bytes of its body, empty for none; not to be changed
     * @param credentials what to sign with
     * @param at the vendor's time, as far as it is known
     * @param random the source of nonces
     */
    Request sign(Request request, byte[] body, C credentials, Instant at, RandomGenerator random);
}
