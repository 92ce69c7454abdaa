package io.efface.cli;

import java.io.PrintStream;

/** Standard output, a line at a time, each flushed. */
final class Output {
    private final PrintStream out;

    Output(PrintStream out) {
        this.out = out;
    }

    /**
     * Writes a line.
     *
     * @throws OutputLost if it cannot be written: whoever deletes on after that has no record of it
     */
    void line(String text) {
        out.print(text + "\n");
        if (out.checkError()) {
            throw new OutputLost();
        }
    }

    /** Standard output takes no more: a full disk, a closed pipe. */
    static final class OutputLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutputLost() {
            super("standard output cannot be written; what was not reported was not attempted, but for the last item");
        }
    }
}
