package io.efface.cli.command;

import io.efface.cli.option.LocationOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Works on the detached runs of a ledger, until a signal. */
@Command(
        name = "work",
        mixinStandardHelpOptions = true,
        header = "Carry out detached runs, together with other workers.",
        description =
                "Works only on runs that 'efface run --detach' has recorded, until a signal. After Ctrl-C or SIGTERM, the"
                        + " calls in progress finish, and other workers continue. If the detached runs have work left,"
                        + " the exit code is that of the signal, else 0.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface work --config efface.properties \\",
            "      --ledger postgresql://db.example.com/erasure",
            "  efface work --ledger postgresql://db.example.com/erasure --account-runs 20"
        })
public final class WorkCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final CliContext context;

    @Mixin
    private final LocationOptions locations = new LocationOptions();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of this worker, which no other worker has (default: host name and process id).")
    private @Nullable String name;

    @Option(
            names = "--account-runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Maximum number of accounts to work on at the same time, 1 to 1000 (default: 10).")
    private int accountRuns;

    @Option(names = "--until-idle", description = "End when no detached run of the ledger has work left.")
    private boolean untilIdle;

    public WorkCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        WorkerOptions options = options();
        LedgerAddress address = locations.existing(context);
        if (address.file().isPresent()) {
            throw new UsageException(
                    Message.of(
                            "workers need a ledger in PostgreSQL, because only one process at a time can use a file"),
                    Message.of("'efface run --apply' works on a ledger in a file"));
        }
        try (FaceRepositories accounts = locations.accounts(context);
                Ledger ledger = locations.open(context)) {
            KeyFolder keys = locations.openKeysForWorker(context, accounts);
            if (!keys.canSign()) {
                context.printMessage(
                        Message.of(
                                "note: signing.key is missing, so this worker seals no receipts; a worker with the key seals them"));
            }
            Erasure erasure = new Erasure(ledger, keys, accounts, context.clock(), context.random());
            return work(erasure, options, ledger).code();
        }
    }

    private WorkerOptions options() {
        WorkerOptions.Builder builder;
        try {
            builder = WorkerOptions.builder(name == null ? WorkerOptions.defaultName() : name);
        } catch (ErasureException e) {
            throw UsageException.of("--name", e);
        }
        try {
            return builder.accountRuns(accountRuns).build();
        } catch (ErasureException e) {
            throw UsageException.of("--account-runs", e);
        }
    }

    private ExitStatus work(Erasure erasure, WorkerOptions options, Ledger ledger) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        ErasureWorker worker = erasure.startWorker(options);
        try (Progress display =
                        new Progress(context, now -> ProgressLine.ofWorker(worker.progress(), worker.accountRuns()));
                StopOnSignal signals = new StopOnSignal(context, display::printAfterSignal)) {
            signals.attach(ended::countDown, worker::abort);
            display.printMessage(Message.of(
                    "worker {0}: works on at most {1} accounts at the same time",
                    options.name(), options.accountRuns()));
            progress.start(display);
            boolean isOver = false;
            while (!isOver) {
                isOver = ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS) || (untilIdle && !hasWork(ledger));
            }
            worker.close();
            display.printMessage(
                    Message.of("worker {0}: ended, {1}", options.name(), ProgressLine.sums(worker.progress())));
            return signals.signal()
                    .filter(signal -> mayHaveWork(ledger))
                    .map(signal -> {
                        display.printMessage(Message.of(
                                "efface work: stopped by {0}; the detached runs have work left", signal.displayName()));
                        return signal.status();
                    })
                    .orElse(ExitStatus.DONE);
        } finally {
            worker.close();
        }
    }

    /**
     * Returns whether detached runs have work left. If the ledger cannot be read now, the result is true.
     *
     * @throws ErasureException if only runs are left that this version of Efface cannot read
     */
    private static boolean hasWork(Ledger ledger) {
        try {
            return ledger.hasDetachedWork();
        } catch (ErasureException e) {
            if (e.reason() == Reason.LEDGER_FAILED) {
                return true;
            }
            throw e;
        }
    }

    private static boolean mayHaveWork(Ledger ledger) {
        try {
            return hasWork(ledger);
        } catch (ErasureException e) {
            return true;
        }
    }

    /** Returns the options that name where a worker finds its ledger, accounts and keys. */
    static List<String> locationOptions() {
        return List.of("--config", "--ledger", "--keys", "--provider-path");
    }
}
