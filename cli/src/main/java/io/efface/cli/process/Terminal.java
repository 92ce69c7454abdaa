package io.efface.cli.process;

import java.util.Optional;

/** The terminal of the person who started the command, if there is one. */
public interface Terminal {
    /** Returns whether the user can be asked: standard input and output are both a terminal. */
    boolean isInteractive();

    /** Returns whether standard error is a terminal, where a line can be overwritten. */
    boolean isErrorTerminal();

    /** Returns the width of the terminal in cells; 1 or more. The result is 80 if the width is not known. */
    int columns();

    /** Prints a question and returns the line that the user types, without its line end, or empty at the end of the input. */
    Optional<String> ask(String question);
}
