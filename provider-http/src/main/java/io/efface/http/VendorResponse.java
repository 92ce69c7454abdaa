package io.efface.http;

import io.efface.CallTrace;
import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.RetryAdvice;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response with a valid envelope of the vendor. A provider extends this class with the fields of its vendor's responses. For every
 * vendor, a request id is shown only if it has the form of a request id and repeats no id of the request. A code is shown only if it
 * repeats no id of the request. Immutable and thread-safe.
 */
public abstract class VendorResponse {
    private final HttpResponse http;
    private final @Nullable String requestId;

    /**
     * Creates a response.
     *
     * @param requestId the request id in the vendor's envelope; if the id is not a text, a header such as {@code x-acs-request-id} is used
     *     instead
     */
    protected VendorResponse(HttpResponse http, @Nullable Object requestId) {
        this.http = Objects.requireNonNull(http, "http");
        Optional<String> reported = requestId instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Redaction.requestId(http.headers(), http.ids());
        this.requestId = reported.flatMap(http.ids()::requestId).orElse(null);
    }

    /** Returns the HTTP response. */
    public final HttpResponse http() {
        return http;
    }

    /** Returns the vendor's request id, or null if there is no request id or the id may not be shown. */
    public final @Nullable String requestId() {
        return requestId;
    }

    /** Returns the trace of the request. */
    public final CallTrace trace() {
        return CallTrace.ofRequest(requestId);
    }

    /**
     * Returns a builder of the exception for a code. The row determines kind, effect, advice and detail. A remedy of the row is applied to
     * the clock or the credentials of the request, and the result of the remedy determines the advice.
     *
     * @param code the vendor's code; the exception leaves out a code that repeats an id of the request
     */
    public final FaceExceptionBuilder error(ErrorTable.Row row, String code) {
        boolean isListed = row.by() == Classification.CODE && row.isListed();
        FaceExceptionBuilder error = http.error(row.kind())
                .effect(row.effect())
                .advice(row.advice())
                .classification(row.by())
                .aboutTarget(row.isAboutTarget())
                .vendorCode(http.ids().code(code, isListed).orElse(null))
                .requestId(requestId)
                .detail(row.detail());
        SigningRecord<?> signing = http.signing();
        if (signing == null) {
            return error;
        }
        if (row.kind() == ErrorKind.UNAUTHENTICATED) {
            signing.reportRejectedKey();
        }
        return switch (row.remedy()) {
            case NONE -> error;
            case CLOCK -> {
                VendorClock.ClockCorrection correction = signing.correctClock(http);
                yield error.advice(correction.advice()).detail(correction.detail());
            }
            case CREDENTIALS -> expired(error, signing);
            case TEMPORARY_CREDENTIALS -> signing.isTemporary() ? expired(error, signing) : error;
        };
    }

    private static FaceExceptionBuilder expired(FaceExceptionBuilder error, SigningRecord<?> signing) {
        RetryAdvice advice = signing.reportExpired();
        return advice == RetryAdvice.NEVER
                ? error.advice(advice)
                : error.advice(advice).detail("the credentials have expired; their source may have new ones");
    }

    /**
     * Returns the exception for a response with undocumented contents. Its effect is {@code UNKNOWN}.
     *
     * @param detail description of the problem, without a value of the response
     */
    public final FaceException malformed(String detail, RetryAdvice advice) {
        return http.error(ErrorKind.MALFORMED_RESPONSE)
                .effect(Effect.UNKNOWN)
                .advice(advice)
                .classification(Classification.SHAPE)
                .requestId(requestId)
                .detail(detail)
                .build();
    }
}
