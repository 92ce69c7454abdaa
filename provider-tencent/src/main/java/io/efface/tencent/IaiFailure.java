package io.efface.tencent;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.RetryAdvice;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns the vendor's error into an exception, and learns from the two that tell something: a refused timestamp and a refused token.
 * Thread-safe.
 */
final class IaiFailure {
    private static final String TIMESTAMP_REFUSED = "AuthFailure.SignatureExpire";
    private static final String TOKEN_REFUSED = "AuthFailure.TokenFailure";

    private final VendorClock clock;
    private final TencentCredentialsProvider credentials;

    IaiFailure(VendorClock clock, TencentCredentialsProvider credentials) {
        this.clock = clock;
        this.credentials = credentials;
    }

    /**
     * Returns the exception.
     *
     * @param answer one with this code
     * @param used what its request was signed with
     * @param ids the ids in the request, which must not come out as a code
     */
    FaceException of(IaiAnswer answer, String code, UsedCredentials used, RequestedIds ids) {
        FaceExceptionBuilder failure = classified(answer, code)
                .vendorCode(ids.areEchoedBy(code) ? null : code)
                .requestId(answer.requestId());
        if (code.equals(TIMESTAMP_REFUSED)) {
            learnTime(answer, failure);
        } else if (code.equals(TOKEN_REFUSED) && used.get().map(this::mayChange).orElse(false)) {
            failure.advice(RetryAdvice.ONCE).detail("the token was refused; the account's provider may have a new one");
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

    private boolean mayChange(TencentCredentials refused) {
        try {
            return credentials.refused(refused);
        } catch (RuntimeException e) {
            // An application's slip must not hide the vendor's answer.
            return false;
        }
    }

    private void learnTime(IaiAnswer answer, FaceExceptionBuilder failure) {
        Optional<Instant> vendorTime = answer.http().date();
        if (vendorTime.isEmpty()) {
            return;
        }
        if (clock.learn(vendorTime.get(), answer.http().receivedAt())) {
            failure.detail("the vendor's time was learnt from this answer");
        } else {
            failure.advice(RetryAdvice.NEVER)
                    .detail("this machine's clock differs from the vendor's by more than a day");
        }
    }
}
