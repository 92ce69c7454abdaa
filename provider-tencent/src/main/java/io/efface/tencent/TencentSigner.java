package io.efface.tencent;

import io.efface.http.signing.VendorSigner;
import java.time.Instant;
import java.util.random.RandomGenerator;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's signatures have in common: the unsigned request names its action in {@link #ACTION}, and a nonce is a positive
 * number. Pure: the result depends on the arguments and the account's fixed settings only. Thread-safe.
 */
abstract class TencentSigner implements VendorSigner<TencentCredentials> {
    /** The header that carries the action of an unsigned request. */
    static final String ACTION = "X-TC-Action";

    /** Returns the signed request; {@code nonce} is a positive number, used by the signatures that have one. */
    abstract Request sign(Request request, byte[] body, TencentCredentials credentials, Instant at, int nonce);

    @Override
    public final Request sign(
            Request request, byte[] body, TencentCredentials credentials, Instant at, RandomGenerator random) {
        return sign(request, body, credentials, at, 1 + random.nextInt(Integer.MAX_VALUE));
    }

    /**
     * What every request of an account says beside its action, as {@code X-TC-} headers or as parameters.
     *
     * @param version the API version, such as {@code 2020-03-03}
     * @param region the region, or null to send none
     * @param language the language of the vendor's messages, or null for the vendor's default
     */
    record Common(
            String version,
            @Nullable String region,
            @Nullable String language) {}
}
