package io.efface.rekognition;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.RetryAdvice;
import io.efface.http.HttpResponse;
import io.efface.http.VendorResponse;
import io.efface.http.json.JsonResponseReader;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One response of the vendor. Immutable.
 *
 * <p>The body of a successful response is a JSON object, or empty for DeleteUser. The header {@code x-amzn-RequestId} has a request id.
 * An error response has its code in the body or in the header {@code x-amzn-ErrorType}. Any other response is not from the vendor.
 *
 * <p>Sources: "Error handling" of the developer guide (docs.aws.amazon.com/rekognition/latest/dg/error-handling.html, read 2026-11), which
 * shows a complete response; {@code JsonErrorCodeParser} of AWS's SDK for Java 2.57.8, for the places and the forms of a code.
 */
final class RekognitionResponse extends VendorResponse {
    private static final String ERROR_TYPE = "x-amzn-ErrorType";
    private static final String REQUEST_ID = "x-amzn-RequestId";

    private final JsonResponseReader json;
    private final @Nullable Object body;
    private final @Nullable String errorCode;
    private final String text;
    private final Effect effect;

    private RekognitionResponse(
            HttpResponse http,
            JsonResponseReader json,
            @Nullable Object body,
            @Nullable String errorCode,
            String text,
            Effect effect) {
        super(http, null);
        this.json = json;
        this.body = body;
        this.errorCode = errorCode;
        this.text = text;
        this.effect = effect;
    }

    /**
     * Reads a response.
     *
     * @throws FaceException if the response is not from the vendor
     */
    static RekognitionResponse of(HttpResponse http, JsonResponseReader json) {
        if (http.isSuccess()) {
            if (http.header(REQUEST_ID).isEmpty()) {
                throw http.notVendor();
            }
            return new RekognitionResponse(http, json, object(http, json), null, "", Effect.UNKNOWN);
        }
        RekognitionWire.Failure failure = json.read(http, RekognitionWire.Failure.class)
                .orElse(new RekognitionWire.Failure(null, null, null, null));
        String code = Stream.of(http.header(ERROR_TYPE).orElse(""), failure.type(), failure.code())
                .filter(String.class::isInstance)
                .map(each -> name((String) each))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseThrow(http::notVendor);
        Object message = failure.message() == null ? failure.lowerCaseMessage() : failure.message();
        return new RekognitionResponse(
                http, json, null, code, message instanceof String text ? text : "", Effect.UNKNOWN);
    }

    /** Returns the body, or null if it is empty. */
    private static @Nullable Object object(HttpResponse http, JsonResponseReader json) {
        return http.body().size() == 0 ? null : json.read(http, Map.class).orElseThrow(http::notVendor);
    }

    /** Returns the code without the namespace before it and the URL after it, which are both optional. */
    private static String name(String code) {
        int colon = code.indexOf(':');
        String name = colon < 0 ? code : code.substring(0, colon);
        return name.substring(name.indexOf('#') + 1).strip();
    }

    /** Returns this response for a request that deletes nothing, so that {@link #malformed} has the effect {@code NONE}. */
    RekognitionResponse withoutEffect() {
        return new RekognitionResponse(http(), json, body, errorCode, text, Effect.NONE);
    }

    /** Returns the vendor's code if the action failed. */
    Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** Returns the vendor's message without the ids of the request. The message serves only to interpret the code. */
    String text() {
        return http().ids().removedFrom(text).strip();
    }

    /**
     * Returns the body as an object of the given type.
     *
     * @throws FaceException if the body is empty or does not have the form of the type
     */
    <T> T read(Class<T> type) {
        return json.convert(body, type).orElseThrow(this::malformed);
    }

    /**
     * Checks that the body has no content. A body with content is the response to another action, or an error that was sent with a success
     * status.
     *
     * @throws FaceException if the body is neither empty nor an empty JSON object
     */
    void checkEmpty() {
        if (body != null && !body.equals(Map.of())) {
            throw malformed();
        }
    }

    /**
     * Returns an exception of kind {@code CONFLICT} for a response to a request that deletes nothing. The operation should be repeated
     * later.
     */
    FaceException conflict(String detail) {
        return http().error(ErrorKind.CONFLICT)
                .effect(Effect.NONE)
                .advice(RetryAdvice.BACKOFF)
                .classification(Classification.SHAPE)
                .aboutTarget(true)
                .requestId(requestId())
                .detail(detail)
                .build();
    }

    /** Returns the exception for a response whose form the action does not document. */
    FaceException malformed() {
        return malformed("the response is not of the documented form", RetryAdvice.BACKOFF).toBuilder()
                .effect(effect)
                .build();
    }
}
