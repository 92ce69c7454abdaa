package io.efface.http;

import io.efface.RetryAdvice;
import io.efface.spi.OpenContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The vendor's clock: the injected one, and an offset learnt from a refused timestamp. Thread-safe.
 *
 * <p>The offset belongs to a host and a quota group: all accounts of the group that call the host sign with it, and it outlives one that is
 * replaced at run time. So a machine whose clock is wrong is refused once, not once for every account and again after every change of
 * settings; and the clock of one host does not change what another one gets.
 *
 * <p>An offset is believed up to a day; what is farther off is a machine to be put right, not a clock to be followed.
 */
public final class VendorClock {
    /** The largest offset that is believed, either way. */
    public static final Duration LARGEST_OFFSET = Duration.ofDays(1);

    /** Less than this is no reason to sign again: vendors accept some minutes either way. */
    private static final Duration WORTH_A_REPEAT = Duration.ofMinutes(1);

    private final Clock clock;
    private final ClockOffset learnt;

    private VendorClock(Clock clock, ClockOffset learnt) {
        this.clock = clock;
        this.learnt = learnt;
    }

    /**
     * Returns the clock of an account: the one that all accounts of its quota group share at this host.
     */
    public static VendorClock of(OpenContext context, Endpoint endpoint) {
        return new VendorClock(
                context.clock(), context.shared(ClockOffset.class, endpoint.toString(), ClockOffset::new));
    }

    /** Returns the vendor's clock minus ours, as far as is known; zero until something was learnt. */
    public Duration offset() {
        return learnt.get();
    }

    /** Returns the time to sign with under an offset that {@link #offset()} returned. */
    public Instant instant(Duration offset) {
        return clock.instant().plus(offset);
    }

    /**
     * Learns from an answer that refuses a timestamp.
     *
     * @param vendor the vendor's time in the answer, if it has one
     * @param received when the answer came, by the injected clock
     * @param used the offset that the refused request was signed with
     * @return what came of it
     */
    public Lesson learn(Optional<Instant> vendor, Instant received, Duration used) {
        if (vendor.isEmpty()) {
            return Lesson.NO_TIME;
        }
        Duration seen = Duration.between(received, vendor.get());
        if (seen.abs().compareTo(LARGEST_OFFSET) > 0) {
            return Lesson.BEYOND_BELIEF;
        }
        learnt.set(seen);
        return seen.minus(used).abs().compareTo(WORTH_A_REPEAT) > 0 ? Lesson.CORRECTED : Lesson.NOTHING_NEW;
    }

    /** What a refused timestamp taught, which is the same for every vendor. */
    public enum Lesson {
        /** The next signature carries another time, so that one repeat makes sense. */
        CORRECTED(RetryAdvice.ONCE, "the clocks differ; the next attempt is signed with the vendor's time"),
        /**
         * The vendor's time is the one that the refused request was signed with, give or take a minute. The request may have been
         * held up on its way, so that a fresh timestamp is worth one repeat.
         */
        NOTHING_NEW(RetryAdvice.ONCE, "the vendor's time is the one that was signed, give or take a minute"),
        /** The answer has no time to learn from; a fresh timestamp is worth one repeat as well. */
        NO_TIME(RetryAdvice.ONCE, "the vendor's answer gives no time to correct the clock by"),
        /** The difference is more than {@link VendorClock#LARGEST_OFFSET}; nothing was learnt. */
        BEYOND_BELIEF(RetryAdvice.NEVER, "this machine's clock differs from the vendor's by more than a day");

        private final RetryAdvice advice;
        private final String detail;

        Lesson(RetryAdvice advice, String detail) {
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
