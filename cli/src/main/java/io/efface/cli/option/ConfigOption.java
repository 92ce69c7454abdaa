package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.ConfigFile;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.LedgerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The option for the configuration file. The option {@code --config} names the file. Without this option, the variable {@code
 * EFFACE_CONFIG} names the file. Otherwise the command reads {@code efface.properties} in the working folder, if this file exists.
 * Environment variables can override each key of the file, and can also configure the command without a file.
 */
public final class ConfigOption {
    private static final String OPTION = "--config";

    /** Names of the variables that Kubernetes sets for services. These variables do not configure accounts. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_.+)?)");

    private static final String VARIABLE = "EFFACE_CONFIG";
    private static final String ACCOUNTS = "EFFACE_ACCOUNTS_";
    private static final Set<String> GENERAL = Set.of(
            "EFFACE_DEFAULT_ACCOUNT",
            "EFFACE_KEYS",
            "EFFACE_LEDGER",
            "EFFACE_LEDGER_USER",
            "EFFACE_LEDGER_PASSWORD",
            "PGUSER",
            "PGPASSWORD",
            "PGPASSFILE");
    private static final Path DEFAULT = Path.of("efface.properties");

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description = "Properties file with the accounts (default: the value of EFFACE_CONFIG, else"
                    + " efface.properties). Secrets may be"
                    + " $${env:NAME} or $${file:PATH}. EFFACE_* variables override the file.")
    private @Nullable String file;

    @Mixin
    @SuppressWarnings("UnusedVariable") // The field declares the option, and ProviderPathOption.load reads the value.
    private final ProviderPathOption path = new ProviderPathOption();

    /** Returns whether the option was given. */
    boolean isGiven() {
        return file != null;
    }

    /**
     * Opens the accounts.
     *
     * @throws UsageException if there is neither a configuration file nor an environment variable that configures an account
     */
    FaceRepositories open(CliContext context) {
        return context.accounts().open(requiredFile(context), context);
    }

    /** Opens the accounts as {@link #open(CliContext)} does. They count their quota in the database of the ledger. */
    FaceRepositories open(LedgerAddress ledger, CliContext context) {
        return context.accounts().open(requiredFile(context), ledger, context);
    }

    /** Opens the accounts as {@link #open(CliContext)} does, but does not log their warnings, because the command prints them. */
    public FaceRepositories openForReview(CliContext context) {
        return context.accounts().openForReview(requiredFile(context), context);
    }

    private Optional<ConfigFile> requiredFile(CliContext context) {
        Optional<ConfigFile> found = file(context);
        if (found.isEmpty() && context.environment().keySet().stream().noneMatch(name -> name.startsWith(ACCOUNTS))) {
            throw new UsageException(
                    Message.of(
                            "there is no configuration: {0} is not given, {1} is not set, the working folder has no {2}, and"
                                    + " no variable begins with {3}",
                            OPTION, VARIABLE, DEFAULT, ACCOUNTS),
                    Message.of("name the file with {0}=FILE", OPTION));
        }
        return found;
    }

    /** Returns the value of a configuration key as a path, or empty. Does not open the accounts. */
    Optional<Path> path(String key, CliContext context) {
        return context.accounts().path(key, file(context), context);
    }

    /** Returns the value of a configuration key as text, or empty. Does not open the accounts. The value may be a secret. */
    Optional<String> text(String key, CliContext context) {
        return context.accounts().text(key, file(context), context);
    }

    /** Returns the configuration file. Returns empty if there is none, so that only variables can configure the command. */
    public Optional<ConfigFile> file(CliContext context) {
        return file != null ? Optional.of(named(OPTION, file)) : defaultFile(context);
    }

    private static ConfigFile named(String by, String path) {
        return new ConfigFile(OptionPaths.path(by, path), by);
    }

    private static Optional<ConfigFile> defaultFile(CliContext context) {
        String variable = context.environment().get(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return Optional.of(named(VARIABLE, variable));
        }
        return Files.exists(DEFAULT) ? Optional.of(new ConfigFile(DEFAULT, DEFAULT.toString())) : Optional.empty();
    }

    /**
     * Returns the option {@code --config} with the absolute path of the default file. Returns an empty list if the arguments already have
     * the option or there is no default file.
     */
    public static List<String> defaultFileOption(List<String> arguments, CliContext context) {
        boolean given =
                arguments.stream().anyMatch(argument -> argument.equals(OPTION) || argument.startsWith(OPTION + "="));
        return given
                ? List.of()
                : defaultFile(context).map(file -> OPTION + "=" + file.path().toAbsolutePath()).stream()
                        .toList();
    }

    /** Returns the sorted names of the environment variables that may override the file. */
    public static List<String> variables(CliContext context) {
        return context.environment().entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .filter(variable -> !OF_KUBERNETES.matcher(variable.getKey()).matches())
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(ACCOUNTS) || GENERAL.contains(name))
                .sorted()
                .toList();
    }

    /** Returns the sources of the configuration in one line: the file, and the names of the variables that may override the file. */
    public Message describe(CliContext context) {
        List<String> variables = variables(context);
        Message from = file(context)
                .map(named -> Message.verbatim(named.path().toString()))
                .orElse(Message.of("no file"));
        return variables.isEmpty() ? from : Message.of("{0}, overridden by {1}", from, variables);
    }
}
