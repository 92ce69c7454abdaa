package io.efface.cli.output;

import io.efface.cli.process.ProcessOutput;
import java.io.PrintStream;

/** Writes lines to standard output and flushes after each line. */
public final class Output {
    private static final String CANNOT_WRITE = "standard output cannot be written; ";

    private final PrintStream out;

    public Output(PrintStream out) {
        this.out = out;
    }

    /**
     * Writes and flushes a line.
     *
     * @throws OutputException if the line cannot be written. The command then stops, because later deletions would leave no record
     */
    public void line(String text) {
        out.print(text + "\n");
        check(out);
    }

    /**
     * Flushes a stream to which other code wrote.
     *
     * @throws OutputException if a write or the flush failed
     */
    public static void check(PrintStream out) {
        if (out.checkError()) {
            throw new OutputException(out instanceof ProcessOutput process && process.isPipeClosed());
        }
    }

    /** Thrown if standard output cannot be written, for example because the disk is full or the pipe is closed. */
    public static final class OutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean pipeClosed;

        OutputException(boolean pipeClosed) {
            super(CANNOT_WRITE + "at most the first of the items without output was attempted");
            this.pipeClosed = pipeClosed;
        }

        /** Returns whether the reader closed the pipe, as {@code head} does after its last line. */
        public boolean isPipeClosed() {
            return pipeClosed;
        }

        /** Returns the message for a command that works on a job. The ledger of the job contains the outcomes. */
        public String jobMessage() {
            return CANNOT_WRITE + "the ledger contains all outcomes: see 'efface status' and 'efface report'";
        }
    }
}
