package io.efface.cli.option;

import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import java.util.List;
import picocli.CommandLine.Option;

/** One account, or all of them. */
public final class EveryAccountOption {
    @Option(names = "--all-accounts", description = "Use all accounts of the configuration at once.")
    private boolean everywhere;

    /** Returns the names of the accounts that are meant; of two that are the same one at the vendor, one. */
    public List<String> chosenFrom(FaceRepositories accounts, AccountOptions options) {
        if (!everywhere) {
            return List.of(options.chosenFrom(accounts));
        }
        if (options.isGiven()) {
            throw new UsageException("--account and --all-accounts exclude each other");
        }
        return List.copyOf(accounts.inAllAccounts(Runnable::run).accounts());
    }
}
