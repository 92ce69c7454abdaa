package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Origin;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A complete HTTP response with any status. The body is complete, unzipped and within the size limit. Immutable and thread-safe; {@code
 * toString} shows neither headers nor body.
 *
 * @param call the operation and the account of the request
 * @param status HTTP status, 100 to 599
 * @param headers all headers, unchanged
 * @param body the bytes of the body, possibly empty
 * @param receivedAt time at which the headers were read, by the repository's clock
 * @param ids the ids in the request; a code or request id of the response that repeats such an id is not shown
 * @param signing the signing record of the request, or null if no {@link AccountSigner} signed it
 * @param proxy the address and the source of the proxy through which the request was sent, for messages, without credentials; null if the
 *     request used no proxy
 */
public record HttpResponse(
        CallLabel call,
        int status,
        Headers headers,
        ByteString body,
        Instant receivedAt,
        SentIds ids,
        @Nullable SigningRecord<?> signing,
        @Nullable String proxy) {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** Rejects null, except for {@code signing} and {@code proxy}. */
    public HttpResponse {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(ids, "ids");
    }

    /** Returns whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Returns the last value of a header. The case of the name is ignored. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the {@code Content-Type} header. */
    public Optional<String> contentType() {
        return header("Content-Type");
    }

    /** Returns the server's time in the {@code Date} header, or empty if the header is missing or unreadable. */
    public Optional<Instant> date() {
        return header("Date").flatMap(HttpResponse::httpDate);
    }

    /**
     * Returns the minimum wait that the {@code Retry-After} header requests. If the header contains a date, the wait is the time from
     * {@link #receivedAt()} to this date. Never negative. Empty if the header is missing or unreadable.
     */
    public Optional<Duration> retryAfter() {
        Optional<String> text = header("Retry-After").map(String::trim);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (SECONDS.matcher(text.get()).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
        }
        return httpDate(text.get()).map(date -> {
            Duration wait = Duration.between(receivedAt, date);
            return wait.isNegative() ? Duration.ZERO : wait;
        });
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns a builder of an exception for an error in this response, with origin {@code VENDOR}, one attempt, the HTTP status and {@link
     * #retryAfter()}. The provider sets effect, advice, classification, code and request id.
     */
    public FaceExceptionBuilder error(ErrorKind kind) {
        return call.error(kind)
                .origin(Origin.VENDOR)
                .attempts(1)
                .httpStatus(status)
                .retryAfter(retryAfter().orElse(null));
    }

    /**
     * Returns the exception for a response whose body is not the vendor's JSON: another server responded, or the body is incomplete. The
     * status alone determines the exception; {@link HttpStatusErrorMapper} has the table. The detail names the proxy of the request.
     */
    public FaceException notVendor() {
        return HttpStatusErrorMapper.translate(this, "the response does not have the documented form");
    }

    /** Shows the call, the status and the size of the body. */
    @Override
    public String toString() {
        return "HttpResponse[" + call + ", status=" + status + ", body of " + body.size() + " bytes]";
    }
}
