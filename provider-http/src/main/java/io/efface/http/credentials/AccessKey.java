package io.efface.http.credentials;

import io.efface.http.signing.Digests;
import io.efface.spi.Secret;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's access key: a public id, a secret, and the token of a temporary key. The vendor issued the three parts together. Each provider
 * has a subclass, so that the compiler rejects the key of another vendor. Immutable and thread-safe; {@code toString} shows a hash of the
 * id, but neither the secret nor the token.
 */
public abstract class AccessKey {
    private static final int FINGERPRINT_DIGITS = 12;

    private final String id;
    private final Secret secret;
    private final @Nullable Secret token;

    /**
     * Checks that every part can be sent in a header.
     *
     * @param token the token of a temporary key, or null
     * @throws NullPointerException if the id or the secret is null
     * @throws IllegalArgumentException if a part is empty or contains a character other than visible ASCII characters, such as the line
     *     break at the end of a file; the message names the part and never contains its value
     */
    protected AccessKey(String id, Secret secret, @Nullable Secret token) {
        this.id = Objects.requireNonNull(id, "id");
        this.secret = Objects.requireNonNull(secret, "secret");
        this.token = token;
        check("id", id);
        check("secret", secret.reveal());
        if (token != null) {
            check("token", token.reveal());
        }
    }

    private static void check(String part, String value) {
        String problem = problemOf(value);
        if (problem != null) {
            throw new IllegalArgumentException("the key's " + part + " " + problem);
        }
    }

    /** Returns the reason why a text cannot be a part of a key, or null if it can. The reason does not contain the text. */
    public static @Nullable String problemOf(String value) {
        if (value.isEmpty()) {
            return "is empty";
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= 0x20 || value.charAt(i) >= 0x7f) {
                return "contains a space, a line break or another character that no key has";
            }
        }
        return null;
    }

    /** Returns the public id. */
    public final String id() {
        return id;
    }

    /** Returns the secret that signs requests. The secret is never sent. */
    public final Secret secret() {
        return secret;
    }

    /** Returns the token of a temporary key; empty for a permanent key. The token is sent with each request. */
    public final Optional<Secret> token() {
        return Optional.ofNullable(token);
    }

    /**
     * Returns the first 12 hexadecimal digits of the SHA-256 hash of the id in UTF-8. The fingerprint distinguishes keys without showing
     * them.
     */
    public final String fingerprint() {
        return Digests.sha256Hex(id).substring(0, FINGERPRINT_DIGITS);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof AccessKey that
                && getClass() == that.getClass()
                && id.equals(that.id)
                && secret.equals(that.secret)
                && Objects.equals(token, that.token);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(id, secret, token);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[fingerprint=" + fingerprint() + ", temporary=" + (token != null) + "]";
    }
}
