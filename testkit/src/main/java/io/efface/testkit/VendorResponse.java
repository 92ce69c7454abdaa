package io.efface.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one response of the vendor contained, for comparison with the result or exception of the call. Immutable.
 *
 * @param requestId the vendor's id of the request, or empty if the response contained none
 * @param code the vendor's error code, or empty if the response contained none
 * @param httpStatus the HTTP status, or empty if the vendor has no HTTP
 * @param retryAfter the wait that the response states, or empty if it states none
 */
public record VendorResponse(
        Optional<String> requestId, Optional<String> code, OptionalInt httpStatus, Optional<Duration> retryAfter) {
    /**
     * Checks the values.
     *
     * @throws NullPointerException if a value is null
     */
    public VendorResponse {
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(httpStatus, "httpStatus");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** Returns a response with a request id and without an error. */
    public static VendorResponse ofRequest(String requestId) {
        return new VendorResponse(Optional.of(requestId), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }
}
