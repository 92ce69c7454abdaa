package io.efface.emulator.rekognition;

import io.efface.emulator.JsonText;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.rekognition.RekognitionVariants.EmptyBody;
import io.efface.emulator.rekognition.RekognitionVariants.ErrorCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the response to one request, and the log entry of the request. Not thread-safe. */
final class RekognitionResponse {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int OK = 200;

    private final RekognitionVariants variants;
    private final String requestId;
    private String action = "unknown";
    private @Nullable String personId;
    private @Nullable String signatureMethod;
    private String code = "none";

    RekognitionResponse(RekognitionVariants variants, String requestId) {
        this.variants = variants;
        this.requestId = requestId;
    }

    void about(String calledAction) {
        action = calledAction;
    }

    void aboutPerson(@Nullable String id) {
        personId = id;
    }

    void signedWith(String method) {
        signatureMethod = method;
    }

    EmulatorResponse succeeded(Map<String, ?> fields) {
        code = "OK";
        boolean hasNoBytes = fields.isEmpty() && variants.emptyBody() == EmptyBody.NO_BYTES;
        return response(OK, hasNoBytes ? "" : JsonText.write(fields));
    }

    EmulatorResponse rejected(RekognitionErrorException rejection) {
        return failed(rejection.code(), null, rejection.text());
    }

    EmulatorResponse throttled() {
        return switch (variants.throttling()) {
            case THROTTLING_500 -> failed("ThrottlingException", RekognitionErrors.SERVER_ERROR, null);
            case THROTTLING_400 -> failed("ThrottlingException", RekognitionErrors.BAD_REQUEST, null);
            case PROVISIONED_THROUGHPUT -> failed("ProvisionedThroughputExceededException", null, null);
        };
    }

    /** Returns an error response. A null status or message stands for the usual status or message of the code. */
    EmulatorResponse failed(String errorCode, @Nullable Integer httpStatus, @Nullable String message) {
        code = errorCode;
        int status = Objects.requireNonNullElseGet(httpStatus, () -> RekognitionErrors.status(errorCode));
        String text = Objects.requireNonNullElseGet(message, () -> RekognitionErrors.message(errorCode));
        Map<String, Object> error = new LinkedHashMap<>();
        if (variants.errorCode() == ErrorCode.HEADER) {
            error.put("message", text);
            return response(status, JsonText.write(error))
                    .plusHeader(
                            "x-amzn-ErrorType",
                            errorCode + ":http://internal.amazon.com/coral/com.amazon.coral.service/");
        }
        boolean hasNamespace = variants.errorCode() == ErrorCode.NAMESPACE;
        error.put("__type", hasNamespace ? "com.amazonaws.rekognition#" + errorCode : errorCode);
        if (hasNamespace || RekognitionErrors.isBeforeTheService(errorCode)) {
            error.put("message", text);
        } else {
            error.put("Code", errorCode);
            error.put("Logref", requestId);
            error.put("Message", text);
        }
        return response(status, JsonText.write(error));
    }

    private EmulatorResponse response(int status, String body) {
        return EmulatorResponse.text(status, CONTENT_TYPE, body).plusHeader("x-amzn-RequestId", requestId);
    }

    /** Returns the log entry of the request. */
    ReceivedCall received(Instant at, EmulatorResponse sent) {
        return new ReceivedCall(at, action, personId, signatureMethod, code, sent, requestId);
    }
}
