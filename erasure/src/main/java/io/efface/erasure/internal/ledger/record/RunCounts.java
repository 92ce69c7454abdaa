package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.FailureLimit;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The counts of an account run. A run decides from these counts whether it stops the account. They are stored together with each outcome, so that
 * they do not depend on the worker. Immutable.
 *
 * @param sampled the number of targets in the sample: the account's first erased targets over all runs of the job, at most
 *     {@link #MAX_SAMPLED}
 * @param absent the number of targets in the sample that were already absent, and that no earlier attempt can have deleted
 * @param attempts the last attempts of the present run, at most {@link FailureLimit#LAST}: a bit for each attempt, which is 1 if the
 *     attempt failed. The newest attempt is the lowest bit. The bit above the bit of the oldest attempt is always 1, and marks where the
 *     attempts begin
 */
public record RunCounts(int sampled, int absent, BigInteger attempts) {
    /** The number of targets in a complete sample. */
    public static final int MAX_SAMPLED = 200;

    /** The number of absent targets is checked only if at least this many targets are erased. */
    private static final int FEWEST_SAMPLED = 20;

    /** The counts of an account run that has not begun. */
    public static final RunCounts NONE = new RunCounts(0, 0, BigInteger.ONE);

    /**
     * Returns stored counts.
     *
     * @param attempts the stored attempts, or null if there are none. Bytes that do not contain attempts are read as no attempts
     */
    public static RunCounts of(int sampled, int absent, byte @Nullable [] attempts) {
        BigInteger bits = attempts == null || attempts.length == 0 ? BigInteger.ONE : new BigInteger(attempts);
        boolean isValid = bits.signum() > 0 && bits.bitLength() <= FailureLimit.LAST + 1;
        return new RunCounts(sampled, absent, isValid ? bits : BigInteger.ONE);
    }

    /** Returns the attempts in the form that {@link #of} reads. */
    public byte[] attemptBytes() {
        return attempts.toByteArray();
    }

    /**
     * Returns whether so many targets of the sample were already absent that the region or the key of the account may be wrong.
     *
     * @param maxPercent the percentage that is allowed
     * @param planned the number of the account's planned targets; a small job may have fewer targets than a complete sample
     */
    public boolean hasManyAbsent(int maxPercent, long planned) {
        return sampled >= FEWEST_SAMPLED && absent * 100L > maxPercent * Math.min(planned, MAX_SAMPLED);
    }

    /** Returns how many attempts are recorded, at most {@link FailureLimit#LAST}. */
    public int attempted() {
        return attempts.bitLength() - 1;
    }

    /** Returns how many of the last attempts failed. */
    public int failed() {
        return attempts.bitCount() - 1;
    }

    /** Returns the counts after another attempt. */
    public RunCounts withAttempt(boolean isFailed) {
        BigInteger more = attempts.shiftLeft(1).or(isFailed ? BigInteger.ONE : BigInteger.ZERO);
        int most = FailureLimit.LAST;
        BigInteger latest = more.bitLength() <= most + 1
                ? more
                : more.mod(BigInteger.ONE.shiftLeft(most)).setBit(most);
        return new RunCounts(sampled, absent, latest);
    }

    /**
     * Returns the counts with another erased target. A complete sample does not change.
     *
     * @param isAbsent whether the target was already absent, and no earlier attempt can have deleted it
     */
    public RunCounts withErased(boolean isAbsent) {
        return sampled >= MAX_SAMPLED ? this : new RunCounts(sampled + 1, absent + (isAbsent ? 1 : 0), attempts);
    }
}
