package io.efface.erasure;

import static io.efface.erasure.RunOptions.Builder.check;
import static io.efface.erasure.RunOptions.Builder.positive;

import java.time.Duration;
import java.util.Objects;

/** The options of a verification: which targets it reads, how fast, and how often. Immutable and thread-safe. Use {@link #builder()}. */
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

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the highest number of targets that are in progress, over all accounts. A target is in progress until the result of its read
     * is committed. The default is 8.
     */
    public int concurrency() {
        return concurrency;
    }

    /** Returns the shortest time between a target's outcome and its read. The default is 5 seconds. */
    public Duration settle() {
        return settle;
    }

    /**
     * Returns the probability in percent with which each done target is chosen to be read. The default is 100, so that all done targets are
     * read.
     */
    public double samplePercent() {
        return samplePercent;
    }

    /** Returns whether only a sample of the done targets is read. */
    public boolean isSample() {
        return samplePercent < 100;
    }

    /** Returns the number of reads in a row that have to find a target before it becomes {@link TargetState#PRESENT}. The default is 4. */
    public int looks() {
        return looks;
    }

    /**
     * Returns the wait between the first and the second read of a target that the first read found. Each further wait is twice as long. The
     * default is 2 seconds.
     */
    public Duration firstWait() {
        return firstWait;
    }

    /** Returns the longest time of one read, including all its requests, repeats and waits. The default is one minute. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /**
     * Returns the length of the first pause of an account that rejects requests and does not say when to retry. Each further pause is twice
     * as long, up to five minutes. The default is 5 seconds.
     */
    public Duration firstPause() {
        return firstPause;
    }

    /**
     * Returns the number of failed probes after which a verification gives up an account. A probe is a request that a verification sends to
     * an account after a pause, to find out whether the account works again. The verification gives up an account only when no other
     * account has work left. The default is 3. An account gets four times as many probes if it has processed a target in this verification,
     * and now cannot be reached or throttles requests.
     */
    public int probes() {
        return probes;
    }

    /**
     * Returns whether the verification seals the unsealed events that an older version of Efface has left in the ledger. If the
     * verification seals such events, the receipts record their number. If the value is false and there are such events, the verification
     * throws an exception of reason {@code OLD_TAIL}. The default is false.
     */
    public boolean acceptsOldTail() {
        return acceptsOldTail;
    }

    /** Returns the control that stops the verification and reports its progress. */
    public RunControl control() {
        return control;
    }

    /** Builds {@link VerifyOptions}. Not thread-safe; every method except {@link #build()} returns this builder. */
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

        /** Sets the highest number of targets that are in progress, from 1 to 1000. */
        public Builder concurrency(int most) {
            check(most >= 1 && most <= 1000, "the concurrency must be from 1 to 1000");
            concurrency = most;
            return this;
        }

        /** Sets the shortest time between a target's outcome and its read, from zero to one day. */
        public Builder settle(Duration time) {
            check(
                    !time.isNegative() && time.compareTo(Duration.ofDays(1)) <= 0,
                    "the shortest time before a read must be from zero to one day");
            settle = time;
            return this;
        }

        /** Sets the probability with which each done target is chosen to be read, more than 0 and at most 100 percent. */
        public Builder samplePercent(double share) {
            check(share > 0 && share <= 100, "a sample must be more than 0 and at most 100 percent");
            samplePercent = share;
            return this;
        }

        /** Sets the number of reads in a row that have to find a target before it becomes {@link TargetState#PRESENT}, from 1 to 20. */
        public Builder looks(int times) {
            check(times >= 1 && times <= 20, "the number of reads of a target must be from 1 to 20");
            looks = times;
            return this;
        }

        /**
         * Sets the wait between the first and the second read of a target that the first read found, more than zero and at most one hour.
         */
        public Builder firstWait(Duration time) {
            check(time.compareTo(Duration.ofHours(1)) <= 0, "the first wait must be at most one hour");
            firstWait = positive(time, "the first wait");
            return this;
        }

        /** Sets the longest time of one read, more than zero and at most one day. */
        public Builder callTimeout(Duration most) {
            check(most.compareTo(Duration.ofDays(1)) <= 0, "the call timeout must be at most one day");
            callTimeout = positive(most, "the call timeout");
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

        /** Sets whether the verification seals the unsealed events that an older version of Efface has left in the ledger. */
        public Builder acceptOldTail(boolean accept) {
            acceptsOldTail = accept;
            return this;
        }

        /** Sets the control that stops the verification and reports its progress. */
        public Builder control(RunControl with) {
            control = Objects.requireNonNull(with, "with");
            return this;
        }

        /** Returns the options. */
        public VerifyOptions build() {
            return new VerifyOptions(this);
        }
    }
}
