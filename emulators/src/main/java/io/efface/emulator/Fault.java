package io.efface.emulator;

import io.efface.emulator.http.EmulatorResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scripted fault of an emulator. Faults apply to calls that passed the vendor's checks (signature, clock, action). A rejected call does
 * not consume a fault. {@link When} determines whether the deletion happens despite the fault.
 */
public sealed interface Fault {

    /** Whether a call with a fault changes the library. */
    enum When {
        /** The library is not changed. */
        BEFORE_EFFECT,
        /** The library is changed as it would be without the fault. The fault affects only the response. */
        AFTER_EFFECT
    }

    /** No fault for one call. If a script begins with this element, the first call succeeds and the second call can fail. */
    record None() implements Fault {}

    /**
     * An error response in the vendor's form, with any code.
     *
     * @param code the vendor's code in the body
     * @param httpStatus the HTTP status, or null for the documented status
     * @param message the text, or null for the documented text
     * @param when whether the call changes the library
     */
    record VendorError(
            String code,
            @Nullable Integer httpStatus,
            @Nullable String message,
            When when) implements Fault {

        /**
         * Checks the error.
         *
         * @throws NullPointerException if code or when is null
         */
        public VendorError {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(when, "when");
        }
    }

    /** The vendor's response to too many requests. The library is not changed. */
    record Throttle() implements Fault {}

    /**
     * No response until the client closes the connection or the server is closed.
     *
     * @param when whether the call changes the library
     */
    record Stall(When when) implements Fault {}

    /**
     * The connection is closed without a response.
     *
     * @param when whether the call changes the library
     * @param reset true for a TCP reset, false for an orderly end of stream
     */
    record Drop(When when, boolean reset) implements Fault {}

    /**
     * The correct response, truncated. The library is changed.
     *
     * @param bytes number of bytes of the body that are sent, 0 or more
     */
    record Truncate(int bytes) implements Fault {}

    /**
     * A response that the test supplies.
     *
     * @param response the response, which is sent unchanged and with its delivery
     * @param when whether the call changes the library
     */
    record Raw(EmulatorResponse response, When when) implements Fault {}

    /**
     * The correct response, sent slowly. The library is changed before the first byte is sent.
     *
     * @param bytes size of a piece in bytes, 1 or more
     * @param pause real time before each piece
     */
    record Drip(int bytes, Duration pause) implements Fault {}

    /** A success response although the library is not changed. */
    record FalseSuccess() implements Fault {}

    /** Returns a fault that lets one call succeed. */
    static Fault none() {
        return new None();
    }

    /** Returns the vendor's error with its documented status and text. The library is not changed. */
    static Fault error(String code) {
        return new VendorError(code, null, null, When.BEFORE_EFFECT);
    }

    /** Returns the vendor's error with its documented status and text. */
    static Fault error(String code, When when) {
        return new VendorError(code, null, null, when);
    }

    /** Returns the vendor's response to too many requests. */
    static Fault throttle() {
        return new Throttle();
    }

    /** Returns a fault without a response. */
    static Fault stall(When when) {
        return new Stall(when);
    }

    /** Returns a fault that ends the connection normally, without a response. */
    static Fault drop(When when) {
        return new Drop(when, false);
    }

    /** Returns a fault that resets the TCP connection, without a response. */
    static Fault reset(When when) {
        return new Drop(when, true);
    }

    /** Returns a fault that truncates the correct response after some bytes of its body. */
    static Fault truncate(int bytes) {
        return new Truncate(bytes);
    }

    /** Returns a fault with the HTML page of a load balancer and status 502. */
    static Fault html502(When when) {
        return new Raw(EmulatorResponse.text(502, "text/html", """
                        <html>
                        <head><title>502 Bad Gateway</title></head>
                        <body>
                        <center><h1>502 Bad Gateway</h1></center>
                        </body>
                        </html>
                        """), when);
    }

    /** Returns a fault with status 200, a JSON content type and no body. */
    static Fault empty(When when) {
        return new Raw(EmulatorResponse.text(200, "application/json", ""), when);
    }

    /** Returns a fault with any response. The library is not changed. */
    static Fault raw(EmulatorResponse response) {
        return new Raw(response, When.BEFORE_EFFECT);
    }

    /** Returns a fault with any response. */
    static Fault raw(EmulatorResponse response, When when) {
        return new Raw(response, when);
    }

    /** Returns a fault that sends the correct response in pieces, with a real pause before each piece. */
    static Fault drip(int bytes, Duration pause) {
        return new Drip(bytes, pause);
    }

    /** Returns a fault that sends the correct response after a real pause. */
    static Fault delay(Duration pause) {
        return new Drip(Integer.MAX_VALUE, pause);
    }

    /** Returns a fault with a success response although the library is not changed. */
    static Fault falseSuccess() {
        return new FalseSuccess();
    }
}
