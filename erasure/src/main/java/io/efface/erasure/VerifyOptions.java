package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import java.time.Duration;
import java.util.Objects;

/** What a verification reads, and how. Immutable and thread-safe; start with {@link #builder()}. */
public final class VerifyOptions {
    private final int concurrency;
    private final Duration settle;
    private final double samplePercent;
    private final int looks;
    private final Duration firstWait;
    private final Duration callTimeout;
    private final Duration firstPause;
    private final int probes;
    private final boolean acceptsOldTail;
    private final RunControl control;

    private VerifyOptions(Builder from) {
        this.concurrency = from.concurrency;
        this.settle = from.settle;
        this.samplePercent = from.samplePercent;
        this.looks = from.looks;
        this.firstWait = from.firstWait;
        this.callTimeout = from.callTimeout;
        this.firstPause = from.firstPause;
        this.probes = from.probes;
        this.acceptsOldTail = from.acceptsOldTail;
        this.control = from.control;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the most reads that are under way, or whose findings are not committed, over all accounts together; 8 by default. */
    public int concurrency() {
        return concurrency;
    }

    /** Returns the least time between a target's outcome and its read; 5 seconds by default. */
    public Duration settle() {
        return settle;
    }

    /** Returns the share of settled targets to read, in percent; 100 by default. Each is drawn by itself. */
    public double samplePercent() {
        return samplePercent;
    }

    /** Returns whether only a sample is read. */
    public boolean isSample() {
        return samplePercent < 100;
    }

    /** Returns how often a target has to be found before it counts as present; 4 by default. */
    public int looks() {
        return looks;
    }

    /** Returns the wait before a target that was found is read again; it doubles. 2 seconds by default. */
    public Duration firstWait() {
        return firstWait;
    }

    /** Returns the longest time of one read with all that the account's layers send and wait for; one minute by default. */
    public Duration callTimeout() {
        return callTimeout;
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

    /**
     * Returns whether events that an older version of the ledger left without a seal are sealed as they are; false by default. It is
     * recorded.
     */
    public boolean acceptsOldTail() {
        return acceptsOldTail;
    }

    /** Returns what ends the verification from outside, and watches it. */
    public RunControl control() {
        return control;
    }

    /** Builds {@link VerifyOptions}. Not thread-safe; every method but {@link #build()} returns this builder. */
    public static final class Builder {
        private int concurrency = 8;
        private Duration settle = Duration.ofSeconds(5);
        private double samplePercent = 100;
        private int looks = 4;
        private Duration firstWait = Duration.ofSeconds(2);
        private Duration callTimeout = Duration.ofMinutes(1);
        private Duration firstPause = Duration.ofSeconds(5);
        private int probes = 3;
        private boolean acceptsOldTail;
        private RunControl control = new RunControl();

        private Builder() {}

        /** Sets the most reads under way or uncommitted, from 1 to 1000. */
        public Builder concurrency(int most) {
            check(most >= 1 && most <= 1000, "concurrency is a number from 1 to 1000");
            concurrency = most;
            return this;
        }

        /** Sets the least time between a target's outcome and its read, zero to a day. */
        public Builder settle(Duration time) {
            check(
                    !time.isNegative() && time.compareTo(Duration.ofDays(1)) <= 0,
                    "the time to settle is from 0 to a day");
            settle = time;
            return this;
        }

        /** Sets the share of settled targets to read, more than 0 and at most 100 percent. */
        public Builder samplePercent(double share) {
            check(share > 0 && share <= 100, "a sample is more than 0 and at most 100 percent");
            samplePercent = share;
            return this;
        }

        /** Sets how often a target has to be found before it counts as present, from 1 to 20. */
        public Builder looks(int times) {
            check(times >= 1 && times <= 20, "a target is looked at from 1 to 20 times");
            looks = times;
            return this;
        }

        /** Sets the wait before a target that was found is read again, more than zero and at most an hour. */
        public Builder firstWait(Duration time) {
            check(positive(time) && time.compareTo(Duration.ofHours(1)) <= 0, "the first wait is at most an hour");
            firstWait = time;
            return this;
        }

        /** Sets the longest time of one read, more than zero and at most a day. */
        public Builder callTimeout(Duration most) {
            check(positive(most) && most.compareTo(Duration.ofDays(1)) <= 0, "the call timeout is at most a day");
            callTimeout = most;
            return this;
        }

        /** Sets the first pause of an account that refuses, more than zero. */
        public Builder firstPause(Duration time) {
            check(positive(time), "the first pause is more than zero");
            firstPause = time;
            return this;
        }

        /** Sets the failed probes after which an account counts as refused, at least 1. */
        public Builder probes(int most) {
            check(most >= 1, "there is at least one probe");
            probes = most;
            return this;
        }

        /** Sets whether events that an older version of the ledger left without a seal are sealed as they are. */
        public Builder acceptOldTail(boolean accept) {
            acceptsOldTail = accept;
            return this;
        }

        /** Sets what ends the verification from outside, and watches it. */
        public Builder control(RunControl with) {
            control = Objects.requireNonNull(with, "with");
            return this;
        }

        /** Builds the options. */
        public VerifyOptions build() {
            return new VerifyOptions(this);
        }

        private static boolean positive(Duration time) {
            return !time.isNegative() && !time.isZero();
        }

        private static void check(boolean good, String otherwise) {
            if (!good) {
                throw new ErasureException(Reason.INPUT, otherwise);
            }
        }
    }
}
