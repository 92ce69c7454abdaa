package io.efface.tencent;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.RetryAdvice;
import io.efface.http.RefusedKey;
import io.efface.http.VendorClock;
import io.efface.spi.SigningKey;
import java.time.Duration;

/**
 * Turns the vendor's error into an exception, and learns from the two that tell something: a refused timestamp and a refused token.
 * Thread-safe.
 */
final class IaiFailure {
    private static final String TIMESTAMP_REFUSED = "AuthFailure.SignatureExpire";
    private static final String KEY_REFUSED = "AuthFailure.";
    private static final String TOKEN_REFUSED = "AuthFailure.TokenFailure";

    private final VendorClock clock;
    private final TencentCredentialsProvider credentials;
    private final RefusedKey<TencentCredentials> key;

    IaiFailure(VendorClock clock, TencentCredentialsProvider credentials, RefusedKey<TencentCredentials> key) {
        this.clock = clock;
        this.credentials = credentials;
        this.key = key;
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
    FaceException of(IaiAnswer answer, String code, Signing signing, RequestedIds ids) {
        FaceExceptionBuilder failure = classified(answer, code)
                .vendorCode(ids.areEchoedBy(code) ? null : code)
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
        }
        return failure.build();
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
        return answer.http().error(row.kind()).effect(row.effect()).advice(row.advice());
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
