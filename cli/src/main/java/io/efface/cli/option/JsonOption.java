package io.efface.cli.option;

import picocli.CommandLine.Option;

/** How outcomes are written. */
public final class JsonOption {
    @Option(names = "--json", description = "Write one JSON object per line instead of a table.")
    private boolean json;

    /** Returns whether JSON is wanted. */
    public boolean isJson() {
        return json;
    }
}
