package io.efface.cli.process;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A standard stream of the process in UTF-8. It stores the reason of a failed write. It can show one line and overwrite this line several
 * times. Before any other output, it erases the line. Thread-safe.
 */
public final class ProcessOutput extends PrintStream {
    private final Descriptor descriptor;
    private final Erasing erasing;

    public ProcessOutput(FileDescriptor file) {
        this(new Descriptor(new FileOutputStream(file)));
    }

    public ProcessOutput(OutputStream stream) {
        this(new Descriptor(stream));
    }

    private ProcessOutput(Descriptor descriptor) {
        this(descriptor, new Erasing(new BufferedOutputStream(descriptor)));
    }

    private ProcessOutput(Descriptor descriptor, Erasing erasing) {
        super(erasing, false, StandardCharsets.UTF_8);
        this.descriptor = descriptor;
        this.erasing = erasing;
    }

    /**
     * Shows a line on the terminal in place of the line that is shown now. The next other output of any thread erases the line.
     *
     * @param line the line without a line break
     * @param width the width of the line in terminal cells; 0 or more
     */
    public synchronized void overwrite(String line, int width) {
        int shown = erasing.shown;
        erasing.shown = 0;
        print("\r" + line + " ".repeat(Math.max(0, shown - width)));
        flush();
        erasing.shown = width;
    }

    /** Erases the line that is shown, if there is one, and returns whether there was one. */
    public synchronized boolean eraseLine() {
        String erasure = erasing.erasure();
        print(erasure);
        flush();
        return !erasure.isEmpty();
    }

    /**
     * Returns whether a write failed because the reader had closed the pipe. The system's message for this error contains "pipe" in every
     * language.
     */
    public boolean isPipeClosed() {
        return descriptor.failure.toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Passes output on. Before any other output, it erases the line that is shown. The lock of the stream guards this object. */
    private static final class Erasing extends FilterOutputStream {
        /** The cells of {@code ^C}, which a terminal shows behind the line after Ctrl-C. */
        private static final int SIGNAL = 2;

        private int shown;

        Erasing(OutputStream out) {
            super(out);
        }

        /**
         * Returns the text that erases the line that is shown, or an empty text if no line is shown. Afterwards, the line counts as erased.
         */
        String erasure() {
            String text = shown == 0 ? "" : "\r" + " ".repeat(shown + SIGNAL) + "\r";
            shown = 0;
            return text;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (length > 0) {
                out.write(erasure().getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, from, length);
            }
        }
    }

    private static final class Descriptor extends FilterOutputStream {
        private volatile String failure = "";

        Descriptor(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
                throw e;
            }
        }
    }
}
