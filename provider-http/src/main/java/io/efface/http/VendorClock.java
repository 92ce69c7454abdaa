package io.efface.http;

import io.efface.RetryAdvice;
import io.efface.spi.OpenContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The vendor's clock: the account's clock plus an offset. The offset is computed from the time in the response that rejects a timestamp.
 * Thread-safe.
 *
 * <p>The offset belongs to a host and a quota group. All accounts of the group that call the host use the same offset, even if an account
 * is replaced at run time. So if a machine's clock is wrong, the vendor rejects a request for this reason once, and not once for each
 * account and each change of settings. The offset of one host does not affect other hosts.
 *
 * <p>An offset of more than a day is ignored. The clock of the machine must be corrected in that case.
 */
public final class VendorClock {
    /** The largest offset that is used, in either direction. */
    public static final Duration LARGEST_OFFSET = Duration.ofDays(1);

    /** The smallest difference that can explain a rejection. Vendors accept a difference of some minutes. */
    private static final Duration SMALLEST_EXPLANATION = Duration.ofMinutes(1);

    private final Clock clock;
    private final ClockOffset shared;

    private VendorClock(Clock clock, ClockOffset shared) {
        this.clock = clock;
        this.shared = shared;
    }

    /** Returns the clock of an account. All accounts of its quota group share one offset for the host of the endpoint. */
    public static VendorClock of(OpenContext context, Endpoint endpoint) {
        return new VendorClock(
                context.clock(), context.shared(ClockOffset.class, endpoint.toString(), ClockOffset::new));
    }

    /** Returns the difference between the vendor's clock and the account's clock; zero before the first correction. */
    public Duration offset() {
        return shared.get();
    }

    /** Returns the time for a signature: the account's clock plus the given offset, which {@link #offset()} returned. */
    public Instant instant(Duration offset) {
        return clock.instant().plus(offset);
    }

    /**
     * Corrects the offset after a response that rejects a timestamp.
     *
     * @param vendor the vendor's time in the response, or empty
     * @param received time at which the response arrived, by the account's clock
     * @param used the offset with which the rejected request was signed
     * @return whether the offset changed, and the retry advice
     */
    public ClockCorrection correct(Optional<Instant> vendor, Instant received, Duration used) {
        if (vendor.isEmpty()) {
            return ClockCorrection.NO_VENDOR_TIME;
        }
        Duration measured = Duration.between(received, vendor.get());
        if (measured.abs().compareTo(LARGEST_OFFSET) > 0) {
            return ClockCorrection.OUT_OF_RANGE;
        }
        shared.set(measured);
        return measured.minus(used).abs().compareTo(SMALLEST_EXPLANATION) > 0
                ? ClockCorrection.CORRECTED
                : ClockCorrection.UNCHANGED;
    }

    /** The result of a correction. */
    public enum ClockCorrection {
        /** The offset changed. The next signature has another time, so the request should be repeated once. */
        CORRECTED(RetryAdvice.ONCE, "the clocks differ; the next attempt is signed with the vendor's time"),
        /**
         * The vendor's time differs by less than a minute from the time in the rejected signature. The request may have been delayed, so it
         * should be repeated once with a new timestamp.
         */
        UNCHANGED(RetryAdvice.ONCE, "the signed time differs from the vendor's time by less than a minute"),
        /** The response contains no time. The request should be repeated once with a new timestamp. */
        NO_VENDOR_TIME(RetryAdvice.ONCE, "the vendor's response contains no time for a correction of the clock"),
        /** The difference exceeds {@link VendorClock#LARGEST_OFFSET}. The offset is unchanged. */
        OUT_OF_RANGE(RetryAdvice.NEVER, "this machine's clock differs from the vendor's by more than a day");

        private final RetryAdvice advice;
        private final String detail;

        ClockCorrection(RetryAdvice advice, String detail) {
            this.advice = advice;
            this.detail = detail;
        }

        /** Returns whether the rejected call should be repeated. */
        public RetryAdvice advice() {
            return advice;
        }

        /** Returns a sentence for the exception. */
        public String detail() {
            return detail;
        }
    }

    /** The offset of a vendor's clock. All accounts of a quota group share the offset, even if an account is replaced. Thread-safe. */
    static final class ClockOffset {
        private volatile Duration offset = Duration.ZERO;

        Duration get() {
            return offset;
        }

        void set(Duration value) {
            offset = value;
        }
    }
}
