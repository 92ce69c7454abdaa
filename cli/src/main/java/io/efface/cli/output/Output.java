package io.efface.cli.output;

import io.efface.cli.process.ProcessOutput;
import java.io.PrintStream;

/** Standard output, a line at a time, each flushed. */
public final class Output {
    private static final String LOST = "standard output cannot be written; ";

    private final PrintStream out;

    public Output(PrintStream out) {
        this.out = out;
    }

    /**
     * Writes a line.
     *
     * @throws OutputException if it cannot be written; a deletion after that would leave no record
     */
    public void line(String text) {
        out.print(text + "\n");
        check(out);
    }

    /**
     * Flushes a stream that other code wrote to.
     *
     * @throws OutputException if something of it could not be written
     */
    public static void check(PrintStream out) {
        if (out.checkError()) {
            throw new OutputException(out instanceof ProcessOutput process && process.isPipeClosed());
        }
    }

    /** Thrown if standard output cannot be written: a full disk, a closed pipe. */
    public static final class OutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean pipeClosed;

        OutputException(boolean pipeClosed) {
            super(LOST + "what was not reported was not attempted, but for the last item");
            this.pipeClosed = pipeClosed;
        }

        /** Returns whether the reader closed the pipe, as {@code head} does. */
        public boolean isPipeClosed() {
            return pipeClosed;
        }

        /** Returns the message for a command on a job, whose ledger has the outcomes. */
        public String jobMessage() {
            return LOST + "what was done is recorded in the ledger: see 'efface status' and 'efface report'";
        }
    }
}
