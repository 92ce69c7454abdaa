package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.OptionPaths;
import io.efface.config.FaceRepositories;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.KeyLocation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The option for the key folder: the directory of {@code --keys}, else {@code efface.keys} of the configuration, else the default
 * directory in the user's data directory.
 */
public final class KeysOption {
    private static final String NAME = "--keys";

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description =
                    "Directory with the encryption and signing keys (default: efface.keys of the configuration, else efface/keys in the user's data directory).")
    private @Nullable String keys;

    public ConfigOption config() {
        return config;
    }

    /** Returns whether {@code --keys} or {@code --config} was given. */
    boolean isGiven() {
        return keys != null || config.isGiven();
    }

    /** Returns the key folder, which need not exist. */
    public Path folder(CliContext context) {
        return keys != null
                ? OptionPaths.path(NAME, keys)
                : config.path(KeyFolder.SETTING, context).orElseGet(() -> defaultFolder(context));
    }

    /** Returns the key folder, which need not exist. For a command that has already opened the accounts. */
    Path folder(CliContext context, FaceRepositories accounts) {
        return keys != null
                ? OptionPaths.path(NAME, keys)
                : accounts.path(KeyFolder.SETTING).orElseGet(() -> defaultFolder(context));
    }

    /**
     * Checks that the directory of {@code --keys} exists. Does nothing without this option.
     *
     * @throws io.efface.cli.process.UsageException if the directory does not exist
     */
    void check() {
        if (keys != null) {
            OptionPaths.folder(NAME, keys);
        }
    }

    private static Path defaultFolder(CliContext context) {
        return KeyLocation.byDefault(context.environment(), System.getProperty("os.name", ""));
    }
}
