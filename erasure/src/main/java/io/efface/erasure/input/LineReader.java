package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines of UTF-8. Memory is bounded by the longest line allowed, whatever the stream holds. */
final class LineReader implements Closeable {
    static final int LONGEST = 1 << 20;

    private static final int BLOCK = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';

    private final InputSource source;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private final Deque<Line> returned = new ArrayDeque<>();
    private byte[] line = new byte[256];
    private int position;
    private int filled;
    private long number;
    private long bytes;

    LineReader(InputSource source) {
        this.source = source;
        this.in = source.open();
    }

    /** Returns the next line, or null after the last. */
    @Nullable Line next() {
        Line back = returned.poll();
        return back != null ? back : read();
    }

    /** Takes lines back, so that they are read again in this order. */
    void giveBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            returned.addFirst(lines.get(i));
        }
    }

    /** Returns the next line that is not blank without taking it away, or null if there is none. */
    @Nullable Line peek() {
        Line line = next();
        while (line != null && line.isBlank()) {
            line = next();
        }
        if (line != null) {
            returned.addFirst(line);
        }
        return line;
    }

    /** Returns how much of the stream has been read. */
    long bytes() {
        return bytes;
    }

    private @Nullable Line read() {
        int length = 0;
        boolean tooLong = false;
        boolean ended = false;
        while (!ended) {
            if (position == filled && !fill()) {
                if (length == 0 && !tooLong) {
                    return null;
                }
                break;
            }
            int start = position;
            while (position < filled && block[position] != '\n') {
                position++;
            }
            int more = position - start;
            if (tooLong || length + more > LONGEST) {
                tooLong = true;
            } else {
                if (line.length < length + more) {
                    line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
                }
                System.arraycopy(block, start, line, length, more);
                length += more;
            }
            if (position < filled) {
                position++;
                ended = true;
            }
        }
        number++;
        if (tooLong) {
            return new Line(number, "", new InputProblem(number, 1, ProblemCode.TOO_LONG));
        }
        return decoded(ended && length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }

    private Line decoded(int length) {
        int start = 0;
        if (number == 1) {
            checkEncoding(length);
            if (length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
                start = 3;
            }
        }
        String text = new String(line, start, length - start, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            int column = columnOfMalformed(start, length);
            if (column > 0) {
                return new Line(number, "", new InputProblem(number, column, ProblemCode.MALFORMED_UTF8));
            }
        }
        return new Line(number, text, null);
    }

    private void checkEncoding(int length) {
        if (length >= 2
                && ((line[0] == (byte) 0xFF && line[1] == (byte) 0xFE)
                        || (line[0] == (byte) 0xFE && line[1] == (byte) 0xFF))) {
            throw new ErasureException(
                    Reason.INPUT, "the list " + source.name() + " is written in UTF-16; save it as UTF-8");
        }
    }

    /** Returns where the first bytes are that are no text, or 0 if the replacement character stands there by itself. */
    private int columnOfMalformed(int start, int length) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(length - start + 1);
        CoderResult result = strict.decode(ByteBuffer.wrap(line, start, length - start), chars, true);
        if (!result.isError()) {
            return 0;
        }
        chars.flip();
        return Character.codePointCount(chars, 0, chars.length()) + 1;
    }

    private boolean fill() {
        try {
            position = 0;
            filled = Math.max(0, in.read(block));
            bytes += filled;
            return filled > 0;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
