package io.efface.erasure.input;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;

/** Reads the rows of a list that is a text. */
abstract class TextRows implements Rows {
    final LineReader lines;

    TextRows(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public final Optional<Charset> charset() {
        return Optional.of(lines.charset());
    }

    @Override
    public final void close() throws IOException {
        lines.close();
    }
}
