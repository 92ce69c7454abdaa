package io.efface.benchmarks;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A list of people, made while it is read: {@code person-00000001} and on, one a line. */
final class Lines extends InputStream {
    private final long count;
    private long made;
    private byte[] line = new byte[0];
    private int at;

    Lines(long count) {
        this.count = count;
    }

    static String person(long number) {
        return String.format(Locale.ROOT, "person-%08d", number);
    }

    @Override
    public int read() {
        return fill() ? line[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, taken);
        at += taken;
        return taken;
    }

    private boolean fill() {
        if (at < line.length) {
            return true;
        }
        if (made == count) {
            return false;
        }
        made++;
        line = (person(made) + "\n").getBytes(StandardCharsets.US_ASCII);
        at = 0;
        return true;
    }
}
