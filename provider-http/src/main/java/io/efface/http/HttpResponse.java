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
 * A complete HTTP answer, whatever its status: the body is all there, unzipped and within the size cap. Immutable and
 * thread-safe; {@code toString} shows neither headers nor body.
 *
 * @param call the call that it answers
 * @param status HTTP status, 100 to 599
 * @param headers all headers, as they came
 * @param body the body's bytes; empty if there is none
 * @param receivedAt when its headers were read, by the repository's clock
 * @param ids the ids in its request, which must not come out of the answer as a code or a request id
 * @param signing what its request was signed with, or null if no {@link AccountSigner} signed it
 * @param proxy the address of the proxy that the request was sent through and what named it, for messages; without credentials; null
 *     if the request went past every proxy
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

    /** Checks that nothing but {@code signing} and {@code proxy} is null. */
    public HttpResponse {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(ids, "ids");
    }

    /** Returns this answer with the ids of its request. */
    HttpResponse withIds(SentIds sent) {
        return new HttpResponse(call, status, headers, body, receivedAt, sent, signing, proxy);
    }

    /** Returns whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Returns a header's value, the last one if there are several; names ignore case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the {@code Content-Type} header. */
    public Optional<String> contentType() {
        return header("Content-Type");
    }

    /** Returns the server's time by its {@code Date} header, or empty if that is missing or unreadable. */
    public Optional<Instant> date() {
        return header("Date").flatMap(HttpResponse::httpDate);
    }

    /**
     * Returns the least wait that the {@code Retry-After} header asks for: its seconds, or from {@link #receivedAt()} to its date
     * and not below zero. Empty if the header is missing or unreadable.
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
     * Starts an exception for what the vendor says in this answer: origin {@code VENDOR}, one attempt, HTTP status and
     * {@link #retryAfter()} set. Kind, effect, advice, classification, code and request id are the provider's to set.
     */
    public FaceExceptionBuilder error(ErrorKind kind) {
        return call.error(kind)
                .origin(Origin.VENDOR)
                .attempts(1)
                .httpStatus(status)
                .retryAfter(retryAfter().orElse(null));
    }

    /**
     * Returns the exception for an answer that is not the vendor's JSON, judged by its status alone: a server on the way answered,
     * or the vendor broke off. It names the proxy that the request was sent through. See {@link HttpStatusErrorMapper} for the table.
     */
    public FaceException notVendor() {
        return HttpStatusErrorMapper.translate(this, "the answer is not of the documented form");
    }

    /** Shows call, status and the body's size. */
    @Override
    public String toString() {
        return "HttpResponse[" + call + ", status=" + status + ", body of " + body.size() + " bytes]";
    }
}
