package io.efface.cli.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints one line for an exception that ends a thread. The message for an out-of-memory error is prepared in advance. Thread-safe. */
public final class CrashHandler implements Thread.UncaughtExceptionHandler {
    private final PrintStream err;
    private final OutputStream unbuffered;
    private final Language language;
    private final byte[] outOfMemory;

    /**
     * Creates a handler.
     *
     * @param err stream for the line
     * @param unbuffered stream to the same file as {@code err}, without a buffer; receives the line about an out-of-memory error
     * @param language the language of the line
     */
    public CrashHandler(PrintStream err, OutputStream unbuffered, Language language) {
        this.err = err;
        this.unbuffered = unbuffered;
        this.language = language;
        this.outOfMemory = line(Crash.OUT_OF_MEMORY).getBytes(StandardCharsets.UTF_8);
        // Java loads the classes of a method when the method first runs. After an out-of-memory error, this loading may
        // fail. So isOutOfMemory and write run once now.
        if (!Crash.isOutOfMemory(new IllegalStateException())) {
            write(0);
        }
    }

    private String line(Message sentence) {
        return language.text(Message.of("efface: {0}", sentence)) + "\n";
    }

    @Override
    public void uncaughtException(Thread thread, Throwable crash) {
        if (Crash.isOutOfMemory(crash)) {
            write(outOfMemory.length);
        } else {
            err.print(line(Crash.sentence(crash)));
            err.flush();
        }
    }

    /** Writes the line about an out-of-memory error, up to the given length in bytes. */
    private void write(int length) {
        try {
            unbuffered.write(outOfMemory, 0, length);
        } catch (IOException e) {
            // Standard error is closed.
        }
    }
}
