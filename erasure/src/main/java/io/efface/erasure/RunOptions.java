package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a run takes, how fast, and when it stops. Immutable and thread-safe; start with {@link #builder()}. */
public final class RunOptions {
    /** Which targets are taken beside those that are pending, unknown or have open faces. */
    public enum Retry {
        /** None. */
        NOTHING,
        /** Those that failed and may yet succeed, and those found {@link TargetState#PRESENT}. */
        TRANSIENT,
        /** Those too that failed for good, because somebody has changed something. */
        ALL
    }

    /** The share of absent targets that is allowed unless another is given. */
    public static final int DEFAULT_MAX_ABSENT_PERCENT = 50;

    private final int concurrency;
    private final Retry retry;
    private final long limit;
    private final @Nullable Duration maxDuration;
    private final @Nullable RunWindow window;
    private final FailureLimit maxFailures;
    private final int maxAbsentPercent;
    private final Duration callTimeout;
    private final Duration lease;
    private final Duration firstPause;
    private final int probes;
    private final long expectedTargets;
    private final boolean acceptsOldTail;
    private final RunControl control;

    private RunOptions(Builder from) {
        this.concurrency = from.concurrency;
        this.retry = from.retry;
        this.limit = from.limit;
        this.maxDuration = from.maxDuration;
        this.window = from.window;
        this.maxFailures = from.maxFailures;
        this.maxAbsentPercent = from.maxAbsentPercent;
        this.callTimeout = from.callTimeout;
        this.lease = from.lease != null ? from.lease : from.callTimeout.multipliedBy(3);
        this.firstPause = from.firstPause;
        this.probes = from.probes;
        this.expectedTargets = from.expectedTargets;
        this.acceptsOldTail = from.acceptsOldTail;
        this.control = from.control;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the most calls that are under way, or whose outcomes are not committed, over all accounts together; 8 by default. */
    public int concurrency() {
        return concurrency;
    }

    /** Returns which settled targets are taken again; none by default. */
    public Retry retry() {
        return retry;
    }

    /** Returns the most targets to take, or empty. */
    public OptionalLong limit() {
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** Returns the time after which nothing more is taken, or empty. */
    public Optional<Duration> maxDuration() {
        return Optional.ofNullable(maxDuration);
    }

    /** Returns the hours outside which nothing is taken, or empty. */
    public Optional<RunWindow> window() {
        return Optional.ofNullable(window);
    }

    /** Returns the limit of failed attempts per account; half of them by default. */
    public FailureLimit maxFailures() {
        return maxFailures;
    }

    /**
     * Returns the share of absent targets, in percent of the first 200 erased ones of an account over the job's life (of all planned
     * ones, if it has fewer), that is still believed; 50 by default. What failed does not count, nor what an earlier attempt may have
     * deleted. Nothing is decided before 20. 100 believes everything. More than the default is written to the receipts.
     */
    public int maxAbsentPercent() {
        return maxAbsentPercent;
    }

    /** Returns the longest time of one call on an account with all that its layers send and wait for; one minute by default. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** Returns for how long the job is this run's without a renewal; three times the call timeout by default. */
    public Duration lease() {
        return lease;
    }

    /** Returns the first pause of an account that refuses without saying for how long; it doubles. 5 seconds by default. */
    public Duration firstPause() {
        return firstPause;
    }

    /**
     * Returns the failed probes after which an account counts as refused once nothing else is left to do; 3 by default. One that
     * answered before, and now cannot be reached, gets four times as many.
     */
    public int probes() {
        return probes;
    }

    /** Returns the number of planned targets that the operator believes the job to have, or empty if not asked. */
    public OptionalLong expectedTargets() {
        return expectedTargets < 0 ? OptionalLong.empty() : OptionalLong.of(expectedTargets);
    }

    /**
     * Returns whether events that an older version of the ledger left without a seal are sealed as they are; false by default. It is
     * recorded.
     */
    public boolean acceptsOldTail() {
        return acceptsOldTail;
    }

    /** Returns what ends the run from outside, and watches it. */
    public RunControl control() {
        return control;
    }

    /** Builds {@link RunOptions}. Not thread-safe; every method but {@link #build()} returns this builder. */
    public static final class Builder {
        private int concurrency = 8;
        private Retry retry = Retry.NOTHING;
        private long limit = -1;
        private @Nullable Duration maxDuration;
        private @Nullable RunWindow window;
        private FailureLimit maxFailures = new FailureLimit(50, true);
        private int maxAbsentPercent = DEFAULT_MAX_ABSENT_PERCENT;
        private Duration callTimeout = Duration.ofMinutes(1);
        private @Nullable Duration lease;
        private Duration firstPause = Duration.ofSeconds(5);
        private int probes = 3;
        private long expectedTargets = -1;
        private boolean acceptsOldTail;
        private RunControl control = new RunControl();

        private Builder() {}

        /** Sets the most calls under way or uncommitted, from 1 to 1000. */
        public Builder concurrency(int most) {
            check(most >= 1 && most <= 1000, "concurrency is a number from 1 to 1000");
            concurrency = most;
            return this;
        }

        /** Sets which settled targets are taken again. */
        public Builder retry(Retry which) {
            retry = Objects.requireNonNull(which, "which");
            return this;
        }

        /** Sets the most targets to take, at least 1. Those that turn out to be surely not sent do not count. */
        public Builder limit(long most) {
            check(most >= 1, "limit is a number from 1");
            limit = most;
            return this;
        }

        /** Sets the time after which nothing more is taken, more than zero. */
        public Builder maxDuration(Duration most) {
            maxDuration = positive(most, "the longest duration");
            return this;
        }

        /** Sets the hours outside which nothing is taken. The run stops then; it does not wait. */
        public Builder window(RunWindow hours) {
            window = Objects.requireNonNull(hours, "hours");
            return this;
        }

        /** Sets the limit of failed attempts per account. */
        public Builder maxFailures(FailureLimit most) {
            maxFailures = Objects.requireNonNull(most, "most");
            return this;
        }

        /** Sets the share of absent targets that is still believed, from 0 to 100 percent. */
        public Builder maxAbsentPercent(int most) {
            check(most >= 0 && most <= 100, "the share of absent targets is from 0 to 100 percent");
            maxAbsentPercent = most;
            return this;
        }

        /** Sets the longest time of one call, more than zero and at most a day. */
        public Builder callTimeout(Duration most) {
            check(most.compareTo(Duration.ofDays(1)) <= 0, "the call timeout is at most a day");
            callTimeout = positive(most, "the call timeout");
            return this;
        }

        /** Sets the time that the job is this run's without a renewal: at least twice the call timeout. */
        public Builder lease(Duration time) {
            lease = positive(time, "the lease");
            return this;
        }

        /** Sets the first pause of an account that refuses, more than zero. */
        public Builder firstPause(Duration time) {
            firstPause = positive(time, "the first pause");
            return this;
        }

        /** Sets the failed probes after which an account counts as refused, at least 1. */
        public Builder probes(int most) {
            check(most >= 1, "there is at least one probe");
            probes = most;
            return this;
        }

        /** Sets the number of planned targets that the operator believes the job to have; the run is refused if it has another. */
        public Builder expectedTargets(long number) {
            check(number >= 0, "the expected number of targets is a number from 0");
            expectedTargets = number;
            return this;
        }

        /** Sets whether events that an older version of the ledger left without a seal are sealed as they are. */
        public Builder acceptOldTail(boolean accept) {
            acceptsOldTail = accept;
            return this;
        }

        /** Sets what ends the run from outside, and watches it. */
        public Builder control(RunControl with) {
            control = Objects.requireNonNull(with, "with");
            return this;
        }

        /**
         * Builds the options.
         *
         * @throws ErasureException of reason {@code INPUT} if the lease is shorter than twice the call timeout
         */
        public RunOptions build() {
            check(
                    lease == null || lease.compareTo(callTimeout.multipliedBy(2)) >= 0,
                    "the lease is at least twice the call timeout");
            return new RunOptions(this);
        }

        static Duration positive(Duration time, String what) {
            check(!time.isNegative() && !time.isZero(), what + " is more than zero");
            return time;
        }

        static void check(boolean good, String otherwise) {
            if (!good) {
                throw new ErasureException(Reason.INPUT, otherwise);
            }
        }
    }
}
