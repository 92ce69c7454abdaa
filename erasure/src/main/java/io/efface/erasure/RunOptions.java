package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The options of a run: which targets it processes, how fast, and when it stops. Immutable and thread-safe. Use {@link #builder()}. */
public final class RunOptions {
    /** The targets that a run processes in addition to the open targets, which are pending, are unknown or have open faces. */
    public enum Retry {
        /** No additional targets. */
        NOTHING,
        /** Targets that failed with an error that a retry may resolve, and targets that are {@link TargetState#PRESENT}. */
        TRANSIENT,
        /**
         * The targets of {@link #TRANSIENT}, and targets that failed with an error that a retry alone cannot resolve. Use this constant
         * after the cause of these errors has been fixed.
         */
        ALL
    }

    /** The default of {@link #maxAbsentPercent()}. */
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

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the highest number of targets that are in progress, over all accounts. A target is in progress until its outcome is
     * committed. The default is 8.
     */
    public int concurrency() {
        return concurrency;
    }

    /** Returns which failed or present targets the run processes again. The default is none. */
    public Retry retry() {
        return retry;
    }

    /** Returns the highest number of targets that the run processes; empty if there is no limit. */
    public OptionalLong limit() {
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** Returns the time after which the run stops; empty if there is no limit. */
    public Optional<Duration> maxDuration() {
        return Optional.ofNullable(maxDuration);
    }

    /** Returns the hours of the day outside which the run stops; empty if the run may send at any time. */
    public Optional<RunWindow> window() {
        return Optional.ofNullable(window);
    }

    /** Returns the limit of failed attempts per account. The default is 50 percent. */
    public FailureLimit maxFailures() {
        return maxFailures;
    }

    /**
     * Returns the limit of absent targets per account, in percent. A run stops an account that exceeds the limit, because the region or the
     * key may be wrong. The check counts the account's first 200 targets that are deleted or absent, over all runs of the job. Among them,
     * the number of absent targets may be at most this percentage of 200. If the account has fewer than 200 planned targets, their number
     * replaces 200. Failed targets do not count. Absent targets do not count if an earlier attempt may have deleted them, unless only a
     * replaced database is the reason for this remark. The limit applies as soon as 20 targets are deleted or absent. The value 100 turns
     * the check off. The default is 50; the receipts record a higher value.
     */
    public int maxAbsentPercent() {
        return maxAbsentPercent;
    }

    /** Returns the longest time of one call, including all its requests, repeats and waits. The default is one minute. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /**
     * Returns the time for which a lease reserves the job for this run. The run renews the lease. The default is three times the call
     * timeout.
     */
    public Duration lease() {
        return lease;
    }

    /**
     * Returns the length of the first pause of an account that rejects requests and does not say when to retry. Each further pause is twice
     * as long, up to five minutes. The default is 5 seconds.
     */
    public Duration firstPause() {
        return firstPause;
    }

    /**
     * Returns the number of failed probes after which a run gives up an account. A probe is a request that a run sends to an account after
     * a pause, to find out whether the account works again. The run gives up an account only when no other account has work left. The
     * default is 3. An account gets four times as many probes if it has processed a target in this run, and now cannot be reached or
     * throttles requests.
     */
    public int probes() {
        return probes;
    }

    /** Returns the number of targets that the operator expects the job to have; empty if the number is not checked. */
    public OptionalLong expectedTargets() {
        return expectedTargets < 0 ? OptionalLong.empty() : OptionalLong.of(expectedTargets);
    }

    /**
     * Returns whether the run seals the unsealed events that an older version of Efface has left in the ledger. If the run seals such
     * events, the receipts record their number. If the value is false and there are such events, the run throws an exception of reason
     * {@code OLD_TAIL}. The default is false.
     */
    public boolean acceptsOldTail() {
        return acceptsOldTail;
    }

    /** Returns the control that stops the run and reports its progress. */
    public RunControl control() {
        return control;
    }

    /** Builds {@link RunOptions}. Not thread-safe; every method except {@link #build()} returns this builder. */
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

        /** Sets the highest number of targets that are in progress, from 1 to 1000. */
        public Builder concurrency(int most) {
            check(most >= 1 && most <= 1000, "the concurrency must be from 1 to 1000");
            concurrency = most;
            return this;
        }

        /** Sets which failed or present targets the run processes again. */
        public Builder retry(Retry which) {
            retry = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Sets the highest number of targets that the run processes, at least 1. A target does not count if its requests certainly had no
         * effect and the reason does not concern the target. An example is a target whose requests the vendor rejected because of the rate
         * limit of the account.
         */
        public Builder limit(long most) {
            check(most >= 1, "the limit must be at least 1");
            limit = most;
            return this;
        }

        /** Sets the time after which the run stops, more than zero. */
        public Builder maxDuration(Duration most) {
            maxDuration = positive(most, "the longest duration");
            return this;
        }

        /** Sets the hours of the day outside which the run stops. The run does not wait for the next day. */
        public Builder window(RunWindow hours) {
            window = Objects.requireNonNull(hours, "hours");
            return this;
        }

        /** Sets the limit of failed attempts per account. */
        public Builder maxFailures(FailureLimit most) {
            maxFailures = Objects.requireNonNull(most, "most");
            return this;
        }

        /** Sets the limit of absent targets per account, from 0 to 100 percent. */
        public Builder maxAbsentPercent(int most) {
            check(most >= 0 && most <= 100, "the limit of absent targets must be from 0 to 100 percent");
            maxAbsentPercent = most;
            return this;
        }

        /** Sets the longest time of one call, more than zero and at most one day. */
        public Builder callTimeout(Duration most) {
            check(most.compareTo(Duration.ofDays(1)) <= 0, "the call timeout must be at most one day");
            callTimeout = positive(most, "the call timeout");
            return this;
        }

        /** Sets the time for which a lease reserves the job, at least twice the call timeout. */
        public Builder lease(Duration time) {
            lease = positive(time, "the lease");
            return this;
        }

        /** Sets the first pause of an account that rejects requests, more than zero. */
        public Builder firstPause(Duration time) {
            firstPause = positive(time, "the first pause");
            return this;
        }

        /** Sets the number of failed probes after which an account is given up, at least 1. */
        public Builder probes(int most) {
            check(most >= 1, "the number of probes must be at least 1");
            probes = most;
            return this;
        }

        /**
         * Sets the number of targets that the operator expects the job to have, from 0. If the job has another number, the run is rejected
         * before anything is sent.
         */
        public Builder expectedTargets(long number) {
            check(number >= 0, "the expected number of targets must be at least 0");
            expectedTargets = number;
            return this;
        }

        /** Sets whether the run seals the unsealed events that an older version of Efface has left in the ledger. */
        public Builder acceptOldTail(boolean accept) {
            acceptsOldTail = accept;
            return this;
        }

        /** Sets the control that stops the run and reports its progress. */
        public Builder control(RunControl with) {
            control = Objects.requireNonNull(with, "with");
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws ErasureException of reason {@code INPUT} if the lease is shorter than twice the call timeout
         */
        public RunOptions build() {
            check(
                    lease == null || lease.compareTo(callTimeout.multipliedBy(2)) >= 0,
                    "the lease must be at least twice the call timeout");
            return new RunOptions(this);
        }

        static Duration positive(Duration time, String what) {
            check(!time.isNegative() && !time.isZero(), what + " must be more than zero");
            return time;
        }

        static void check(boolean good, String otherwise) {
            if (!good) {
                throw new ErasureException(Reason.INPUT, otherwise);
            }
        }
    }
}
