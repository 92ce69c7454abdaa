package io.efface.cli.output;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Language;
import io.efface.cli.process.Message;
import io.efface.cli.process.ProcessOutput;
import java.io.PrintStream;

/** Writes lines to standard output and flushes after each line. */
public final class Output {

    private final PrintStream out;
    private final Language language;

    /** Creates an output for the standard output of a context, in the language of the context. */
    public Output(CliContext context) {
        this(context.out(), context.language());
    }

    public Output(PrintStream out, Language language) {
        this.out = out;
        this.language = language;
    }

    /** Returns a text in the language of this output. */
    public String text(Message text) {
        return language.text(text);
    }

    /**
     * Writes and flushes a line.
     *
     * @throws OutputException if the line cannot be written
     */
    public void line(Message text) {
        line(language.text(text));
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

        private static final Message CALLS = Message.of(
                "standard output cannot be written; of the items without output, at most the first was attempted");
        private static final Message JOB = Message.of(
                "standard output cannot be written; the ledger contains all outcomes: see 'efface status' and"
                        + " 'efface report'");

        private final boolean pipeClosed;

        OutputException(boolean pipeClosed) {
            super(CALLS.toString());
            this.pipeClosed = pipeClosed;
        }

        /** Returns whether the reader closed the pipe, as {@code head} does after its last line. */
        public boolean isPipeClosed() {
            return pipeClosed;
        }

        /** Returns the message for a command that sends calls for ids. The command may have sent one call whose outcome was not written. */
        public Message callsMessage() {
            return CALLS;
        }

        /** Returns the message for a command that works on a job. The ledger of the job contains the outcomes. */
        public Message jobMessage() {
            return JOB;
        }
    }
}
