package io.efface.tencent;

import org.jspecify.annotations.Nullable;

/**
 * What every request of an account says beside its action. Sent as {@code X-TC-} headers or as parameters, as the signature
 * demands.
 *
 * @param version the API version, such as {@code 2020-03-03}
 * @param region the region, or null to send none
 * @param language the language of the vendor's messages, or null for the vendor's default
 */
record CommonParameters(
        String version, @Nullable String region, @Nullable String language) {}
