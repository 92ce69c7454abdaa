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
 * Cuts a list into lines that end with LF, CRLF or a lone CR, in every format alike. Memory is bounded by the longest line allowed. For
 * one thread.
 */
final class LineReader implements Closeable {
    /** The most characters (UTF-16 code units) of a line, and of a CSV row. */
    static final int LONGEST = 1 << 20;

    private static final int NONE = -3;

    private final TextReader in;
    private final Deque<Line> returned = new ArrayDeque<>();
    private char[] line = new char[256];
    private int pushedBack = NONE;
    private long number;

    LineReader(InputSource source, @Nullable Charset charset) {
        this.in = new TextReader(source, charset);
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

    /** Returns how many bytes of the list have been read. */
    long bytes() {
        return in.bytes();
    }

    /** Returns the charset that the list is read in. */
    Charset charset() {
        return in.charset();
    }

    private @Nullable Line read() {
        int c = first();
        if (c == TextReader.END) {
            return null;
        }
        number++;
        int length = 0;
        InputProblem problem = null;
        while (c != TextReader.END && c != '\n' && c != '\r') {
            if (problem != null) {
                // Only the end of this line still matters.
                c = in.read();
                continue;
            }
            if (c == TextReader.MALFORMED) {
                int column = Character.codePointCount(line, 0, length) + 1;
                problem = new InputProblem(number, column, ProblemCode.MALFORMED_UTF8);
            } else if (length == LONGEST) {
                problem = new InputProblem(number, 1, ProblemCode.TOO_LONG);
            } else {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (char) c;
            }
            c = in.read();
        }
        return new Line(number, problem == null ? new String(line, 0, length) : "", end(c), problem);
    }

    private int first() {
        int back = pushedBack;
        pushedBack = NONE;
        return back == NONE ? in.read() : back;
    }

    private String end(int c) {
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
        pushedBack = next;
        return "\r";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
