package io.efface.tencent;

import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import org.jspecify.annotations.Nullable;

/** Decides what the vendor's error code means: a missing person, or an exception. Immutable and thread-safe. */
final class IaiErrorMapper {
    private static final String KEY_UNKNOWN = "AuthFailure.SecretIdNotFound";

    private final String host;

    /** Makes the mapper of an account that calls the given host. */
    IaiErrorMapper(String host) {
        this.host = host;
    }

    /**
     * Returns whether the response says that the person does not exist; false for a response without an error.
     *
     * @throws FaceException if it is any other error
     */
    boolean isMissingPerson(IaiResponse response) {
        String code = response.errorCode().orElse("");
        if (code.isEmpty() || TencentErrors.MISSING_PERSON.contains(code)) {
            return !code.isEmpty();
        }
        FaceExceptionBuilder error = response.error(TencentErrors.TABLE.find(code), code);
        throw (code.equals(KEY_UNKNOWN) ? error.detail(otherSite()) : error).build();
    }

    /**
     * Returns where the key may belong, or null for a host that is not the vendor's. The vendor's two sites do not share accounts.
     *
     * <p>Source: DeletePerson of the international site (tencentcloud.com/document/product/1059/36961, 2025-11-13), which names
     * another host; that a key of one site is unknown at the other's host is from public threads (read 2026-11-28).
     */
    private @Nullable String otherSite() {
        if (host.endsWith(".intl." + TencentPlaces.DOMAIN)) {
            return "the key is unknown at this host; a key of cloud.tencent.com needs host = nearest";
        }
        return host.endsWith("." + TencentPlaces.DOMAIN)
                ? "the key is unknown at this host; a key of the international site (tencentcloud.com) needs host = intl"
                : null;
    }
}
