package io.efface.canary;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects the log of {@code java.util.logging} at every level and both standard streams, until {@link #close}. */
final class OtherOutput implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Collected collected;
    private final Handler handler;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    @SuppressWarnings("PMD.CloseResource") // closing the new streams would close the original streams
    OtherOutput(Collected collected) {
        this.collected = collected;
        this.handler = new Records(collected);
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        System.setOut(new PrintStream(new Copying(out, copy), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Copying(err, copy), true, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(handler);
        root.setLevel(level);
        synchronized (copy) {
            collected.add(Place.STREAM, copy.toString(StandardCharsets.UTF_8));
        }
    }

    private static final class Copying extends FilterOutputStream {
        private final ByteArrayOutputStream copy;

        Copying(OutputStream original, ByteArrayOutputStream copy) {
            super(original);
            this.copy = copy;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            synchronized (copy) {
                copy.write(octet);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
            synchronized (copy) {
                copy.write(bytes, from, count);
            }
        }
    }

    private static final class Records extends Handler {
        private final Collected collected;

        Records(Collected collected) {
            this.collected = collected;
        }

        @Override
        public void publish(LogRecord record) {
            collected.add(
                    Place.PLATFORM_LOG,
                    record.getLoggerName() + " " + record.getMessage() + " "
                            + Arrays.deepToString(record.getParameters()));
            if (record.getThrown() != null) {
                Exceptions.collect(record.getThrown(), collected);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
