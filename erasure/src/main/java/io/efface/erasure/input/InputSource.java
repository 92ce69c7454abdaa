package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a list comes from: a file, or a stream such as standard input, which can be read once. */
public final class InputSource {
    private final String name;
    private final @Nullable Path file;
    private final @Nullable InputStream stream;

    private InputSource(String name, @Nullable Path file, @Nullable InputStream stream) {
        this.name = name;
        this.file = file;
        this.stream = stream;
    }

    /** Takes a file, which is opened when it is read. */
    public static InputSource file(Path file) {
        return new InputSource(file.toString(), file, null);
    }

    /**
     * Takes a stream, which is read to its end and not closed.
     *
     * @param name for messages, such as {@code standard input}
     */
    public static InputSource stream(String name, InputStream stream) {
        return new InputSource(Objects.requireNonNull(name, "name"), null, Objects.requireNonNull(stream, "stream"));
    }

    /** Returns what messages call it. */
    public String name() {
        return name;
    }

    /** Returns the file's name, or an empty text for a stream. */
    String fileName() {
        Path last = file == null ? null : file.getFileName();
        return last == null ? "" : last.toString();
    }

    InputStream open() {
        InputStream given = stream;
        if (given != null) {
            return new FilterInputStream(given) {
                @Override
                public void close() {
                    // The caller opened it and closes it.
                }
            };
        }
        try {
            return Files.newInputStream(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Closes a stream after something else went wrong, which is what is reported. */
    static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // What went wrong before is reported.
        }
    }

    ErasureException unreadable(IOException e) {
        if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
            return new ErasureException(Reason.INTERRUPTED, "reading the list " + name + " was interrupted", e);
        }
        return new ErasureException(
                Reason.INPUT,
                "the list " + name + " cannot be read (" + e.getClass().getSimpleName() + ")",
                e);
    }

    @Override
    public String toString() {
        return name;
    }
}
