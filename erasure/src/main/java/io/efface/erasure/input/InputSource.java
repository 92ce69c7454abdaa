package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The source of a list: a file, or a stream such as standard input. A stream can be read only once. */
public final class InputSource {
    private final String name;
    private final @Nullable Path file;
    private final @Nullable InputStream stream;

    private InputSource(String name, @Nullable Path file, @Nullable InputStream stream) {
        this.name = name;
        this.file = file;
        this.stream = stream;
    }

    /** Returns a file as a source. The file is opened when the list is read. */
    public static InputSource file(Path file) {
        return new InputSource(file.toString(), file, null);
    }

    /**
     * Returns a stream as a source. The stream is read to its end and not closed.
     *
     * @param name the name of the source in messages, such as {@code standard input}
     */
    public static InputSource stream(String name, InputStream stream) {
        return new InputSource(
                Objects.requireNonNull(name, "name"),
                null,
                new BufferedInputStream(Objects.requireNonNull(stream, "stream")));
    }

    /** Returns the name of this source in messages. */
    public String name() {
        return name;
    }

    /** Returns the file's name, or an empty text for a stream. */
    String fileName() {
        Path fileName = file == null ? null : file.getFileName();
        return fileName == null ? "" : fileName.toString();
    }

    /** Returns the file if the operating system can open it; null for a stream, and for a file inside of another file. */
    @Nullable Path localFile() {
        Path path = file;
        return path != null && path.getFileSystem().equals(FileSystems.getDefault()) ? path : null;
    }

    /** Returns the first bytes of this source. They are read again when the source is opened. */
    byte[] head(int length) {
        InputStream given = stream;
        try {
            if (given != null) {
                given.mark(length);
                byte[] head = given.readNBytes(length);
                given.reset();
                return head;
            }
            try (InputStream in = open()) {
                return in.readNBytes(length);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InputStream open() {
        InputStream given = stream;
        if (given != null) {
            return new FilterInputStream(given) {
                @Override
                public void close() {
                    // The caller, who opened the stream, also closes it.
                }
            };
        }
        try {
            return Files.newInputStream(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Closes a stream after another error. An exception of {@code close} is ignored, because the other error is reported. */
    static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The caller reports the earlier error.
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
