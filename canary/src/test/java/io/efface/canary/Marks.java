package io.efface.canary;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The marks: random texts, one for each kind of value that must not occur in the output. A mark has only letters and digits, so that
 * quoting and encoding for URLs or JSON do not change it. Thread-safe.
 */
final class Marks {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 16;
    private static final int KEPT_DIGITS = 7;

    final String person;
    final String face;
    /** The mark of face ids that are numbers, because vendors write some face ids as numbers. */
    final String faceNumber;

    final String name;
    final String keyId;
    final String secret;
    final String token;

    private final Map<PersonId, PersonId> people = new ConcurrentHashMap<>();
    private final Map<FaceId, FaceId> faces = new ConcurrentHashMap<>();

    Marks(long seed) {
        Random random = new Random(seed);
        person = letters(random);
        face = letters(random);
        faceNumber = "7" + String.format("%011d", random.nextLong(100_000_000_000L));
        name = letters(random);
        keyId = letters(random);
        secret = letters(random);
        token = letters(random);
    }

    private static String letters(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Adds a mark to an id of the contract. */
    @Nullable PersonId marked(@Nullable PersonId plain) {
        if (plain == null) {
            return null;
        }
        PersonId marked = PersonId.of(plain.value() + person);
        people.put(marked, plain);
        return marked;
    }

    /** Adds a mark to an id of the contract. If the id is a number, the marked id is a number, too. */
    @Nullable FaceId marked(@Nullable FaceId plain) {
        if (plain == null) {
            return null;
        }
        String text = plain.value();
        FaceId marked = FaceId.of(
                text.matches("9\\d{15}") ? faceNumber + text.substring(text.length() - KEPT_DIGITS) : text + face);
        faces.put(marked, plain);
        return marked;
    }

    /** Returns the id without its mark. An id that was never marked is returned unchanged. */
    PersonId plain(PersonId marked) {
        return people.getOrDefault(marked, marked);
    }

    /** Returns the id without its mark. An id that was never marked is returned unchanged. */
    FaceId plain(FaceId marked) {
        return faces.getOrDefault(marked, marked);
    }

    /** Returns all marked ids, each with the words for its kind. */
    Map<String, String> ids() {
        Map<String, String> all = new ConcurrentHashMap<>();
        people.keySet().forEach(id -> all.put(id.value(), "person id"));
        faces.keySet().forEach(id -> all.put(id.value(), "face id"));
        return all;
    }
}
