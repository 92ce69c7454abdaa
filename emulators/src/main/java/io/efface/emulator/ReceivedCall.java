package io.efface.emulator;

import io.efface.emulator.http.EmulatorResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The record of one call to an emulator, without secrets, tokens and signatures. Immutable.
 *
 * @param at time of arrival, by the emulator's clock
 * @param operation the vendor's name of the operation, or {@code unknown}
 * @param personId id of the person in the call, or null if there is none or it could not be read
 * @param signatureMethod the vendor's name of the signature method, or null if it could not be read
 * @param code the vendor's code in the emulator's own response, even if a fault sent another response; {@code OK} for success; {@code none}
 *     if a fault ended the call before there was a code
 * @param httpStatus the HTTP status of the response, even if a fault suppressed the response
 * @param retryAfter the seconds of the {@code Retry-After} header of the response, or null if there are none
 * @param requestId the request id of the response
 * @param hasDetails whether the response contains an error code, or a value in addition to the request id, such as an id or a count
 */
public record ReceivedCall(
        Instant at,
        String operation,
        @Nullable String personId,
        @Nullable String signatureMethod,
        String code,
        int httpStatus,
        @Nullable Duration retryAfter,
        String requestId,
        boolean hasDetails) {
    private static final Pattern KEY = Pattern.compile("\"[^\"]*+\"\\s*+:\\s*+(?:null)?");
    private static final String SEPARATORS = " \t\r\n{}[],\"";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /**
     * Checks the values.
     *
     * @throws NullPointerException if {@code at}, {@code operation}, {@code code} or {@code requestId} is null
     */
    public ReceivedCall {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(requestId, "requestId");
    }

    /** Creates the record of a call with the properties of its response. */
    public ReceivedCall(
            Instant at,
            String operation,
            @Nullable String personId,
            @Nullable String signatureMethod,
            String code,
            EmulatorResponse response,
            String requestId) {
        this(
                at,
                operation,
                personId,
                signatureMethod,
                code,
                response.status(),
                retryAfter(response.headers().firstOrEmpty("Retry-After")),
                requestId,
                !code.equals("OK") || hasValue(response.bodyText().replace(requestId, "")));
    }

    /** Returns whether a text contains a value: a JSON value that is not empty, or any text that is not JSON. */
    private static boolean hasValue(String text) {
        Matcher key = KEY.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (key.region(at, text.length()).lookingAt()) {
                at = key.end();
            } else if (SEPARATORS.indexOf(text.charAt(at)) >= 0) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Duration retryAfter(String header) {
        return SECONDS.matcher(header).matches() ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }

    /** Returns a text without the person's id. */
    @Override
    public String toString() {
        return "ReceivedCall[" + at + " " + operation + " " + code + " HTTP " + httpStatus + " " + requestId + "]";
    }
}
