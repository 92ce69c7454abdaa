package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.OptionPaths;
import io.efface.config.FaceRepositories;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the keys are: as {@code --keys} says, else {@code efface.keys} of the configuration, else in the user's data folder. */
public final class KeyFolderLocation {
    private KeyFolderLocation() {}

    public static Path folder(@Nullable String keys, ConfigOption config, CliContext context) {
        return keys != null
                ? OptionPaths.path("--keys", keys)
                : config.keyFolder(context).orElseGet(() -> standard(context));
    }

    /** Returns the folder for a command that has the accounts open. */
    public static Path folder(@Nullable String keys, FaceRepositories accounts, CliContext context) {
        return keys != null
                ? OptionPaths.path("--keys", keys)
                : accounts.path(KeyFolder.SETTING).orElseGet(() -> standard(context));
    }

    private static Path standard(CliContext context) {
        return KeyFolder.defaultFolder(context.environment(), System.getProperty("os.name", ""));
    }
}
