package io.efface.emulator;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an emulator remembers of one call; never a secret, token or signature. Immutable.
 *
 * @param at when it arrived, by the emulator's clock
 * @param operation the vendor's own name, or {@code unknown}
 * @param personId the person it was about, or null if it named none that could be read
 * @param signatureMethod the vendor's name of the method it was signed with, or null when unreadable
 * @param code the vendor's code that was answered, or that a fault kept from being answered; {@code OK} for success,
 *     {@code none} when a fault came before the vendor had anything to say
 * @param httpStatus the HTTP status that went, or was to go, with it
 * @param requestId the request id that was answered
 */
public record ReceivedCall(
        Instant at,
        String operation,
        @Nullable String personId,
        @Nullable String signatureMethod,
        String code,
        int httpStatus,
        String requestId) {

    /**
     * Keeps a call.
     *
     * @throws NullPointerException if anything but person and method is null
     */
    public ReceivedCall {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(requestId, "requestId");
    }

    /** Without the person's id. */
    @Override
    public String toString() {
        return "ReceivedCall[" + at + " " + operation + " " + code + " HTTP " + httpStatus + " " + requestId + "]";
    }
}
