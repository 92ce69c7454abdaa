package io.efface.cli.option;

import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that chooses all accounts instead of one. */
public final class EveryAccountOption {
    @Option(names = "--all-accounts", description = "Use all accounts of the configuration at once.")
    private boolean allAccounts;

    /**
     * Returns the names of the chosen accounts. If several accounts are the same account at the vendor, the result contains only one of
     * them.
     */
    public List<String> chosenFrom(FaceRepositories accounts, AccountOptions options) {
        if (!allAccounts) {
            return List.of(options.chosenFrom(accounts));
        }
        if (options.isGiven()) {
            throw new UsageException(Message.of("use either --account or --all-accounts, not both"));
        }
        return List.copyOf(accounts.inAllAccounts(Runnable::run).accounts());
    }
}
