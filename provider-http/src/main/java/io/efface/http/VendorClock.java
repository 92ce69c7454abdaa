package io.efface.http;

import io.efface.RetryAdvice;
import io.efface.spi.OpenContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The vendor's clock: the injected one, and an offset taken from the answer to a rejected timestamp. Thread-safe.
 *
 * <p>The offset belongs to a host and a quota group: all accounts of the group that call the host sign with it, and it outlives one that is
 * replaced at run time. So a machine whose clock is wrong is rejected once, not once for every account and again after every change of
 * settings; and the clock of one host does not change what another one gets.
 *
 * <p>An offset of more than a day is ignored: the clock of the machine has to be corrected then.
 */
public final class VendorClock {
    /** the largest offset that is used, in either direction. */
    public static final Duration LARGEST_OFFSET = Duration.ofDays(1);

    /** Less than this is no reason to sign again: vendors accept some minutes either way. */
    private static final Duration WORTH_A_REPEAT = Duration.ofMinutes(1);

    private final Clock clock;
    private final ClockOffset shared;

    private VendorClock(Clock clock, ClockOffset shared) {
        this.clock = clock;
        this.shared = shared;
    }

    /**
     * Returns the clock of an account: the one that all accounts of its quota group share at this host.
     */
    public static VendorClock of(OpenContext context, Endpoint endpoint) {
        return new VendorClock(
                context.clock(), context.shared(ClockOffset.class, endpoint.toString(), ClockOffset::new));
    }

    /** Returns the vendor's clock minus ours, as far as is known; zero before the first correction. */
    public Duration offset() {
        return shared.get();
    }

    /** Returns the time to sign with under an offset that {@link #offset()} returned. */
    public Instant instant(Duration offset) {
        return clock.instant().plus(offset);
    }

    /**
     * Corrects the offset by an answer that rejects a timestamp.
     *
     * @param vendor the vendor's time in the answer, if it has one
     * @param received when the answer came, by the injected clock
     * @param used the offset that the refused request was signed with
     * @return whether the offset changed, and what to do
     */
    public ClockCorrection correct(Optional<Instant> vendor, Instant received, Duration used) {
        if (vendor.isEmpty()) {
            return ClockCorrection.NO_VENDOR_TIME;
        }
        Duration seen = Duration.between(received, vendor.get());
        if (seen.abs().compareTo(LARGEST_OFFSET) > 0) {
            return ClockCorrection.OUT_OF_RANGE;
        }
        shared.set(seen);
        return seen.minus(used).abs().compareTo(WORTH_A_REPEAT) > 0
                ? ClockCorrection.CORRECTED
                : ClockCorrection.UNCHANGED;
    }

    /** The result of a correction, which is the same for every vendor. */
    public enum ClockCorrection {
        /** The next signature carries another time, so that one repeat makes sense. */
        CORRECTED(RetryAdvice.ONCE, "the clocks differ; the next attempt is signed with the vendor's time"),
        /**
         * The vendor's time is the one that the refused request was signed with, give or take a minute. The request may have been
         * held up on its way, so that a fresh timestamp is worth one repeat.
         */
        UNCHANGED(RetryAdvice.ONCE, "the vendor's time is the one that was signed, give or take a minute"),
        /** The answer gives no time; a fresh timestamp is worth one repeat as well. */
        NO_VENDOR_TIME(RetryAdvice.ONCE, "the vendor's answer gives no time to correct the clock by"),
        /** The difference is more than {@link VendorClock#LARGEST_OFFSET}; the offset stays as it was. */
        OUT_OF_RANGE(RetryAdvice.NEVER, "this machine's clock differs from the vendor's by more than a day");

        private final RetryAdvice advice;
        private final String detail;

        ClockCorrection(RetryAdvice advice, String detail) {
            this.advice = advice;
            this.detail = detail;
        }

        /** Returns whether the refused call makes sense again. */
        public RetryAdvice advice() {
            return advice;
        }

        /** Returns a sentence for the exception. */
        public String detail() {
            return detail;
        }
    }
}
