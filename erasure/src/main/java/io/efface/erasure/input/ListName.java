package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What messages call a list, and its options.
 *
 * @param text such as {@code the list people.csv}
 * @param prefix how its options begin: {@code --}, or {@code --hold-} for the hold list of a plan
 */
record ListName(String text, String prefix) {
    ErasureException rejected(String why) {
        return new ErasureException(Reason.INPUT, text + " " + why);
    }

    /** Returns what is thrown for a first line that is not valid in its charset. */
    ErasureException undecodable(Charset charset) {
        return rejected("has a first line that is not valid " + charset.name() + "; name its charset, such as "
                + option("charset")
                + (charset.equals(StandardCharsets.UTF_8) ? " GB18030" : " UTF-8"));
    }

    /** Returns the option that turns one off: {@code --no-hold-header}. */
    String withoutOption(String name) {
        return "--no-" + prefix.substring(2) + name;
    }

    String option(String name) {
        return prefix + name;
    }
}
