package io.efface.cli;

import io.efface.config.FaceRepositories;
import java.nio.file.Path;

/** Opens accounts from a configuration file. */
interface AccountsSource {
    /**
     * Opens every account. Sends nothing.
     *
     * @param file a properties file
     * @param shell gives the environment, the clock and the randomness
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if the file cannot be read or anything in it is wrong
     */
    FaceRepositories open(Path file, Shell shell);

    /** Returns the source that the command uses: exactly the file, with references resolved. */
    static AccountsSource ofFiles() {
        return (file, shell) -> FaceRepositories.builder()
                .properties(FileOption.file("--config", file))
                .environment(shell.environment())
                .clock(shell.clock())
                .random(shell.random())
                .open();
    }
}
