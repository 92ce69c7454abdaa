package io.efface.cli.option;

import picocli.CommandLine.Option;

/** The option for JSON output. */
public final class JsonOption {
    @Option(names = "--json", description = "Write one JSON object per line instead of a table.")
    private boolean json;

    /** Returns whether {@code --json} was given. */
    public boolean isJson() {
        return json;
    }
}
