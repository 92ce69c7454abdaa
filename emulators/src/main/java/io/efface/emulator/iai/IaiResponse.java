package io.efface.emulator.iai;

import io.efface.emulator.JsonText;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the response to one request, and the entry of the request in the log of calls. Not thread-safe. */
final class IaiResponse {
    private static final int HTTP_OK = 200;

    private final IaiCodes codes;
    private final String requestId;
    private IaiLanguage language = IaiLanguage.EN_US;
    private String operation = "unknown";
    private @Nullable String personId;
    private @Nullable String signatureMethod;
    private String code = "OK";

    IaiResponse(IaiCodes codes, String requestId) {
        this.codes = codes;
        this.requestId = requestId;
    }

    void language(IaiLanguage newLanguage) {
        language = newLanguage;
    }

    void signedWith(String method) {
        signatureMethod = method;
    }

    void about(String calledOperation, @Nullable String calledPersonId) {
        operation = calledOperation;
        personId = calledPersonId;
    }

    /** Returns a success with these fields before the request id. */
    EmulatorResponse succeeded(Map<String, ? extends @Nullable Object> fields) {
        code = "OK";
        return envelope(HTTP_OK, new LinkedHashMap<>(fields));
    }

    /** Returns the response to a rejected call, always with HTTP 200. */
    EmulatorResponse rejected(IaiErrorException rejection) {
        return error(HTTP_OK, rejection.code(), codes.message(rejection.code(), language, rejection.parameter()));
    }

    /** Returns an error with any code. A null status means HTTP 200, and a null message means the message of the code. */
    EmulatorResponse failed(String errorCode, @Nullable Integer httpStatus, @Nullable String message) {
        return error(
                Objects.requireNonNullElse(httpStatus, HTTP_OK),
                errorCode,
                message == null ? codes.message(errorCode, language, null) : message);
    }

    private EmulatorResponse error(int status, String errorCode, String message) {
        code = errorCode;
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("Code", errorCode);
        error.put("Message", message);
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("Error", error);
        return envelope(status, response);
    }

    private EmulatorResponse envelope(int status, Map<String, @Nullable Object> response) {
        response.put("RequestId", requestId);
        return EmulatorResponse.text(status, "application/json", JsonText.write(Map.of("Response", response)));
    }

    /** Returns the entry for the log of calls. */
    ReceivedCall received(Instant at, EmulatorResponse sent) {
        return new ReceivedCall(at, operation, personId, signatureMethod, code, sent, requestId);
    }
}
