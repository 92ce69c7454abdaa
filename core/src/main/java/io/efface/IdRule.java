package io.efface;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The vendor's own rule for person ids. What it means for a deletion is the account's {@link IdCheck}; it is no part of
 * {@link PersonId}. Immutable and thread-safe.
 *
 * @param description what is allowed, in words, for messages
 * @param pattern the whole id must match it; a person with any other id cannot exist at the vendor
 * @param maxBytes longest id in UTF-8 bytes, at least 1
 * @param lengthOfAll whether {@code maxBytes} holds for every person; false where the vendor documents it for adding people only,
 *     so that longer ids may exist
 * @param source the vendor's page and its date
 */
public record IdRule(String description, Pattern pattern, int maxBytes, boolean lengthOfAll, String source) {
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

    /** Makes a rule whose length holds for every person. */
    public IdRule(String description, Pattern pattern, int maxBytes, String source) {
        this(description, pattern, maxBytes, true, source);
    }

    /** Returns whether the vendor's rule allows this id. */
    public boolean allows(PersonId person) {
        return matches(person) && isShort(person);
    }

    /**
     * Returns whether the vendor may hold a person of this id: the rule allows it, or only a length that is documented for adding
     * people is exceeded.
     */
    public boolean mayExist(PersonId person) {
        return matches(person) && (!lengthOfAll || isShort(person));
    }

    private boolean matches(PersonId person) {
        return pattern.matcher(person.value()).matches();
    }

    private boolean isShort(PersonId person) {
        return person.value().getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }
}
