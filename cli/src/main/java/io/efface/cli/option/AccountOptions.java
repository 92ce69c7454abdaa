package io.efface.cli.option;

import io.efface.cli.output.LibraryTexts;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the configuration file and for one of its accounts. */
public final class AccountOptions {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "Name of the account (default: efface.default-account, else the only account).")
    private @Nullable String account;

    /** Opens the accounts of the configuration. */
    public FaceRepositories open(CliContext context) {
        return config.open(context);
    }

    /** Returns whether the option {@code --account} was given. */
    boolean isGiven() {
        return account != null;
    }

    /** Returns the account of {@code --account}, else the default account, else the only account. */
    public String chosenFrom(FaceRepositories accounts) {
        if (account != null) {
            checkConfigured("--account", List.of(account), accounts);
            return account;
        }
        return accounts.accounts().stream()
                .filter(name -> accounts.describe(name).isDefault())
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        Message.of("the configuration has several accounts and no efface.default-account"),
                        Message.of("choose one with --account: {0}", accounts.accounts())));
    }

    /** Returns a description of an account: name, provider, place and library. */
    public static Message describe(FaceRepositories accounts, String name) {
        AccountDescription account = accounts.describe(name);
        return Message.of(
                "{0} ({1}, {2})", name, account.provider(), LibraryTexts.where(account.place(), account.library()));
    }

    /** Checks that the configuration has accounts of these names. */
    static void checkConfigured(String option, Collection<String> names, FaceRepositories accounts) {
        if (!accounts.accounts().containsAll(names)) {
            throw new UsageException(
                    Message.of("{0} names an account that the configuration does not have", option),
                    accounts.accounts().isEmpty()
                            ? Message.of("the configuration has no account")
                            : Message.of("the configuration has {0}", new TreeSet<>(accounts.accounts())));
        }
    }
}
