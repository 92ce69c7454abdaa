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
 * An answer whose envelope was read as the vendor's. A provider extends it with what its vendor's answers say. It applies two rules that
 * are the same for every vendor: a request id is shown only if it has the form of one and repeats no id of the request, and so is a code.
 * Immutable and thread-safe.
 */
public abstract class VendorResponse {
    private final HttpResponse http;
    private final @Nullable String requestId;

    /**
     * Keeps an answer.
     *
     * @param requestId the vendor's id of the request as its envelope has it, a text; where there is none, a header such as
     *     {@code x-acs-request-id} counts
     */
    protected VendorResponse(HttpResponse http, @Nullable Object requestId) {
        this.http = Objects.requireNonNull(http, "http");
        Optional<String> written = requestId instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Redaction.requestId(http.headers());
        this.requestId = written.flatMap(http.ids()::requestId).orElse(null);
    }

    /** Returns the HTTP answer. */
    public final HttpResponse http() {
        return http;
    }

    /** Returns the vendor's id of the request, or null if there is none that may be shown. */
    public final @Nullable String requestId() {
        return requestId;
    }

    /** Returns the trace of the one request. */
    public final CallTrace trace() {
        return CallTrace.ofRequest(requestId);
    }

    /**
     * Starts the exception for a code. The row decides about kind, effect, advice and detail; a remedy of the row is applied to what
     * the request was signed with, and the advice then follows from the result.
     *
     * @param code the vendor's code; it is left out of the exception if it repeats an id of the request
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
            signing.keyRefused();
        }
        return switch (row.remedy()) {
            case NONE -> error;
            case CLOCK -> {
                VendorClock.ClockCorrection lesson = signing.correctClock(http);
                yield error.advice(lesson.advice()).detail(lesson.detail());
            }
            case CREDENTIALS -> expired(error, signing);
            case TEMPORARY_CREDENTIALS -> signing.isTemporary() ? expired(error, signing) : error;
        };
    }

    private static FaceExceptionBuilder expired(FaceExceptionBuilder error, SigningRecord<?> signing) {
        RetryAdvice advice = signing.expired();
        return advice == RetryAdvice.NEVER
                ? error.advice(advice)
                : error.advice(advice).detail("the credentials have expired; their source may have new ones");
    }

    /**
     * Returns the exception for an answer whose contents the vendor does not document; its effect is {@code UNKNOWN}.
     *
     * @param detail what is wrong, without a value of the answer
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
