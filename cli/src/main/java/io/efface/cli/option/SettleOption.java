package io.efface.cli.option;

import io.efface.erasure.VerifyOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the time between a deletion and the read that verifies it. */
public final class SettleOption {
    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Minimum time between a deletion and its read (default: 5s).")
    private @Nullable Duration settle;

    /** Sets the time, if the option was given. */
    public VerifyOptions.Builder applyTo(VerifyOptions.Builder options) {
        return settle == null ? options : options.settle(settle);
    }
}
