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

/** A standard stream of the process in UTF-8. It stores the reason of a failed write. Thread-safe. */
public final class ProcessOutput extends PrintStream {
    private final Descriptor descriptor;

    public ProcessOutput(FileDescriptor file) {
        this(new Descriptor(new FileOutputStream(file)));
    }

    public ProcessOutput(OutputStream stream) {
        this(new Descriptor(stream));
    }

    private ProcessOutput(Descriptor descriptor) {
        super(new BufferedOutputStream(descriptor), false, StandardCharsets.UTF_8);
        this.descriptor = descriptor;
    }

    /**
     * Returns whether a write failed because the reader had closed the pipe. The system's message for this error contains "pipe" in every
     * language.
     */
    public boolean isPipeClosed() {
        return descriptor.failure.toLowerCase(Locale.ROOT).contains("pipe");
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
