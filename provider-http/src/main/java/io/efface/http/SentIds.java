package io.efface.http;

import io.efface.FaceId;
import io.efface.PersonId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ids of people and faces in one request. A text of the response that repeats such an id must not be shown. The case of letters is
 * ignored. Immutable and thread-safe; {@code toString} shows no id.
 */
public final class SentIds {
    /** The ids of a request without ids. */
    public static final SentIds NONE = new SentIds(List.of());

    private static final int LONGEST_REQUEST_ID = 120;

    /** The form of a UUID, in which each x is a hexadecimal digit. */
    private static final String UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    /** The minimum length of an id that is searched for inside a text. A shorter id occurs inside many words. */
    private static final int SHORTEST_PART = 4;

    /**
     * The minimum length of an id that consists only of letters and is removed from a text. A shorter id may be an ordinary word of the
     * vendor.
     */
    private static final int SHORTEST_NO_WORD = 12;

    /** The largest number of times that a text is percent-decoded. */
    private static final int MOST_ENCODINGS = 3;

    /** The minimum length of an id that is searched for inside a UUID. A shorter id may occur in a random UUID by chance. */
    private static final int SHORTEST_PART_OF_UUID = 8;

    private final List<String> ids;

    private SentIds(List<String> ids) {
        this.ids = ids;
    }

    private static boolean isWord(String id) {
        return id.chars().allMatch(Character::isLetter);
    }

    /** Returns the id of a request about a person. */
    public static SentIds of(PersonId person) {
        return of(person, Set.of());
    }

    /** Returns the ids of a request about faces of a person. */
    public static SentIds of(PersonId person, Set<FaceId> faces) {
        if (faces.isEmpty()) {
            return new SentIds(List.of(lower(person.value())));
        }
        Set<String> ids = new LinkedHashSet<>();
        ids.add(lower(person.value()));
        faces.forEach(face -> ids.add(lower(face.value())));
        return new SentIds(List.copyOf(ids));
    }

    /** Returns whether a text has the form of a request id: 1 to 120 ASCII letters, digits, dots, dashes and underscores. */
    public static boolean isRequestId(String text) {
        boolean matches = !text.isEmpty() && text.length() <= LONGEST_REQUEST_ID;
        for (int i = 0; matches && i < text.length(); i++) {
            matches = isOfRequestId(text.charAt(i));
        }
        return matches;
    }

    private static boolean isOfRequestId(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || ".-_".indexOf(c) >= 0;
    }

    /** Returns the vendor's request id, or empty if it does not have the form of a request id or repeats one of these ids. */
    public Optional<String> requestId(String text) {
        return isRequestId(text) && !areRepeatedBy(text) ? Optional.of(text) : Optional.empty();
    }

    /**
     * Returns the vendor's code, or empty if it repeats one of these ids.
     *
     * @param listed whether the code is in the provider's table; a listed code counts as repeated only if it is equal to an id
     */
    public Optional<String> code(String text, boolean listed) {
        boolean isRepeated = listed ? ids.contains(lower(text)) : areRepeatedBy(text);
        return isRepeated ? Optional.empty() : Optional.of(text);
    }

    /**
     * Returns a vendor's text in which each of these ids is replaced by a space, so that a word inside an id does not determine the meaning
     * of the text. Ids that may be ordinary words are not replaced: ids of fewer than 4 characters, and ids of fewer than 12 characters
     * that are all letters.
     */
    public String removedFrom(String text) {
        String rest = text;
        List<String> longestFirst = ids.stream()
                .filter(id -> id.length() >= (isWord(id) ? SHORTEST_NO_WORD : SHORTEST_PART))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String id : longestFirst) {
            rest = Pattern.compile(Pattern.quote(id), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(rest)
                    .replaceAll(" ");
        }
        return rest;
    }

    /** Returns whether a text repeats one of these ids. An id in a percent-encoded text counts as repeated. */
    boolean areRepeatedBy(String text) {
        return isPlain(text) ? areContainedIn(text) : readings(text).stream().anyMatch(this::areContainedIn);
    }

    /**
     * Returns whether a text repeats one of these ids. The text is a path, a query, the value of a header, or a part of one of these. A
     * short id counts if no letter or digit is next to it, as in {@code person:42}.
     */
    boolean areRepeatedByPart(String part) {
        return isPlain(part) ? isPartContained(part) : readings(part).stream().anyMatch(this::isPartContained);
    }

    private boolean isPartContained(String reading) {
        if (areContainedIn(reading)) {
            return true;
        }
        String lower = lower(reading);
        for (String id : ids) {
            if (containsWord(lower, id)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether {@link #readings} would return only the text itself. */
    private static boolean isPlain(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0;
    }

    /**
     * Returns the text, and each text that a reader may recognise in it. For these texts, percent-encoding is removed, even if it was
     * applied several times, and a space replaces each {@code +}, as in a query.
     */
    private static Set<String> readings(String text) {
        Set<String> readings = new LinkedHashSet<>();
        String reading = text;
        for (int i = 0; i <= MOST_ENCODINGS && readings.add(reading); i++) {
            readings.add(reading.replace('+', ' '));
            reading = percentDecoded(reading);
        }
        return readings;
    }

    private static boolean containsWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    /** Decodes each valid percent-encoded byte, and keeps everything else. */
    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length; i++) {
            boolean isEncoded = encoded[i] == '%'
                    && i + 2 < encoded.length
                    && HexFormat.isHexDigit(encoded[i + 1])
                    && HexFormat.isHexDigit(encoded[i + 2]);
            if (isEncoded) {
                decoded.write(HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
                i += 2;
            } else {
                decoded.write(encoded[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private boolean areContainedIn(String text) {
        String lower = lower(text);
        int shortest = isUuid(text) ? SHORTEST_PART_OF_UUID : SHORTEST_PART;
        for (String id : ids) {
            if (lower.equals(id) || (id.length() >= shortest && lower.contains(id))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean isDigit = HexFormat.isHexDigit(text.charAt(i));
            if (UUID.charAt(i) == '-' ? text.charAt(i) != '-' : !isDigit) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Shows the number of ids. */
    @Override
    public String toString() {
        return "SentIds[" + ids.size() + "]";
    }
}
