package io.efface.cli.option;

import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses percentages of the command line: {@code 50%} or {@code 50}. */
public final class Percent {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3})%?");
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%?");

    private Percent() {}

    /**
     * Returns a whole percentage from 0 to 100.
     *
     * @throws UsageException if the text is not a percentage in this range
     */
    static int parse(String option, String text) {
        Matcher form = FORM.matcher(text);
        int percent = form.matches() ? Integer.parseInt(form.group(1)) : -1;
        if (percent < 0 || percent > 100) {
            throw new UsageException(Message.of("{0} must be a percentage from 0% to 100%", option));
        }
        return percent;
    }

    /**
     * Returns a percentage above 0 and up to 100. Decimals are allowed, such as 0.5%.
     *
     * @throws UsageException if the text is not a percentage in this range
     */
    public static double fraction(String option, String text) {
        Matcher form = FRACTION.matcher(text);
        double percent = form.matches() ? Double.parseDouble(form.group(1)) : -1;
        if (percent <= 0 || percent > 100) {
            throw new UsageException(Message.of("{0} must be a percentage above 0% and up to 100%", option));
        }
        return percent;
    }
}
