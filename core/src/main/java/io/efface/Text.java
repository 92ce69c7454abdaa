package io.efface;

import java.util.Objects;

/**
 * Checks texts that callers or vendors provide. Ids are not checked against the vendor's rule, because every id that exists must be
 * deletable.
 */
final class Text {
    private Text() {}

    /**
     * Returns the text unchanged. {@code what} names the text in messages.
     *
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalArgumentException if the text is blank, or contains a control character or an unpaired surrogate; the message does
     *     not contain the text
     */
    static String checked(String value, String what) {
        Objects.requireNonNull(value, what);
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank; at least one visible character is needed");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(what + " contains a control character at position " + i
                        + "; control characters are not allowed");
            }
            if (Character.isSurrogate(value.charAt(i)) && !isPaired(value, i)) {
                throw new IllegalArgumentException(what + " contains an unpaired surrogate at position " + i
                        + "; a surrogate must be part of a pair");
            }
        }
        return value;
    }

    /** Returns whether the text is not empty and consists of ASCII letters, digits, dots, underscores and dashes. */
    static boolean isToken(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || ".-_".indexOf(c) >= 0));
    }

    private static boolean isPaired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
