package io.efface.benchmarks;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A list of people that is generated while it is read: one id per line, beginning with {@code person-00000001}. */
final class Lines extends InputStream {
    private static final int DIGITS = 8;
    /** The number of lines that are generated at once. The measured time includes the generation, so the generation must be fast. */
    private static final int LINES_PER_BLOCK = 1_000;

    private final long count;
    private long generated;
    private byte[] block = new byte[0];
    private int position;

    Lines(long count) {
        this.count = count;
    }

    static String person(long number) {
        String digits = Long.toString(number);
        return "person-" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    @Override
    public int read() {
        return fill() ? block[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, block.length - position);
        System.arraycopy(block, position, target, offset, taken);
        position += taken;
        return taken;
    }

    private boolean fill() {
        if (position < block.length) {
            return true;
        }
        if (generated == count) {
            return false;
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES_PER_BLOCK && generated < count; i++) {
            generated++;
            lines.append(person(generated)).append('\n');
        }
        block = lines.toString().getBytes(StandardCharsets.US_ASCII);
        position = 0;
        return true;
    }
}
