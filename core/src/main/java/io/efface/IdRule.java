package io.efface;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The vendor's own rule for person ids. It warns or, if the account says so, refuses; it is no part of {@link PersonId}. Immutable
 * and thread-safe.
 *
 * @param description what is allowed, in words, for messages
 * @param pattern the whole id must match it
 * @param maxBytes longest id in UTF-8 bytes, at least 1
 * @param source the vendor's page and its date
 */
public record IdRule(String description, Pattern pattern, int maxBytes, String source) {
    /** Allows everything that {@link PersonId} allows. */
    public static final IdRule ANYTHING =
            new IdRule("any text", Pattern.compile("(?s).*"), Integer.MAX_VALUE, "no rule is known");

    /** Checks that nothing is null and the length is positive. */
    public IdRule {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(source, "source");
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1");
        }
    }

    /** Returns whether the vendor's rule allows this id. */
    public boolean allows(PersonId person) {
        return person.value().getBytes(StandardCharsets.UTF_8).length <= maxBytes
                && pattern.matcher(person.value()).matches();
    }
}
