package io.efface.cli;

import picocli.CommandLine.Option;

/** Whether progress is told. */
final class ProgressOption {
    @Option(names = "--no-progress", description = "Hide the progress line.")
    private boolean silent;

    /** Begins to tell, if that is wanted, until closed. */
    void begin(Progress progress) {
        if (!silent) {
            progress.begin();
        }
    }
}
