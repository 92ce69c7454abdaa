package io.efface.erasure.internal.ledger.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The SQL files beside this class. */
final class SqlScript {
    private SqlScript() {}

    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(SqlScript.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
