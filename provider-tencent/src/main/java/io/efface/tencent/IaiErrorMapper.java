package io.efface.tencent;

import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an error code of the vendor means a missing person, and makes an exception of every other code. Immutable and
 * thread-safe.
 */
final class IaiErrorMapper {
    private static final String UNKNOWN_KEY = "AuthFailure.SecretIdNotFound";

    private final String host;

    /** Creates the mapper of an account that calls the given host. */
    IaiErrorMapper(String host) {
        this.host = host;
    }

    /**
     * Returns whether the response means that the person does not exist. Returns false for a response without an error.
     *
     * @throws FaceException if the response is any other error
     */
    boolean isMissingPerson(IaiResponse response) {
        String code = response.errorCode().orElse("");
        if (code.isEmpty() || TencentErrors.MISSING_PERSON.contains(code)) {
            return !code.isEmpty();
        }
        FaceExceptionBuilder error = response.error(TencentErrors.TABLE.find(code), code);
        throw (code.equals(UNKNOWN_KEY) ? error.detail(hintAtOtherSite()) : error).build();
    }

    /**
     * Returns a hint about the site to which the key may belong, or null if the host does not belong to the vendor. The vendor's two sites
     * do not share accounts.
     *
     * <p>Source: DeletePerson of the international site (tencentcloud.com/document/product/1059/36961, 2025-11-13). That page names the
     * host of the international site. According to public threads (read 2026-11-28), a key of one site is unknown at the host of the other
     * site.
     */
    private @Nullable String hintAtOtherSite() {
        if (host.endsWith(".intl." + TencentPlaces.DOMAIN)) {
            return "the key is unknown at this host; a key of cloud.tencent.com requires host = nearest";
        }
        return host.endsWith("." + TencentPlaces.DOMAIN)
                ? "the key is unknown at this host; a key of the international site (tencentcloud.com) requires host = intl"
                : null;
    }
}
