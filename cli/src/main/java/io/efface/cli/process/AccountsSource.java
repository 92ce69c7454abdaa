package io.efface.cli.process;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.keys.KeyFolder;
import io.efface.http.ProxyEnvironment;
import java.nio.file.Path;
import java.util.Optional;

/** Opens accounts from a configuration file and environment variables. */
public interface AccountsSource {
    /**
     * Opens every account. Sends nothing.
     *
     * @param file a properties file that must exist, or empty if variables are enough
     * @param context gives the environment, the clock and the randomness
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if the file cannot be read or anything in it or in a variable is wrong
     */
    FaceRepositories open(Optional<ConfigFile> file, CliContext context);

    /**
     * Opens every account for a command that shows the accounts' warnings itself, so that they are not logged as well.
     *
     * @throws io.efface.FaceException as {@link #open(Optional, CliContext)}
     */
    default FaceRepositories openForReview(Optional<ConfigFile> file, CliContext context) {
        return open(file, context);
    }

    /**
     * Returns the folder of keys that the configuration names, or empty.
     *
     * @throws io.efface.FaceException as {@link #open(Optional, CliContext)}, but not for what is wrong with an account
     */
    default Optional<Path> keyFolder(Optional<ConfigFile> file, CliContext context) {
        try (FaceRepositories accounts = open(file, context)) {
            return accounts.path(KeyFolder.SETTING);
        }
    }

    /** Returns the source that the command uses: the file, overridden by environment variables, with references resolved. */
    static AccountsSource ofFiles() {
        return new AccountsSource() {
            @Override
            public FaceRepositories open(Optional<ConfigFile> file, CliContext context) {
                return builder(file, context).open();
            }

            @Override
            public FaceRepositories openForReview(Optional<ConfigFile> file, CliContext context) {
                return builder(file, context).warnings(shown -> {}).open();
            }

            @Override
            public Optional<Path> keyFolder(Optional<ConfigFile> file, CliContext context) {
                return builder(file, context).readPath(KeyFolder.SETTING);
            }
        };
    }

    private static FaceRepositoriesBuilder builder(Optional<ConfigFile> file, CliContext context) {
        FaceRepositoriesBuilder builder = FaceRepositories.builder();
        file.map(ConfigFile::existing).ifPresent(builder::properties);
        return builder.configurationFromEnvironment(context.environment())
                .environmentForReferences(context.environment())
                .service(ProxyEnvironment.class, ProxyEnvironment.of(context.environment()))
                .clock(context.clock())
                .random(context.random());
    }
}
