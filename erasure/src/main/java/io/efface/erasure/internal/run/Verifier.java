package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.RunEnd;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Reads back what jobs have settled. Thread-safe. */
public final class Verifier {
    private static final Duration SEAL_STEP = Duration.ofSeconds(5);

    private final LedgerStore ledger;
    private final KeyFolder folder;
    private final FaceRepositories accounts;
    private final Surroundings around;

    public Verifier(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, Surroundings around) {
        this.ledger = ledger;
        this.folder = folder;
        this.accounts = accounts;
        this.around = around;
    }

    public VerifySummary verify(String name, VerifyOptions options, RunSignals signals) {
        JobDesk desk = JobDesk.open(ledger, folder, accounts, name);
        LedgerStore.Occupation occupation = ledger.occupy(desk.job());
        try (occupation) {
            new JobReceipts(ledger, folder, around.clock()).open(desk.job(), options.acceptsOldTail());
            requireRowsAgree(desk);
            List<TargetSelection> selections = TargetSelection.toVerify();
            long settled = desk.repositories().keySet().stream()
                    .mapToLong(account -> desk.count(account, selections))
                    .sum();
            LongAdder drawn = new LongAdder();
            RunProgress progress = new RunProgress(around.clock(), Math.round(settled * options.samplePercent() / 100));
            Sealer sealer = desk.sealer(around);
            Crew crew = new Crew(
                    options.concurrency(),
                    OptionalLong.empty(),
                    signals,
                    new Stops(
                            signals,
                            Optional.empty(),
                            Optional.empty(),
                            around.clock().instant()),
                    new SealUpkeep(sealer, SEAL_STEP, around.clock()),
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
                            choice(options, drawn),
                            around.clock());
                    opened.add(targets);
                    Lane lane = new Lane(
                            crew,
                            account.name(),
                            targets,
                            new VerifyStep(desk, account, repository, options, around.clock(), sealer, crew),
                            reason -> desk.paused(account, reason, around),
                            options.firstPause(),
                            options.probes());
                    lanes.put(account.name(), lane);
                    crew.add(lane);
                });
                end = crew.work();
            } finally {
                opened.forEach(TargetCursor::close);
            }
            boolean sealed = sealer.finish();
            return summary(desk, options, end, lanes, settled, drawn::sum, progress.now(), sealed);
        }
    }

    /** Compares rows and events before anything is read: what forged rows name was never deleted, and is not to be asked for. */
    private void requireRowsAgree(JobDesk desk) {
        SealKey key = folder.signer(desk.job().keys()).publicKey();
        String name = desk.job().name();
        ledger.writer().write(tx -> {
            RowsVerifier.requireAgreement(key, tx, tx.jobs().get(name), "no vendor was asked");
            return true;
        });
    }

    private TargetCursor.Choice choice(VerifyOptions options, LongAdder drawn) {
        return work -> {
            if (options.isSample() && around.random().nextDouble() * 100 >= options.samplePercent()) {
                return null;
            }
            drawn.increment();
            Instant outcomeAt = work.outcomeAt();
            if (outcomeAt == null) {
                return work;
            }
            Instant now = around.clock().instant();
            // The clock may have been set back since.
            return work.after((outcomeAt.isAfter(now) ? now : outcomeAt).plus(options.settle()));
        };
    }

    private static VerifySummary summary(
            JobDesk desk,
            VerifyOptions options,
            RunEnd end,
            Map<String, Lane> lanes,
            long settled,
            LongSupplier drawn,
            EraseProgress done,
            boolean sealed) {
        long absent = done.deleted();
        long present = done.failed();
        long chosen = options.isSample() ? drawn.getAsLong() : settled;
        // Rows are read in their order: of a sample that was cut short, only the first were, and they stand for nobody
        // else.
        boolean whole = end == RunEnd.FINISHED && chosen <= done.done();
        Optional<VerifySummary.Sample> sample = options.isSample()
                ? Optional.of(new VerifySummary.Sample(
                        options.samplePercent(),
                        chosen,
                        absent + present,
                        present,
                        whole ? UpperBound.of(present, absent + present) : 1))
                : Optional.empty();
        Map<String, AccountEnd> ends = new LinkedHashMap<>();
        lanes.forEach((account, lane) -> ends.put(account, lane.end()));
        return new VerifySummary(
                desk.job().name(),
                end,
                ends,
                desk.libraries(),
                Lane.failures(lanes),
                settled,
                absent,
                present,
                done.unknown(),
                Math.max(0, chosen - done.done()),
                sample,
                desk.counts(),
                sealed);
    }
}
