package io.efface.http.credentials;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognizes the names of fields that contain a part of a key, in any spelling. */
final class KeyFieldNames {
    private static final Set<String> PARTS =
            Set.of("accesskeyid", "accesskeysecret", "secretaccesskey", "secretid", "secretkey", "mode", "type");

    /** The names of login tokens, with which the vendors' tools fetch a key. These tokens are not parts of the key. */
    private static final Pattern OF_A_LOGIN = Pattern.compile(".*(access|refresh|bearer|oidc|id)token");

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z_-]{1,40}");

    private KeyFieldNames() {}

    /** Returns whether the field contains the id, the secret, the session token or the type of a key. */
    static boolean isOfKey(String name) {
        return PARTS.contains(letters(name)) || isSessionToken(name);
    }

    /** Returns whether the field contains a session token, such as {@code sts_token} or {@code Session-Token}. */
    private static boolean isSessionToken(String name) {
        String letters = letters(name);
        return letters.endsWith("token") && !OF_A_LOGIN.matcher(letters).matches();
    }

    /**
     * Returns the name of a field whose session token would be ignored, because the token is read from another field.
     *
     * @param names the names of the fields with a value
     * @param tokenField the name of the field from which the token is read
     * @return the name of the field, or the word {@code token} if the name has unusual characters and may be a secret; empty if there is no
     *     such field
     */
    static Optional<String> unreadToken(Stream<String> names, String tokenField) {
        return names.filter(name -> !name.equals(tokenField) && isSessionToken(name))
                .findFirst()
                .map(KeyFieldNames::printable);
    }

    /** Returns the name in a form that is safe for a message. */
    static String printable(String name) {
        return PRINTABLE.matcher(name).matches() ? name : "token";
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
