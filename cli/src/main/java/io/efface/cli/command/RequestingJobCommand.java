package io.efface.cli.command;

import io.efface.cli.option.AcceptOldTailOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.option.MetricsFileOption;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.option.SealFileOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.StopSignal;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.keys.KeyFolder;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** A command that sends requests for the targets of a job. The command shows progress, and a signal stops the requests. */
abstract class RequestingJobCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final AcceptOldTailOption accept = new AcceptOldTailOption();

    @Mixin
    private final SealFileOption sealFile = new SealFileOption();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final MetricsFileOption metrics = new MetricsFileOption();

    RequestingJobCommand(CliContext context) {
        super(context);
    }

    final String job() {
        return job.job();
    }

    final boolean acceptsOldTail() {
        return accept.isAccepted();
    }

    /** Opens the accounts, the ledger and the keys, checks the ledger against the seal file, and applies the action. */
    final CommandResult withErasure(Function<Erasure, CommandResult> action) {
        metrics.check();
        try (FaceRepositories accounts = job.accounts(context());
                Ledger ledger = job.open(context())) {
            KeyFolder keys = job.openKeys(context(), accounts);
            sealFile.check(job, keys, context());
            return action.apply(new Erasure(
                    ledger, keys, accounts, context().clock(), context().random()));
        }
    }

    /**
     * Runs a step, stores the newest seal in the seal file, and prints the report.
     *
     * @param report function that prints the step's summary and returns the result of the command. The second argument of the function is
     *     the signal that stopped the step.
     */
    final <T> CommandResult send(
            Function<JobSteps, T> step, BiFunction<T, Optional<StopSignal>, CommandResult> report) {
        try (JobSteps steps = new JobSteps(context(), progress)) {
            metrics.start(context(), this::ledger, job(), steps::printMessage);
            T summary = step.apply(steps);
            sealFile.store(job, context());
            return report.apply(summary, steps.signal());
        }
    }

    /** Returns whether the ledger is a file, which only one process at a time can use. */
    final boolean isLedgerInFile() {
        return job.address(context()).file().isPresent();
    }

    /** Stores the newest seal in the seal file. */
    final void storeSeal() {
        sealFile.store(job, context());
    }

    /** Returns whether the given options make the command send requests. The default is true. */
    boolean isSending() {
        return true;
    }

    final boolean isMetricsFileGiven() {
        return metrics.isGiven();
    }

    private LedgerAddress ledger() {
        return job.existing(context());
    }

    @Override
    void ended(ExitStatus status) {
        if (isSending()) {
            metrics.end(context(), this::ledger, job(), status);
        }
    }
}
