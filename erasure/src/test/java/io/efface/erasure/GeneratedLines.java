package io.efface.erasure;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** A stream that generates the lines of a list, so that a long list needs no memory. */
final class GeneratedLines extends InputStream {
    private final long last;
    private final LongFunction<String> lines;
    private long number;
    private byte[] line;
    private int position;

    /**
     * Creates a stream.
     *
     * @param lines returns the line with a number from 1
     * @param last the number of the last line
     */
    GeneratedLines(String header, LongFunction<String> lines, long last) {
        this.last = last;
        this.lines = lines;
        this.line = bytes(header);
    }

    /** Returns a person id that no other number has. */
    static String person(long number) {
        return "person-" + Long.toHexString(number * 0x9E3779B97F4A7C15L);
    }

    private static byte[] bytes(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int read() {
        if (position == line.length) {
            if (number == last) {
                return -1;
            }
            number++;
            line = bytes(lines.apply(number));
            position = 0;
        }
        return line[position++];
    }

    @Override
    public int read(byte[] block, int offset, int length) {
        int n = 0;
        for (int c = read(); c >= 0; c = n < length ? read() : -1) {
            block[offset + n++] = (byte) c;
        }
        return n == 0 ? -1 : n;
    }
}
