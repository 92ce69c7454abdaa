package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.RunEnd;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** Verifies jobs: reads the erased targets at their vendors to check that they are absent. Thread-safe. */
public final class Verifier {
    private final LedgerStore ledger;
    private final KeyFolder folder;
    private final FaceRepositories accounts;
    private final RunContext context;

    public Verifier(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, RunContext context) {
        this.ledger = ledger;
        this.folder = folder;
        this.accounts = accounts;
        this.context = context;
    }

    public VerifySummary verify(String name, VerifyOptions options, RunSignals signals) {
        JobContext jobContext = JobContext.open(ledger, folder, accounts, name);
        LedgerStore.Occupation occupation = ledger.occupy(jobContext.job());
        try (jobContext;
                occupation) {
            DetachedRuns.requireNone(ledger, jobContext.job(), context.clock());
            new JobReceipts(ledger, folder, context.clock()).open(jobContext.job(), options.acceptsOldTail());
            requireRowsAgree(jobContext);
            List<TargetSelection> selections = TargetSelection.toVerify();
            long erased = jobContext.count(selections);
            LongAdder chosenCount = new LongAdder();
            RunProgress progress = new RunProgress(
                    context.clock(), Math.round(erased * options.samplePercent() / 100), jobContext::quotaWaits);
            Sealer sealer = jobContext.sealer(context);
            WorkerPool pool = new WorkerPool(
                    jobContext,
                    new WorkerPool.Options(
                            options.concurrency(), options.callTimeout(), options.firstPause(), options.probes()),
                    signals,
                    new StopConditions(
                            signals, Optional.empty(), Optional.empty(), OptionalLong.empty(), context.clock()),
                    new Maintenance(ledger.writer(), List.of(), jobContext::requireKeys, sealer, context.clock()),
                    progress,
                    context);
            RunEnd end;
            try (pool) {
                jobContext
                        .repositories()
                        .forEach((account, repository) -> pool.add(
                                account,
                                null,
                                jobContext.cursor(account, selections, choice(options, chosenCount), context),
                                new VerifyStep(jobContext, account, repository, options, sealer, pool)));
                end = pool.work();
            }
            boolean sealed = sealer.finish();
            return summary(jobContext, options, end, pool, erased, chosenCount.sum(), progress.now(), sealed);
        }
    }

    /** Checks before any read that the rows agree with the events, because forged rows may name people whom the job never deleted. */
    private void requireRowsAgree(JobContext jobContext) {
        SealKey key = folder.signer(jobContext.job().keys()).publicKey();
        String name = jobContext.job().name();
        ledger.writer().write(tx -> {
            RowsVerifier.requireAgreement(key, tx, tx.jobs().get(name), "no vendor was asked");
            return true;
        });
    }

    /** Chooses all targets or a random sample, and delays each until the time of {@code --settle} is over. */
    private TargetCursor.Choice choice(VerifyOptions options, LongAdder chosenCount) {
        return target -> {
            if (options.isSample() && context.random().nextDouble() * 100 >= options.samplePercent()) {
                return null;
            }
            chosenCount.increment();
            Instant outcomeAt = target.outcomeAt();
            if (outcomeAt == null) {
                return target;
            }
            Instant now = context.clock().instant();
            // If the clock was set back since the outcome, the wait begins now, so that the wait is never longer than
            // the option.
            return target.after((outcomeAt.isAfter(now) ? now : outcomeAt).plus(options.settle()));
        };
    }

    private static VerifySummary summary(
            JobContext jobContext,
            VerifyOptions options,
            RunEnd end,
            WorkerPool pool,
            long erased,
            long chosenCount,
            EraseProgress done,
            boolean sealed) {
        long absent = done.deleted();
        long present = done.failed();
        long chosen = options.isSample() ? chosenCount : erased;
        // Targets are read in the order of their rows. If the verification ended early, the targets that were read are
        // the first ones, and do not represent the others.
        boolean isWhole = end == RunEnd.FINISHED && chosen <= done.done();
        Optional<VerifySummary.Sample> sample = options.isSample()
                ? Optional.of(new VerifySummary.Sample(
                        options.samplePercent(),
                        chosen,
                        absent + present,
                        present,
                        isWhole ? UpperBound.of(present, absent + present) : 1))
                : Optional.empty();
        return new VerifySummary(
                jobContext.job().name(),
                end,
                pool.results(),
                jobContext.libraries(),
                pool.failures(),
                erased,
                absent,
                present,
                done.unknown(),
                Math.max(0, chosen - done.done()),
                sample,
                jobContext.counts(),
                sealed);
    }
}
