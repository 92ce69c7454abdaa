package io.efface.cli;

import picocli.CommandLine.Option;

/** How outcomes are written. */
final class JsonOption {
    @Option(names = "--json", description = "Write one JSON object per line instead of a table.")
    private boolean json;

    /** Returns whether JSON is wanted. */
    boolean isJson() {
        return json;
    }
}
