package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The name of a list and of its options in messages.
 *
 * @param text the name of the list, such as {@code the list people.csv}
 * @param prefix the beginning of the list's options: {@code --}, or {@code --hold-} for the hold list of a plan
 */
record ListName(String text, String prefix) {
    /**
     * Creates the error for an invalid list.
     *
     * @param problem the rest of the sentence after the name of the list
     */
    ErasureException rejected(String problem) {
        return new ErasureException(Reason.INPUT, text + " " + problem);
    }

    /** Creates the error for a first line that is not valid in the charset of the list. */
    ErasureException undecodable(Charset charset) {
        return rejected("has a first line that is not valid " + charset.name() + "; name its charset, such as "
                + option("charset")
                + (charset.equals(StandardCharsets.UTF_8) ? " GB18030" : " UTF-8"));
    }

    /** Returns the negative form of an option, such as {@code --no-hold-header} for {@code header}. */
    String withoutOption(String name) {
        return "--no-" + prefix.substring(2) + name;
    }

    String option(String name) {
        return prefix + name;
    }
}
