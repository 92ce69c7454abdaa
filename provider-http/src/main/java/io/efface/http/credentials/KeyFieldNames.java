package io.efface.http.credentials;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognizes the names under which tools store the parts of a key, however they spell them. */
final class KeyFieldNames {
    private static final Set<String> PARTS =
            Set.of("accesskeyid", "accesskeysecret", "secretaccesskey", "secretid", "secretkey", "mode", "type");

    /** Tokens of a login, with which the vendors' tools fetch a key; they are not a part of it. */
    private static final Pattern OF_A_LOGIN = Pattern.compile(".*(access|refresh|bearer|oidc|id)token");

    private static final Pattern SHOWN = Pattern.compile("[A-Za-z_-]{1,40}");

    private KeyFieldNames() {}

    /** Returns whether the field holds the id, the secret or the session token of a key, or what kind of key it is. */
    static boolean isOfKey(String name) {
        return PARTS.contains(letters(name)) || isSessionToken(name);
    }

    /** Returns whether the field holds a session token, as {@code sts_token} and {@code Session-Token} do. */
    private static boolean isSessionToken(String name) {
        String letters = letters(name);
        return letters.endsWith("token") && !OF_A_LOGIN.matcher(letters).matches();
    }

    /**
     * Returns a field that holds a session token and is not the one that is read, so that its token would be dropped.
     *
     * @param names the names of the fields that hold something
     * @param read the name of the field that is read
     * @return the name, or a word for it if the name may hold something else; empty if there is none
     */
    static Optional<String> unreadToken(Stream<String> names, String read) {
        return names.filter(name -> !name.equals(read) && isSessionToken(name))
                .findFirst()
                .map(KeyFieldNames::shown);
    }

    /** Returns the name for a message. */
    static String shown(String name) {
        return SHOWN.matcher(name).matches() ? name : "token";
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
