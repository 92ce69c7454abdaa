package io.efface.emulator;

import io.efface.emulator.http.EmulatorResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One scripted misbehaviour of an emulator. Faults apply to calls that passed the vendor's checks (signature, clock,
 * action); a refused call uses up no fault. {@link When} says whether the deletion happens all the same.
 */
public sealed interface Fault {

    /** Whether the call's effect on the library takes place. */
    enum When {
        /** The library stays as it is. */
        BEFORE_EFFECT,
        /** The library changes as if all were well; only the answer suffers. */
        AFTER_EFFECT
    }

    /** No misbehaviour: lets one call through, so that a script can say "the second call fails". */
    record None() implements Fault {}

    /**
     * The vendor's own error body with any code.
     *
     * @param code the vendor's code as it appears in the body
     * @param httpStatus the HTTP status, or null for the documented one
     * @param message the text, or null for the documented one
     * @param when whether the effect takes place first
     */
    record VendorError(
            String code,
            @Nullable Integer httpStatus,
            @Nullable String message,
            When when) implements Fault {

        /**
         * Keeps the error.
         *
         * @throws NullPointerException if code or when is null
         */
        public VendorError {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(when, "when");
        }
    }

    /** The vendor's refusal of too many requests; no effect. */
    record Throttle() implements Fault {}

    /**
     * No answer until the client hangs up or the server closes.
     *
     * @param when whether the effect takes place first
     */
    record Stall(When when) implements Fault {}

    /**
     * The connection ends without an answer.
     *
     * @param when whether the effect takes place first
     * @param reset true for a TCP reset, false for an orderly end of stream
     */
    record Drop(When when, boolean reset) implements Fault {}

    /**
     * The right answer, cut off; the effect takes place.
     *
     * @param bytes how much of the body arrives, 0 or more
     */
    record Truncate(int bytes) implements Fault {}

    /**
     * An answer of the test's own making.
     *
     * @param reply sent as it is, including its delivery
     * @param when whether the effect takes place first
     */
    record Raw(EmulatorResponse reply, When when) implements Fault {}

    /**
     * The right answer, slowly; the effect takes place before the first byte.
     *
     * @param bytes size of a piece, 1 or more
     * @param pause real time before each piece
     */
    record Drip(int bytes, Duration pause) implements Fault {}

    /** The answer of a success while the library keeps everything. */
    record Lie() implements Fault {}

    /** Lets one call through. */
    static Fault none() {
        return new None();
    }

    /** The vendor's error with its documented status and text, without effect. */
    static Fault error(String code) {
        return new VendorError(code, null, null, When.BEFORE_EFFECT);
    }

    /** The vendor's error with its documented status and text. */
    static Fault error(String code, When when) {
        return new VendorError(code, null, null, when);
    }

    /** The vendor's refusal of too many requests. */
    static Fault throttle() {
        return new Throttle();
    }

    /** No answer, ever. */
    static Fault stall(When when) {
        return new Stall(when);
    }

    /** An orderly end of stream in place of an answer. */
    static Fault drop(When when) {
        return new Drop(when, false);
    }

    /** A TCP reset in place of an answer. */
    static Fault reset(When when) {
        return new Drop(when, true);
    }

    /** The right answer, cut off after some bytes of its body. */
    static Fault truncate(int bytes) {
        return new Truncate(bytes);
    }

    /** The HTML page of a load balancer with status 502. */
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

    /** Status 200 with a JSON content type and no body. */
    static Fault empty(When when) {
        return new Raw(EmulatorResponse.text(200, "application/json", ""), when);
    }

    /** Any answer; without effect. */
    static Fault raw(EmulatorResponse reply) {
        return new Raw(reply, When.BEFORE_EFFECT);
    }

    /** Any answer. */
    static Fault raw(EmulatorResponse reply, When when) {
        return new Raw(reply, when);
    }

    /** The right answer in pieces with a real pause before each. */
    static Fault drip(int bytes, Duration pause) {
        return new Drip(bytes, pause);
    }

    /** The right answer after a real pause. */
    static Fault delay(Duration pause) {
        return new Drip(Integer.MAX_VALUE, pause);
    }

    /** Success said, nothing done. */
    static Fault lie() {
        return new Lie();
    }
}
