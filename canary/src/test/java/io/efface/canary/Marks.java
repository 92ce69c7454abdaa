package io.efface.canary;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What must not come out, each kind of value with a random text of its own in it. Letters and digits only, so that no quoting and
 * no encoding for URLs or JSON takes them apart. Thread-safe.
 */
final class Marks {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 16;
    private static final int KEPT_DIGITS = 6;

    final String person;
    final String face;
    /** Vendors write some face ids as numbers. */
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

    /** Returns the id that stands for one of the contract's. */
    @Nullable PersonId marked(@Nullable PersonId plain) {
        if (plain == null) {
            return null;
        }
        PersonId marked = PersonId.of(plain.value() + person);
        people.put(marked, plain);
        return marked;
    }

    /** Returns the id that stands for one of the contract's; a number stays one. */
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

    /** Returns the contract's id, or the one given if it is none that was marked. */
    PersonId plain(PersonId marked) {
        return people.getOrDefault(marked, marked);
    }

    /** Returns the contract's id, or the one given if it is none that was marked. */
    FaceId plain(FaceId marked) {
        return faces.getOrDefault(marked, marked);
    }

    /** Returns every id that was made, whole. */
    Map<String, String> ids() {
        Map<String, String> all = new ConcurrentHashMap<>();
        people.keySet().forEach(id -> all.put(id.value(), "person id"));
        faces.keySet().forEach(id -> all.put(id.value(), "face id"));
        return all;
    }
}
