package io.efface.tencent;

import io.efface.FaceException;
import io.efface.RetryAdvice;
import io.efface.http.HttpResponse;
import io.efface.http.VendorResponse;
import io.efface.http.json.JsonResponseReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response of the vendor without its envelope. Immutable.
 *
 * <p>The envelope is {@code {"Response":{...,"RequestId":"..."}}}. If the envelope contains an {@code Error}, the action failed. A response
 * without this envelope does not come from the vendor, regardless of its status. Source: "Responses"
 * (tencentcloud.com/document/product/1059/36947, read 2026-11).
 */
final class IaiResponse extends VendorResponse {
    private final JsonResponseReader json;
    private final Object response;
    private final @Nullable String errorCode;

    private IaiResponse(
            HttpResponse http,
            JsonResponseReader json,
            Object response,
            @Nullable Object requestId,
            @Nullable String errorCode) {
        super(http, requestId);
        this.json = json;
        this.response = response;
        this.errorCode = errorCode;
    }

    /**
     * Reads a response and removes its envelope.
     *
     * @throws FaceException if the response does not have the vendor's envelope, or has neither a request id nor an error code
     */
    static IaiResponse of(HttpResponse http, JsonResponseReader json) {
        Object response = json.read(http, IaiWire.Envelope.class)
                .map(IaiWire.Envelope::response)
                .orElseThrow(http::notVendor);
        IaiWire.Head head = json.convert(response, IaiWire.Head.class).orElseThrow(http::notVendor);
        if (head.error() == null) {
            if (!isText(head.requestId()) || !http.isSuccess()) {
                throw http.notVendor();
            }
            return new IaiResponse(http, json, response, head.requestId(), null);
        }
        Object code = json.convert(head.error(), IaiWire.Failure.class)
                .map(IaiWire.Failure::code)
                .filter(IaiResponse::isText)
                .orElseThrow(http::notVendor);
        return new IaiResponse(http, json, response, head.requestId(), (String) code);
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String text && !text.isBlank();
    }

    /** Returns the vendor's error code, or empty if the action succeeded. */
    Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /**
     * Returns the fields that the action adds to the envelope.
     *
     * @throws FaceException if the fields do not have the form of the type
     */
    <T> T read(Class<T> type) {
        return json.convert(response, type).orElseThrow(this::malformed);
    }

    /** Returns the exception for a response with an undocumented form. */
    FaceException malformed() {
        return malformed("the response does not have the documented form", RetryAdvice.BACKOFF);
    }
}
