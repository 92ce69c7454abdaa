package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a list's bytes strictly, one character after another. Bytes that are not valid in the charset are reported once each and
 * never swallow the characters after them. For one thread.
 */
final class TextReader implements Closeable {
    /** There are no further characters. */
    static final int END = -1;
    /** At this place stand bytes that are not valid in the charset. */
    static final int MALFORMED = -2;

    private static final int BLOCK = 1 << 16;
    private static final int HEAD = 1024;

    private final InputSource source;
    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    /** The smallest number of bytes of a character, so that a skip never loses the step of UTF-16. */
    private final int unit;

    private final byte[] block = new byte[BLOCK];
    private final ByteBuffer raw = ByteBuffer.wrap(block);
    private final CharBuffer text = CharBuffer.allocate(BLOCK);
    private long bytes;
    private boolean ended;
    private boolean flushed;
    private int malformed;

    /**
     * Opens a list.
     *
     * @param given the charset, or null for the one that a byte order mark names, and else UTF-8
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read, is not text, or its byte order mark contradicts the
     *     charset
     */
    TextReader(InputSource source, @Nullable Charset given) {
        this.source = source;
        this.in = source.open();
        boolean open = false;
        try {
            byte[] head = readHead();
            ByteOrderMark mark = ByteOrderMark.of(head);
            this.charset = charset(source, given, mark);
            this.unit = unit(charset);
            if (unit == 1) {
                BinaryFile.check(source, head);
            }
            raw.position(mark == null ? 0 : mark.length());
            this.decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            text.flip();
            open = true;
        } finally {
            if (!open) {
                InputSource.closeQuietly(in);
            }
        }
    }

    private static Charset charset(InputSource source, @Nullable Charset given, @Nullable ByteOrderMark mark) {
        if (given == null) {
            return mark == null ? StandardCharsets.UTF_8 : mark.charset();
        }
        if (mark == null) {
            if (given.name().equals("UTF-16") || given.name().equals("UTF-32")) {
                throw new ErasureException(
                        Reason.INPUT,
                        "the list " + source.name() + " has no byte order mark; say which of " + given.name()
                                + "LE and " + given.name() + "BE it is (--charset)");
            }
            return given;
        }
        if (!mark.charset().equals(given) && !mark.charset().name().startsWith(given.name())) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the list " + source.name() + " begins with the byte order mark of "
                            + mark.charset().name() + ", which is not the charset that was given; leave --charset out");
        }
        return mark.charset();
    }

    private static int unit(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        return name.contains("UTF-16") ? 2 : name.contains("UTF-32") ? 4 : 1;
    }

    /** Reads the first line, or as much of it as is needed to recognise what the file is. */
    private byte[] readHead() {
        boolean more = true;
        while (more && raw.position() < HEAD && !(raw.position() >= 4 && hasLineEnd())) {
            more = fillOnce();
        }
        raw.flip();
        return Arrays.copyOf(block, raw.limit());
    }

    private boolean hasLineEnd() {
        for (int i = 0; i < raw.position(); i++) {
            if (raw.get(i) == '\n' || raw.get(i) == '\r') {
                return true;
            }
        }
        return false;
    }

    /** Returns how many bytes of the list have been read. */
    long bytes() {
        return bytes;
    }

    Charset charset() {
        return charset;
    }

    /**
     * Returns the next UTF-16 code unit, {@link #MALFORMED} or {@link #END}.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read any further
     */
    int read() {
        return text.hasRemaining() ? text.get() : refill();
    }

    private int refill() {
        while (true) {
            if (malformed > 0) {
                raw.position(Math.min(raw.limit(), raw.position() + malformed));
                malformed = 0;
                return MALFORMED;
            }
            if (flushed) {
                return END;
            }
            text.clear();
            CoderResult result = decoder.decode(raw, text, ended);
            if (result.isError()) {
                // A longer skip could take the end of the line with it.
                malformed = unit;
            } else if (result.isUnderflow()) {
                if (ended) {
                    decoder.flush(text);
                    flushed = true;
                } else {
                    raw.compact();
                    ended = !fillOnce();
                    raw.flip();
                }
            }
            text.flip();
            if (text.hasRemaining()) {
                return text.get();
            }
        }
    }

    private boolean fillOnce() {
        try {
            int n = in.read(block, raw.position(), raw.remaining());
            if (n > 0) {
                raw.position(raw.position() + n);
                bytes += n;
            }
            return n >= 0;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
