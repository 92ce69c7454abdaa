package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limit of failed attempts among the last {@value #LAST} attempts of an account. An attempt counts as failed if its target failed, or
 * if it is unknown whether its target was deleted. The run stops an account that exceeds the limit. The limit applies as soon as the
 * account has had 100 attempts. Immutable and thread-safe.
 *
 * @param value the highest allowed number of failed attempts, at least 0; if {@code percent} is true, the highest allowed share of failed
 *     attempts in percent, from 0 to 100
 * @param percent whether the value is a share of the attempts in percent
 */
public record FailureLimit(int value, boolean percent) {
    /** The number of the newest attempts that count. */
    public static final int LAST = 500;
    /** The smallest number of attempts with which the limit applies. */
    static final int FEWEST = 100;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(%?)");

    /**
     * Checks the value.
     *
     * @throws ErasureException of reason {@code INPUT} if the value is negative, or if it is a share and greater than 100
     */
    public FailureLimit {
        if (value < 0 || (percent && value > 100)) {
            throw new ErasureException(
                    Reason.INPUT, "a limit of failures is a number from 0, or a share from 0% to 100%");
        }
    }

    /**
     * Parses a limit such as {@code 20} or {@code 5%}.
     *
     * @throws ErasureException of reason {@code INPUT} if the text is not a number from 0, or a share from 0% to 100%
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
     * Returns whether the failed attempts exceed the limit. Always false before there are 100 attempts.
     *
     * @param failed the number of attempts that failed
     * @param attempts the number of all attempts, at most {@value #LAST}
     */
    public boolean isPassed(int failed, int attempts) {
        return attempts >= FEWEST && (percent ? failed * 100L > (long) value * attempts : failed > value);
    }

    /** Returns the limit in the form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return percent ? value + "%" : String.valueOf(value);
    }
}
