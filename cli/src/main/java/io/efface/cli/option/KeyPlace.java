package io.efface.cli.option;

import io.efface.cli.process.FileOption;
import io.efface.cli.process.Shell;
import io.efface.config.FaceRepositories;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the keys are: as {@code --keys} says, else {@code efface.keys} of the configuration, else in the user's data folder. */
public final class KeyPlace {
    private KeyPlace() {}

    public static Path folder(@Nullable String keys, ConfigOption config, Shell shell) {
        return keys != null
                ? FileOption.path("--keys", keys)
                : config.keyFolder(shell).orElseGet(() -> standard(shell));
    }

    /** Returns the folder for a command that has the accounts open. */
    public static Path folder(@Nullable String keys, FaceRepositories accounts, Shell shell) {
        return keys != null
                ? FileOption.path("--keys", keys)
                : accounts.path(KeyFolder.SETTING).orElseGet(() -> standard(shell));
    }

    private static Path standard(Shell shell) {
        return KeyFolder.defaultFolder(shell.environment(), System.getProperty("os.name", ""));
    }
}
