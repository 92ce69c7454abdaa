package io.efface.cli.process;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.LedgerAddress;
import io.efface.http.ProxyEnvironment;
import java.nio.file.Path;
import java.util.Optional;

/** Opens accounts from a configuration file and environment variables. */
public interface AccountsSource {
    /**
     * Opens every account of the configuration, and prints warnings about the configuration to standard error. Sends nothing.
     *
     * @param file the properties file, which must exist, or empty if only variables configure the accounts
     * @param context source of the environment, the clock and the randomness
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if the file cannot be read, or a key of the file or a variable is
     *     invalid
     */
    FaceRepositories open(Optional<ConfigFile> file, CliContext context);

    /**
     * Opens every account as {@link #open(Optional, CliContext)} does, for a command with a ledger.
     *
     * @param ledger the ledger. If it is in a database, the accounts count their quota there, and not in the ledger of the configuration
     */
    default FaceRepositories open(Optional<ConfigFile> file, LedgerAddress ledger, CliContext context) {
        return open(file, context);
    }

    /**
     * Opens every account without printing the accounts' warnings, for a command that prints the warnings.
     *
     * @throws io.efface.FaceException under the conditions of {@link #open(Optional, CliContext)}
     */
    default FaceRepositories openForReview(Optional<ConfigFile> file, CliContext context) {
        return open(file, context);
    }

    /**
     * Returns the value of a configuration key, such as {@code efface.keys}, as a path. Returns empty if the key has no value.
     *
     * @throws io.efface.FaceException under the conditions of {@link #open(Optional, CliContext)}. An implementation may ignore invalid
     *     configuration keys of accounts
     */
    default Optional<Path> path(String key, Optional<ConfigFile> file, CliContext context) {
        try (FaceRepositories accounts = open(file, context)) {
            return accounts.path(key);
        }
    }

    /**
     * Returns the value of a configuration key, such as {@code efface.ledger.user}, as text. Returns empty if the key has no value. The
     * value may be a secret.
     *
     * @throws io.efface.FaceException under the conditions of {@link #path}
     */
    default Optional<String> text(String key, Optional<ConfigFile> file, CliContext context) {
        try (FaceRepositories accounts = open(file, context)) {
            return accounts.text(key);
        }
    }

    /** Returns the source for normal use. Environment variables override the file, and references are resolved. */
    static AccountsSource ofFiles() {
        return new AccountsSource() {
            @Override
            public FaceRepositories open(Optional<ConfigFile> file, CliContext context) {
                return open(builderWithQuota(file, context), context);
            }

            @Override
            public FaceRepositories open(Optional<ConfigFile> file, LedgerAddress ledger, CliContext context) {
                FaceRepositoriesBuilder builder = builder(file, context);
                ledger.shareQuota(builder);
                return open(builder, context);
            }

            private FaceRepositories open(FaceRepositoriesBuilder builder, CliContext context) {
                return builder.warnings(
                                warning -> context.printMessage(Message.of("warning: {0}", KnownTexts.of(warning))))
                        .open();
            }

            @Override
            public FaceRepositories openForReview(Optional<ConfigFile> file, CliContext context) {
                return builderWithQuota(file, context).warnings(warning -> {}).open();
            }

            @Override
            public Optional<Path> path(String key, Optional<ConfigFile> file, CliContext context) {
                return builder(file, context).readPath(key);
            }

            @Override
            public Optional<String> text(String key, Optional<ConfigFile> file, CliContext context) {
                return builder(file, context).readText(key);
            }
        };
    }

    /** Returns a builder of accounts that count their quota in the database of the configuration's ledger, if it is in a database. */
    private static FaceRepositoriesBuilder builderWithQuota(Optional<ConfigFile> file, CliContext context) {
        FaceRepositoriesBuilder builder = builder(file, context);
        LedgerAddress.configuredDatabase(builder::readText, context.environment())
                .ifPresent(ledger -> ledger.shareQuota(builder));
        return builder;
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
