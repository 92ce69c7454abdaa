package io.efface.cli.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints one line for a failure that ends a thread. Makes in advance what it needs if memory runs out. Thread-safe. */
public final class CrashHandler implements Thread.UncaughtExceptionHandler {
    private final PrintStream err;
    private final OutputStream unbuffered;
    private final byte[] outOfMemory;

    /**
     * Makes one.
     *
     * @param err where the line is printed
     * @param unbuffered the same, for the line that memory ran out
     */
    public CrashHandler(PrintStream err, OutputStream unbuffered) {
        this.err = err;
        this.unbuffered = unbuffered;
        this.outOfMemory = line(Crash.OUT_OF_MEMORY).getBytes(StandardCharsets.UTF_8);
        // Java loads what a method needs when it first runs, for which there may be no memory later.
        if (!Crash.isOutOfMemory(new IllegalStateException())) {
            write(0);
        }
    }

    private static String line(String sentence) {
        return "efface: " + sentence + "\n";
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

    /** Writes so many bytes of the line that memory ran out. */
    private void write(int length) {
        try {
            unbuffered.write(outOfMemory, 0, length);
        } catch (IOException e) {
            // Standard error is closed.
        }
    }
}
