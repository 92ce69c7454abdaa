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
 * Decodes the characters of a list. Bytes that are not valid in the charset are reported as {@link #MALFORMED}, and the characters after
 * them are decoded normally. For one thread.
 */
final class TextReader implements Closeable {
    /** The result of {@link #read} at the end of the list. */
    static final int END = -1;
    /** The result of {@link #read} for bytes that are not valid in the charset. */
    static final int MALFORMED = -2;

    private static final int BLOCK_SIZE = 1 << 16;
    private static final int HEAD_SIZE = 1024;

    private final InputSource source;
    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    /** The number of bytes in a code unit of the charset. Invalid bytes are skipped in steps of this size. */
    private final int unitSize;

    private final byte[] block = new byte[BLOCK_SIZE];
    private final ByteBuffer rawBytes = ByteBuffer.wrap(block);
    private final CharBuffer text = CharBuffer.allocate(BLOCK_SIZE);
    private boolean hasEnded;
    private boolean isFlushed;
    private int malformedLength;

    /**
     * Opens a list.
     *
     * @param given the charset, or null for the charset of the byte order mark; UTF-8 if the list has no mark
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read or is not text, or if its byte order mark contradicts the
     *     given charset
     */
    TextReader(InputSource source, @Nullable Charset given) {
        this.source = source;
        this.in = source.open();
        boolean isOpen = false;
        try {
            byte[] head = readHead();
            ByteOrderMark mark = ByteOrderMark.of(head);
            this.charset = charset(source, given, mark);
            this.unitSize = unitSize(charset);
            if (unitSize == 1) {
                BinaryFile.check(source, head);
            }
            rawBytes.position(mark == null ? 0 : mark.length());
            this.decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            text.flip();
            isOpen = true;
        } finally {
            if (!isOpen) {
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
                        "the list " + source.name() + " has no byte order mark; choose " + given.name() + "LE or "
                                + given.name() + "BE (--charset)");
            }
            return given;
        }
        if (!mark.charset().equals(given) && !mark.charset().name().startsWith(given.name())) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the list " + source.name() + " begins with the byte order mark of "
                            + mark.charset().name() + ", which is not the given charset; leave --charset out");
        }
        return mark.charset();
    }

    private static int unitSize(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        return name.contains("UTF-16") ? 2 : name.contains("UTF-32") ? 4 : 1;
    }

    /** Reads the first line, or enough of it to recognise the kind of file. */
    private byte[] readHead() {
        boolean hasMore = true;
        while (hasMore && rawBytes.position() < HEAD_SIZE && !(rawBytes.position() >= 4 && hasLineEnd())) {
            hasMore = fill();
        }
        rawBytes.flip();
        return Arrays.copyOf(block, rawBytes.limit());
    }

    private boolean hasLineEnd() {
        for (int i = 0; i < rawBytes.position(); i++) {
            if (rawBytes.get(i) == '\n' || rawBytes.get(i) == '\r') {
                return true;
            }
        }
        return false;
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
        return text.hasRemaining() ? text.get() : decodeMore();
    }

    private int decodeMore() {
        while (true) {
            if (malformedLength > 0) {
                rawBytes.position(Math.min(rawBytes.limit(), rawBytes.position() + malformedLength));
                malformedLength = 0;
                return MALFORMED;
            }
            if (isFlushed) {
                return END;
            }
            text.clear();
            CoderResult result = decoder.decode(rawBytes, text, hasEnded);
            if (result.isError()) {
                // Only one unit is skipped, because the bytes after it may be the end of the line.
                malformedLength = unitSize;
            } else if (result.isUnderflow()) {
                if (hasEnded) {
                    decoder.flush(text);
                    isFlushed = true;
                } else {
                    rawBytes.compact();
                    hasEnded = !fill();
                    rawBytes.flip();
                }
            }
            text.flip();
            if (text.hasRemaining()) {
                return text.get();
            }
        }
    }

    /** Reads more bytes from the source. Returns false at the end of the list. */
    private boolean fill() {
        try {
            int count = in.read(block, rawBytes.position(), rawBytes.remaining());
            if (count > 0) {
                rawBytes.position(rawBytes.position() + count);
            }
            return count >= 0;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
