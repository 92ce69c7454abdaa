package io.efface.tencent;

import io.efface.CallTrace;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.http.HttpAnswer;
import io.efface.http.JsonAnswers;
import io.efface.http.SentIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the vendor, with the envelope taken off. Immutable.
 *
 * <p>The envelope is {@code {"Response":{...,"RequestId":"..."}}}, and with an {@code Error} in it the action failed. Everything
 * else, whatever its status, is not the vendor's: "Responses" (tencentcloud.com/document/product/1059/36947, read 2026-11).
 */
final class IaiAnswer {
    private static final JsonAnswers JSON = JsonAnswers.exactKeys();

    private final HttpAnswer http;
    private final Object response;
    private final @Nullable String requestId;
    private final @Nullable String errorCode;

    private IaiAnswer(HttpAnswer http, Object response, @Nullable String requestId, @Nullable String errorCode) {
        this.http = http;
        this.response = response;
        this.requestId = requestId;
        this.errorCode = errorCode;
    }

    /**
     * Takes the envelope off.
     *
     * @param ids the ids in the request, which must not come out as a request id
     * @throws FaceException if it is not the vendor's envelope, or says neither success nor which error
     */
    static IaiAnswer of(HttpAnswer http, SentIds ids) {
        Object response = JSON.read(http, IaiWire.Answer.class)
                .map(IaiWire.Answer::response)
                .orElseThrow(http::notVendor);
        IaiWire.Head head = JSON.convert(response, IaiWire.Head.class).orElseThrow(http::notVendor);
        String requestId = head.requestId() instanceof String text && !text.isBlank() ? text : null;
        String shown = requestId == null ? null : ids.requestId(requestId).orElse(null);
        if (head.error() != null) {
            Object code = JSON.convert(head.error(), IaiWire.Failure.class)
                    .map(IaiWire.Failure::code)
                    .orElseThrow(http::notVendor);
            if (code instanceof String text && !text.isBlank()) {
                return new IaiAnswer(http, response, shown, text);
            }
            throw http.notVendor();
        }
        if (requestId == null || !http.isSuccess()) {
            throw http.notVendor();
        }
        return new IaiAnswer(http, response, shown, null);
    }

    /** Returns the vendor's code if the action failed. */
    Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** Returns the request id, or null where it is not fit to be shown. */
    @Nullable String requestId() {
        return requestId;
    }

    /** Returns the HTTP answer around it. */
    HttpAnswer http() {
        return http;
    }

    CallTrace trace() {
        return CallTrace.ofRequest(requestId);
    }

    /**
     * Returns what the action adds to a response.
     *
     * @throws FaceException if it is not of that shape
     */
    <T> T read(Class<T> type) {
        return JSON.convert(response, type).orElseThrow(this::malformed);
    }

    /** Returns the exception for an answer that the action does not give. */
    FaceException malformed() {
        return http.notVendor().toBuilder()
                .origin(Origin.VENDOR)
                .requestId(requestId)
                .build();
    }
}
