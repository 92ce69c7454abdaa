package io.efface.benchmarks;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A list of people that is generated while it is read: one id per line, beginning with {@code person-00000001}. */
final class Lines extends InputStream {
    private final long count;
    private long generated;
    private byte[] line = new byte[0];
    private int position;

    Lines(long count) {
        this.count = count;
    }

    static String person(long number) {
        return String.format(Locale.ROOT, "person-%08d", number);
    }

    @Override
    public int read() {
        return fill() ? line[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, line.length - position);
        System.arraycopy(line, position, target, offset, taken);
        position += taken;
        return taken;
    }

    private boolean fill() {
        if (position < line.length) {
            return true;
        }
        if (generated == count) {
            return false;
        }
        generated++;
        line = (person(generated) + "\n").getBytes(StandardCharsets.US_ASCII);
        position = 0;
        return true;
    }
}
