package io.efface.cli;

import java.util.Optional;

/** Whoever sits in front of the command, if somebody does. */
interface Terminal {
    /** Returns whether there is somebody to ask: input and output are both a terminal. */
    boolean isInteractive();

    /** Asks, and returns the typed line without its end, or empty at end of input. */
    Optional<String> ask(String question);
}
