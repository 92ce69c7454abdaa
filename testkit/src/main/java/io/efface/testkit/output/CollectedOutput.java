package io.efface.testkit.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the log of {@code java.util.logging} at every level and both standard streams until {@link #close}. The output still appears on
 * the streams. Loggers of the platform are left out, because the server of an emulator runs in the same process. Thread-safe.
 */
public final class CollectedOutput implements AutoCloseable {
    private static final List<String> PLATFORM = List.of("com.sun.", "sun.", "jdk.", "java.");

    private static final String PROBE = "the log is collected at level TRACE";

    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Copy copy = new Copy();
    private final Handler handler = new Records(copy);

    /** Begins to collect. Only one instance may collect at a time. */
    @SuppressWarnings("PMD.CloseResource") // Closing the new streams would close the original streams.
    public CollectedOutput() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        System.setOut(new PrintStream(new Copying(out, copy), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Copying(err, copy), true, StandardCharsets.UTF_8));
    }

    /** Returns all output so far. */
    public String text() {
        return copy.text();
    }

    /**
     * Returns whether this object collects what is logged with SLF4J at level {@code TRACE}. This is true with {@code slf4j-jdk14}, and
     * with another backend that writes this level to a standard stream.
     */
    public boolean collectsTrace() {
        LoggerFactory.getLogger(CollectedOutput.class).trace(PROBE);
        return text().contains(PROBE);
    }

    /** Ends the collection and restores the streams and the level of the log. */
    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(handler);
        root.setLevel(level);
    }

    /** The collected bytes. Thread-safe. */
    private static final class Copy {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized void add(byte[] more, int from, int count) {
            bytes.write(more, from, count);
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Copying extends OutputStream {
        private final PrintStream original;
        private final Copy copy;

        Copying(PrintStream original, Copy copy) {
            this.original = original;
            this.copy = copy;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            original.write(bytes, from, count);
            copy.add(bytes, from, count);
        }

        @Override
        public void flush() {
            original.flush();
        }
    }

    private static final class Records extends Handler {
        private final Copy copy;

        Records(Copy copy) {
            this.copy = copy;
        }

        @Override
        public void publish(LogRecord event) {
            String logger = String.valueOf(event.getLoggerName());
            if (PLATFORM.stream().noneMatch(logger::startsWith)) {
                byte[] line = textOf(logger, event).getBytes(StandardCharsets.UTF_8);
                copy.add(line, 0, line.length);
            }
        }

        private static String textOf(String logger, LogRecord event) {
            StringWriter text = new StringWriter();
            text.write(logger + " " + event.getMessage() + " " + Arrays.deepToString(event.getParameters()) + "\n");
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
