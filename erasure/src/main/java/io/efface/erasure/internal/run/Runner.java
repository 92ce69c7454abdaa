package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.spi.layers.AccountRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs jobs: everything that is open is claimed, deleted and written down, account by account side by side. Thread-safe. */
public final class Runner {
    private static final Duration SEAL_STEP = Duration.ofSeconds(5);

    private final LedgerStore ledger;
    private final KeyFolder folder;
    private final FaceRepositories accounts;
    private final Surroundings around;

    public Runner(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, Surroundings around) {
        this.ledger = ledger;
        this.folder = folder;
        this.accounts = accounts;
        this.around = around;
    }

    /** Tells what a run would take. */
    public RunPreview preview(String name, RunOptions options) {
        JobDesk desk = JobDesk.open(ledger, folder, accounts, name);
        List<TargetSelection> selections = new ArrayList<>(TargetSelection.toErase(options.retry(), Long.MAX_VALUE));
        selections.add(TargetSelection.all(TargetState.IN_FLIGHT));
        List<RunPreview.Account> told = new ArrayList<>();
        for (JobAccount account : desk.repositories().keySet()) {
            told.add(new RunPreview.Account(
                    account.name(),
                    account.provider(),
                    account.place(),
                    account.library(),
                    desk.planned(account),
                    desk.count(account, selections)));
        }
        long planned = told.stream().mapToLong(RunPreview.Account::planned).sum();
        String digest = desk.job().digest();
        return new RunPreview(
                name,
                digest == null ? "" : digest,
                planned,
                desk.targets(planned).planned(),
                told);
    }

    public RunSummary run(String name, RunOptions options, RunSignals signals) {
        JobDesk desk = JobDesk.open(ledger, folder, accounts, name);
        LedgerStore.Occupation occupation = ledger.occupy(desk.job());
        try (occupation) {
            checkExpected(desk, options);
            JobReceipts receipts = new JobReceipts(ledger, folder, around.clock());
            receipts.open(desk.job(), options.acceptsOldTail());
            receipts.requireRecordedHolds(ledger.job(name));
            Instant begun = around.clock().instant();
            Lease lease = Lease.take(ledger.writer(), desk.job(), around.clock(), worker(), options);
            recordOverride(desk, options);
            Sealer sealer = desk.sealer(around);
            List<TargetSelection> selections = TargetSelection.toErase(options.retry(), lease.epoch());
            RunProgress progress = new RunProgress(around.clock(), total(desk, selections));
            Stops stops = new Stops(signals, options.maxDuration(), options.window(), begun);
            Crew crew = new Crew(
                    options.concurrency(),
                    options.limit(),
                    signals,
                    stops,
                    upkeep(lease, sealer, options),
                    options.callTimeout(),
                    progress,
                    around);
            Map<String, Lane> lanes = new LinkedHashMap<>();
            List<TargetCursor> opened = new ArrayList<>();
            RunEnd end;
            try {
                desk.repositories().forEach((account, repository) -> {
                    TargetCursor targets = new TargetCursor(
                            ledger.reading(),
                            desk.job().number(),
                            account.number(),
                            selections,
                            TargetCursor.Choice.ALL,
                            around.clock());
                    opened.add(targets);
                    lanes.put(account.name(), lane(desk, account, repository, targets, options, lease, sealer, crew));
                });
                end = crew.work();
            } finally {
                opened.forEach(TargetCursor::close);
            }
            lease.release();
            boolean sealed = sealer.finish();
            Map<String, AccountEnd> ends = new LinkedHashMap<>();
            lanes.forEach((account, lane) -> ends.put(account, lane.end()));
            return new RunSummary(
                    name,
                    end,
                    ends,
                    desk.libraries(),
                    progress.now(),
                    Lane.failures(lanes),
                    desk.unresolved(),
                    desk.counts(),
                    sealed);
        }
    }

    private Lane lane(
            JobDesk desk,
            JobAccount account,
            AccountRepository repository,
            TargetCursor targets,
            RunOptions options,
            Lease lease,
            Sealer sealer,
            Crew crew) {
        Halt halt = new Halt();
        SafetyStop safety =
                new SafetyStop(options.maxFailures(), options.maxAbsentPercent(), desk.planned(account), halt);
        Outbox outbox = new Outbox(desk.job(), account, options, around, ledger.writer(), sealer, lease, crew, safety);
        Lane lane = new Lane(
                crew,
                account.name(),
                targets,
                new EraseStep(repository, desk.keys().cipher(), outbox, account.isBare()),
                reason -> desk.paused(account, reason, around),
                options.firstPause(),
                options.probes());
        halt.lane = lane;
        crew.add(lane);
        Accounts.Sample sample = desk.sample(account);
        if (sample.size() > 0) {
            lane.tookBefore();
        }
        safety.judgeAbsences(sample);
        return lane;
    }

    /** Stops a lane that is made after what stops it. */
    private static final class Halt implements Consumer<AccountEnd> {
        private volatile @Nullable Lane lane;

        @Override
        public void accept(AccountEnd why) {
            Lane known = lane;
            if (known != null) {
                known.halt(why);
            }
        }
    }

    private Crew.Upkeep upkeep(Lease lease, Sealer sealer, RunOptions options) {
        return new RunUpkeep(lease, new SealUpkeep(sealer, SEAL_STEP, around.clock()), options.callTimeout());
    }

    private static long total(JobDesk desk, List<TargetSelection> selections) {
        return desk.repositories().keySet().stream()
                .mapToLong(account -> desk.count(account, selections))
                .sum();
    }

    private static void checkExpected(JobDesk desk, RunOptions options) {
        if (options.expectedTargets().isPresent()) {
            long planned = desk.repositories().keySet().stream()
                    .mapToLong(desk::planned)
                    .sum();
            if (!desk.targets(planned).isExpectedBy(options.expectedTargets().getAsLong())) {
                throw new ErasureException(
                        Reason.NOT_CONFIRMED,
                        "the job '" + desk.job().name() + "' has " + planned + " targets, and not "
                                + options.expectedTargets().getAsLong() + " as expected; nothing was sent");
            }
        }
    }

    private void recordOverride(JobDesk desk, RunOptions options) {
        int limit = options.maxAbsentPercent();
        if (limit > RunOptions.DEFAULT_MAX_ABSENT_PERCENT) {
            ledger.writer().write(tx -> {
                EventLog.add(
                        tx,
                        desk.job().tables(),
                        Event.of(EventType.OVERRIDDEN, around.clock().instant())
                                .with("check", "max-absent")
                                .with("percent", limit));
                return true;
            });
        }
    }

    private String worker() {
        return ProcessHandle.current().pid() + "-"
                + Integer.toHexString(around.random().nextInt());
    }
}
