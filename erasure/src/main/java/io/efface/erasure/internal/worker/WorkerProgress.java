package io.efface.erasure.internal.worker;

import io.efface.erasure.EraseProgress;
import io.efface.erasure.internal.run.RunSignals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The progress of a worker: the sum of its slices since it started. Thread-safe. */
final class WorkerProgress {
    /**
     * A slice in progress.
     *
     * @param accountRun the job and the account, as {@code leavers/green}
     */
    private record Slice(String accountRun, RunSignals signals) {}

    private final Clock clock;
    private final Instant start;
    private final List<Slice> active = new ArrayList<>();
    private long done;
    private long deleted;
    private long absent;
    private long failed;
    private long unknown;
    private long throttled;

    WorkerProgress(Clock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    synchronized void begin(String accountRun, RunSignals signals) {
        active.add(new Slice(accountRun, signals));
    }

    synchronized void end(RunSignals signals) {
        active.removeIf(slice -> slice.signals().equals(signals));
        EraseProgress last = signals.progress();
        done += last.done();
        deleted += last.deleted();
        absent += last.absent();
        failed += last.failed();
        unknown += last.unknown();
        throttled += last.throttled();
    }

    /** Returns the signals of the slices in progress. */
    synchronized Collection<RunSignals> signals() {
        return active.stream().map(Slice::signals).toList();
    }

    /** Returns the account runs in progress, as {@code leavers/green}. */
    synchronized List<String> accountRuns() {
        return active.stream().map(Slice::accountRun).sorted().toList();
    }

    /** Returns the sums. The total is the number of targets that are done or that the present slices can process. */
    synchronized EraseProgress now() {
        long[] sums = {done, deleted, absent, failed, unknown, throttled};
        long total = done;
        double perSecond = 0;
        Map<String, EraseProgress.Pause> paused = new HashMap<>();
        Map<String, EraseProgress.QuotaWait> quota = new HashMap<>();
        for (Slice slice : active) {
            EraseProgress now = slice.signals().progress();
            long[] counts = {now.done(), now.deleted(), now.absent(), now.failed(), now.unknown(), now.throttled()};
            for (int i = 0; i < sums.length; i++) {
                sums[i] += counts[i];
            }
            total += now.total();
            perSecond += now.perSecond();
            paused.putAll(now.paused());
            quota.putAll(now.quota());
        }
        Duration elapsed = Duration.between(start, clock.instant());
        return new EraseProgress(
                total,
                sums[0],
                perSecond,
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                sums[5],
                paused,
                elapsed.isNegative() ? Duration.ZERO : elapsed,
                quota);
    }
}
