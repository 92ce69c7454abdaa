package io.efface.tencent;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.RetryAdvice;
import io.efface.http.RefusedKey;
import io.efface.http.SentIds;
import io.efface.http.VendorClock;
import io.efface.spi.SigningKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Translates the vendor's error into an exception, and learns from a refused timestamp and a refused token. Thread-safe.
 */
final class IaiFailure {
    private static final String TIMESTAMP_REFUSED = "AuthFailure.SignatureExpire";
    private static final String KEY_REFUSED = "AuthFailure.";
    private static final String TOKEN_REFUSED = "AuthFailure.TokenFailure";
    private static final String KEY_UNKNOWN = "AuthFailure.SecretIdNotFound";
    private static final String VENDOR_HOST = ".tencentcloudapi.com";
    private static final String INTERNATIONAL_HOST = ".intl.tencentcloudapi.com";

    private final VendorClock clock;
    private final TencentCredentialsProvider credentials;
    private final RefusedKey<TencentCredentials> key;
    private final String host;

    /** Makes the translator of an account that calls the given host. */
    IaiFailure(
            VendorClock clock,
            TencentCredentialsProvider credentials,
            RefusedKey<TencentCredentials> key,
            String host) {
        this.clock = clock;
        this.credentials = credentials;
        this.key = key;
        this.host = host;
    }

    /** Returns what is known of the key that the vendor refused. */
    SigningKey key() {
        return key;
    }

    /**
     * Returns the exception.
     *
     * @param answer one with this code
     * @param signing what its request was signed with
     * @param ids the ids in the request, which must not come out as a code
     */
    FaceException of(IaiAnswer answer, String code, Signing signing, SentIds ids) {
        FaceExceptionBuilder failure = classified(answer, code)
                .vendorCode(ids.code(code, TencentErrors.exactly(code) != null).orElse(null))
                .requestId(answer.requestId());
        if (code.startsWith(KEY_REFUSED)) {
            signing.used().map(Signing.Used::credentials).ifPresent(key::refused);
        }
        if (code.equals(TIMESTAMP_REFUSED)) {
            learnTime(answer, signing, failure);
        } else if (code.equals(TOKEN_REFUSED)) {
            boolean others = signing.used().map(this::mayChange).orElse(false);
            failure.advice(others ? RetryAdvice.ONCE : RetryAdvice.NEVER)
                    .detail(others ? "the token was refused; its source may have a new one" : null);
        } else if (code.equals(KEY_UNKNOWN)) {
            failure.detail(otherSite());
        }
        return failure.build();
    }

    /**
     * Returns where the key may belong, or null for a host that is not the vendor's. The vendor's two sites do not share accounts.
     *
     * <p>Source: DeletePerson of the international site (tencentcloud.com/document/product/1059/36961, 2025-11-13), which names
     * another host; that a key of one site is unknown at the other's host is from public threads (read 2026-11-28).
     */
    private @Nullable String otherSite() {
        if (host.endsWith(INTERNATIONAL_HOST)) {
            return "the key is unknown at this host; a key of cloud.tencent.com needs host = nearest";
        }
        return host.endsWith(VENDOR_HOST)
                ? "the key is unknown at this host; a key of the international site (tencentcloud.com) needs host = intl"
                : null;
    }

    private static FaceExceptionBuilder classified(IaiAnswer answer, String code) {
        TencentErrors.Row row = TencentErrors.exactly(code);
        if (row != null) {
            return row(answer, row).classification(Classification.CODE);
        }
        row = TencentErrors.beginning(code);
        if (row != null) {
            return row(answer, row).classification(Classification.CODE_PREFIX);
        }
        return answer.http()
                .error(ErrorKind.UNKNOWN)
                .effect(Effect.UNKNOWN)
                .advice(RetryAdvice.NEVER)
                .classification(Classification.CODE)
                .detail("the vendor's code is in no table");
    }

    private static FaceExceptionBuilder row(IaiAnswer answer, TencentErrors.Row row) {
        return answer.http()
                .error(row.kind())
                .effect(row.effect())
                .advice(row.advice())
                .aboutTarget(row.isAboutTarget());
    }

    private boolean mayChange(Signing.Used refused) {
        try {
            return credentials.refused(refused.credentials());
        } catch (RuntimeException e) {
            // An application's slip must not hide the vendor's answer.
            return false;
        }
    }

    private void learnTime(IaiAnswer answer, Signing signing, FaceExceptionBuilder failure) {
        Duration used = signing.used().map(Signing.Used::offset).orElse(Duration.ZERO);
        VendorClock.Lesson lesson =
                clock.learn(answer.http().date(), answer.http().receivedAt(), used);
        failure.advice(lesson.advice()).detail(lesson.detail());
    }
}
