package io.efface.http;

import io.efface.spi.Secret;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file with certificates or a key: a PKCS#12 or JKS store, or for trusted certificates a PEM file too. Immutable and
 * thread-safe; {@code toString} shows no password.
 *
 * @param file the file
 * @param password the store's password, also of the key in it; null for none
 */
public record KeyStoreFile(Path file, @Nullable Secret password) {
    /** Checks that the file is not null. */
    public KeyStoreFile {
        Objects.requireNonNull(file, "file");
    }

    char @Nullable [] passwordChars() {
        return password == null ? null : password.reveal().toCharArray();
    }
}
