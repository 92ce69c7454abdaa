package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of an account's last 500 attempts may fail before it is stopped; nothing is decided before there are 100. Immutable and
 * thread-safe.
 *
 * @param value at least 0; at most 100 if it is a share
 * @param percent whether the value is a share in percent, else a number of attempts
 */
public record FailureLimit(int value, boolean percent) {
    /** The attempts that are looked at. */
    public static final int LAST = 500;
    /** The attempts before which nothing is decided. */
    static final int FEWEST = 100;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(%?)");

    /**
     * Checks the value.
     *
     * @throws ErasureException of reason {@code INPUT} if it is out of range
     */
    public FailureLimit {
        if (value < 0 || (percent && value > 100)) {
            throw new ErasureException(
                    Reason.INPUT, "a limit of failures is a number from 0, or a share from 0% to 100%");
        }
    }

    /**
     * Reads a limit such as {@code 20} or {@code 5%}.
     *
     * @throws ErasureException of reason {@code INPUT} if it is none
     */
    public static FailureLimit parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ErasureException(
                    Reason.INPUT, "a limit of failures is a number such as 20, or a share such as 5%");
        }
        return new FailureLimit(
                Integer.parseInt(matcher.group(1)), !matcher.group(2).isEmpty());
    }

    /**
     * Returns whether too many of the last attempts failed.
     *
     * @param failed how many failed of them
     * @param attempts how many attempts there were, at most 500
     */
    public boolean isPassed(int failed, int attempts) {
        return attempts >= FEWEST && (percent ? failed * 100L > (long) value * attempts : failed > value);
    }

    /** Returns the limit as {@link #parse} reads it. */
    @Override
    public String toString() {
        return percent ? value + "%" : String.valueOf(value);
    }
}
