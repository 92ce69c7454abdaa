package io.efface.erasure.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a list. A line ends with LF, CRLF or a single CR. The maximum length of a line limits the memory in use. Not
 * thread-safe.
 */
final class LineReader implements Closeable {
    /** The maximum length of a line and of a CSV row, in UTF-16 code units. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int NONE = -3;

    private final TextReader in;
    private final Deque<Line> unreadLines = new ArrayDeque<>();
    private char[] line = new char[256];
    private int unreadCharacter = NONE;
    private long number;

    LineReader(InputSource source, @Nullable Charset charset) {
        this.in = new TextReader(source, charset);
    }

    /** Returns the next line, or null after the last line. */
    @Nullable Line next() {
        Line unread = unreadLines.poll();
        return unread != null ? unread : read();
    }

    /** Returns the next line that is not blank, or null if there is no such line. */
    @Nullable Line nextNonBlank() {
        Line line = next();
        while (line != null && line.isBlank()) {
            line = next();
        }
        return line;
    }

    /** Puts lines back. The next calls of {@link #next} return these lines in the same order. */
    void unread(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            unreadLines.addFirst(lines.get(i));
        }
    }

    /** Returns the next line that is not blank, or null if there is no such line. {@link #next} returns the same line again. */
    @Nullable Line peek() {
        Line line = nextNonBlank();
        if (line != null) {
            unreadLines.addFirst(line);
        }
        return line;
    }

    /** Returns the charset of the list. */
    Charset charset() {
        return in.charset();
    }

    private @Nullable Line read() {
        int c = readFirst();
        if (c == TextReader.END) {
            return null;
        }
        number++;
        int length = 0;
        InputProblem problem = null;
        while (c != TextReader.END && c != '\n' && c != '\r') {
            if (problem != null) {
                // The rest of an invalid line is skipped.
                c = in.read();
                continue;
            }
            if (c == TextReader.MALFORMED) {
                int column = Character.codePointCount(line, 0, length) + 1;
                problem = new InputProblem(number, column, ProblemCode.MALFORMED_UTF8);
            } else if (length == MAX_LENGTH) {
                problem = new InputProblem(number, 1, ProblemCode.TOO_LONG);
            } else {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (char) c;
            }
            c = in.read();
        }
        return new Line(number, problem == null ? new String(line, 0, length) : "", readEnd(c), problem);
    }

    private int readFirst() {
        int unread = unreadCharacter;
        unreadCharacter = NONE;
        return unread == NONE ? in.read() : unread;
    }

    /** Returns the line end that begins with a character, and reads the rest of the line end. */
    private String readEnd(int c) {
        if (c == '\n') {
            return "\n";
        }
        if (c == TextReader.END) {
            return "";
        }
        int next = in.read();
        if (next == '\n') {
            return "\r\n";
        }
        unreadCharacter = next;
        return "\r";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
