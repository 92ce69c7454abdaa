package io.efface.tencent;

import io.efface.http.signing.VendorSigner;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the vendor's signatures. The unsigned request names its action in the header {@link #ACTION}. The result depends only
 * on the arguments and on the account's fixed settings. Thread-safe.
 */
abstract class TencentSigner implements VendorSigner<TencentCredentials> {
    /** The header with the action of an unsigned request. */
    static final String ACTION = "X-TC-Action";

    /**
     * The parameters that all requests of an account have in common. TC3 sends them in {@code X-TC-} headers, and signature v1 sends them
     * in the query or form.
     *
     * @param version the API version, such as {@code 2020-03-03}
     * @param region the region, or null to send no region
     * @param language the language of the vendor's messages, or null for the vendor's default
     */
    record Common(
            String version,
            @Nullable String region,
            @Nullable String language) {}
}
