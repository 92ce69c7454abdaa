package io.efface.erasure;

import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.TargetClaim;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a job of many done targets with the rows, events and seals of a run, and measures the final seal and a check of its receipts and
 * rows. Not a test: {@code LargeJob FOLDER TARGETS persons|faces} makes and seals the job, and {@code LargeJob FOLDER} checks it. Run both
 * with {@code -Xmx512m}.
 */
final class LargeJob {
    private static final int BATCH = 5_000;
    private static final String NAME = "job";

    private LargeJob() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        if (arguments.length == 1) {
            Path file = folder.resolve("ledger/ledger.db");
            SealKey key = KeyFolder.open(folder.resolve("keys")).publicKey();
            time(
                    "check of receipts and rows",
                    () -> System.out.println(Receipts.verify(key, file, NAME).sentence()));
            return;
        }
        int targets = Integer.parseInt(arguments[1]);
        boolean faces = arguments[2].equals("faces");
        try (Bench bench = new Bench(folder)) {
            time(
                    "plan",
                    () -> bench.plan(PlanRequest.of(NAME, InputSource.stream("lines", lines(targets, faces)))
                            .format(InputFormat.CSV)
                            .accounts(Set.of("a"))));
            Job job = bench.ledger.store().job(NAME);
            Clock clock = Clock.systemUTC();
            Sealer sealer = new Sealer(
                    bench.ledger.store().writer(), bench.ledger.id(), job, bench.keys.signer(job.keys()), clock);
            time("rows, events and seals", () -> {
                new JobReceipts(bench.ledger.store(), bench.keys, clock).open(job, false);
                for (long first = 1; first <= targets; first += BATCH) {
                    long from = first;
                    bench.ledger.store().writer().write(tx -> {
                        tx.jobs().setState(job.number(), JobState.STARTED);
                        for (long id = from; id < Math.min(from + BATCH, targets + 1L); id++) {
                            done(tx, job.number(), id, faces);
                        }
                        while (sealer.seal(tx) == Sealer.MAX_EVENTS) {
                            // Seals all events of the batch.
                        }
                        return true;
                    });
                }
            });
            time("final seal", () -> System.out.println("final: " + sealer.finish()));
        }
    }

    private static void done(Transaction tx, int job, long id, boolean faces) {
        Instant now = Instant.now();
        TargetClaim claim =
                new TargetClaim(id, "0123456789abcdef0123456789abcdef", 1, 1, now.plusSeconds(30), List.of());
        TargetEvent.Attempted attempted = new TargetEvent.Attempted(id, now, 1, null, faces ? 1 : null);
        FaceRecord face = new FaceRecord(FaceOutcome.DELETED, Evidence.CONFIRMED, null, false, null);
        Map<String, FaceRecord> changes =
                faces ? Map.of(tx.faces(job).of(id).get(0).hash(), face) : Map.of();
        TargetEvent.Outcome outcome = new TargetEvent.Outcome(
                id,
                now,
                1,
                TargetState.DONE,
                PersonOutcome.DELETED,
                Evidence.CONFIRMED,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                "1F0C0C5E-6A1B-4B5B-9D5E-" + (100_000_000_000L + id),
                changes,
                false);
        TargetRecord record = tx.targets(job).find(id).orElseThrow();
        tx.targets(job)
                .store(id, record.claimed(claim, attempted, now.plusSeconds(40)).after(outcome, 1L, null));
        if (faces) {
            tx.faces(job).apply(outcome);
        }
        tx.events(job)
                .add(attempted
                        .event()
                        .with("account", "a")
                        .with("person", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
                        .with("operation", record.operation())
                        .with("operationId", claim.operationId())
                        .with("epoch", 1));
        tx.events(job).add(outcome.event().with("operationId", claim.operationId()));
    }

    private static void time(String what, Runnable work) {
        PrintStream out = System.out;
        long start = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - start;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
                .mapToLong(LargeJob::peak)
                .sum();
        out.printf("%s: %.1f s, peak of the old generation %d MB%n", what, nanos / 1e9, peak >> 20);
    }

    private static long peak(MemoryPoolMXBean pool) {
        long used = pool.getPeakUsage().getUsed();
        pool.resetPeakUsage();
        return used;
    }

    private static InputStream lines(int last, boolean faces) {
        return faces
                ? new GeneratedLines(
                        "person_id,face_ids",
                        number -> GeneratedLines.person(number) + "," + GeneratedLines.person(number) + "-f",
                        last)
                : new GeneratedLines("person_id", GeneratedLines::person, last);
    }
}
