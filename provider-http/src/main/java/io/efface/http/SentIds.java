package io.efface.http;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ids of people and faces in one request, which must not come back out of its answer as a code or a request id. Immutable and
 * thread-safe; {@code toString} shows none. The case of letters is ignored.
 */
public final class SentIds {
    /** The ids of a request without any. */
    public static final SentIds NONE = new SentIds(Set.of());

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,120}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** A shorter id is a part of many words, and does not identify a person by itself. */
    private static final int SHORTEST_PART = 4;

    /** Letters alone that are this many are no word of a vendor's text. */
    private static final int SHORTEST_NO_WORD = 12;

    /** An id this long does not occur in a random UUID by chance. */
    private static final int SHORTEST_PART_OF_UUID = 8;

    private final Set<String> ids;
    private final List<String> longestFirst;

    private SentIds(Set<String> ids) {
        this.ids = Set.copyOf(ids);
        this.longestFirst = ids.stream()
                .filter(id -> id.length() >= (isWord(id) ? SHORTEST_NO_WORD : SHORTEST_PART))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
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
        Set<String> ids = new HashSet<>();
        ids.add(lower(person.value()));
        faces.forEach(face -> ids.add(lower(face.value())));
        return new SentIds(ids);
    }

    /** Returns whether a text has the shape of a request id: 1 to 120 letters, digits, dots, dashes and underscores of ASCII. */
    public static boolean isRequestId(String text) {
        return REQUEST_ID.matcher(text).matches();
    }

    /** Returns the vendor's request id if it has the shape of one and echoes none of the ids. */
    public Optional<String> requestId(String text) {
        return isRequestId(text) && !areEchoedBy(text) ? Optional.of(text) : Optional.empty();
    }

    /**
     * Returns the vendor's code unless it echoes one of the ids.
     *
     * @param listed whether the code is in the provider's table, so that it holds an id at most by being equal to it
     */
    public Optional<String> code(String text, boolean listed) {
        boolean echoes = listed ? ids.contains(lower(text)) : areEchoedBy(text);
        return echoes ? Optional.empty() : Optional.of(text);
    }

    /**
     * Returns a vendor's text with each id in it replaced by a space, so that words inside of an id do not decide what the text means.
     * An id that may be a word of the text itself stays: one of fewer than four characters, or of fewer than twelve and only letters.
     */
    public String removedFrom(String text) {
        String rest = text;
        for (String id : longestFirst) {
            rest = Pattern.compile(Pattern.quote(id), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(rest)
                    .replaceAll(" ");
        }
        return rest;
    }

    private boolean areEchoedBy(String text) {
        String lower = lower(text);
        int shortest = UUID.matcher(text).matches() ? SHORTEST_PART_OF_UUID : SHORTEST_PART;
        return ids.stream().anyMatch(id -> lower.equals(id) || (id.length() >= shortest && lower.contains(id)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return "SentIds[" + ids.size() + "]";
    }
}
