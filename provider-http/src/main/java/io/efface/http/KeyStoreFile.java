package io.efface.http;

import io.efface.spi.Secret;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file with certificates or a key: a PKCS#12 or JKS store. Trusted certificates may also be in a PEM file. Immutable and thread-safe;
 * {@code toString} shows no password.
 *
 * @param file path of the file
 * @param password password of the store and of the key in it, or null
 */
public record KeyStoreFile(Path file, @Nullable Secret password) {
    /** Rejects a null file. */
    public KeyStoreFile {
        Objects.requireNonNull(file, "file");
    }

    char @Nullable [] passwordChars() {
        return password == null ? null : password.reveal().toCharArray();
    }
}
