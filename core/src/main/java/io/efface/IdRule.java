package io.efface;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The vendor's own rule for person ids. {@link PersonId} does not check this rule; the account's {@link IdCheck} decides what happens to a
 * deletion whose person id breaks this rule. Immutable and thread-safe.
 *
 * @param description the allowed ids in words, for messages
 * @param pattern the pattern that the whole id must match; a person with any other id cannot exist at the vendor
 * @param maxBytes the largest allowed length of an id in UTF-8 bytes, at least 1
 * @param lengthOfAll whether {@code maxBytes} applies to every person; false if the vendor documents the length only for adding people, so
 *     that longer ids may exist
 * @param source the vendor's page and its date
 */
public record IdRule(String description, Pattern pattern, int maxBytes, boolean lengthOfAll, String source) {
    /** The rule that allows every {@link PersonId}. */
    public static final IdRule ANYTHING =
            new IdRule("any text", Pattern.compile("(?s).*"), Integer.MAX_VALUE, "no rule is known");

    /** Checks that no argument is null and that the length is positive. */
    public IdRule {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(source, "source");
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1");
        }
    }

    /** Creates a rule whose largest length applies to every person. */
    public IdRule(String description, Pattern pattern, int maxBytes, String source) {
        this(description, pattern, maxBytes, true, source);
    }

    /** Returns whether the vendor's rule allows this id. */
    public boolean allows(PersonId person) {
        return matches(person) && isShort(person);
    }

    /**
     * Returns whether a person with this id may exist at the vendor. This is so if the id matches the pattern and, provided that
     * {@code maxBytes} applies to every person, has at most {@code maxBytes} bytes.
     */
    public boolean mayExist(PersonId person) {
        return matches(person) && (!lengthOfAll || isShort(person));
    }

    private boolean matches(PersonId person) {
        return pattern.matcher(person.value()).matches();
    }

    private boolean isShort(PersonId person) {
        String id = person.value();
        // A char takes at most 3 bytes in UTF-8.
        return id.length() <= maxBytes / 3 || id.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }
}
