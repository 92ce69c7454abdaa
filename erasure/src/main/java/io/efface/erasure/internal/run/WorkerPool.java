package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RunEnd;
import io.efface.erasure.internal.ledger.Accounts.Pause;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.JobAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes the targets of all accounts of a job in parallel. The caller's thread takes targets from each account in turn, and an executor
 * processes them. Each account has a {@link Share} of the concurrency. The shares of paused and ended accounts go to the other accounts. An
 * instance is used for one call of {@link #work}.
 */
final class WorkerPool implements AutoCloseable {
    /** The wait after maintenance has failed. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    /** If all accounts have to wait for longer than this time, the slice ends. */
    private static final Duration WAIT_IN_SLICE = Duration.ofSeconds(2);

    /**
     * The options of a pool.
     *
     * @param callTimeout the timeout of a call
     * @param firstPause the length of an account's first pause
     * @param probes the number of failed probes in a row after which an account is given up
     */
    record Options(int concurrency, Duration callTimeout, Duration firstPause, int probes) {}

    final RunProgress progress;
    private final JobContext job;
    private final Options options;
    private final RunSignals signals;
    private final StopConditions stops;
    private final Maintenance maintenance;
    private final RunContext context;
    private final Clock clock;
    /**
     * Limits the number of targets in progress in all accounts together. The shares are not enough, because permits of a reduced share may
     * still be in use.
     */
    private final Semaphore room;
    /** Makes the caller's thread check the state again. */
    private final Semaphore wake = new Semaphore(0);

    private final List<AccountWorker> workers = new ArrayList<>();
    private int nextWorker;
    private Instant lastCheck;
    private boolean isEndAnnounced;

    WorkerPool(
            JobContext job,
            Options options,
            RunSignals signals,
            StopConditions stops,
            Maintenance maintenance,
            RunProgress progress,
            RunContext context) {
        this.job = job;
        this.options = options;
        this.signals = signals;
        this.stops = stops;
        this.maintenance = maintenance;
        this.progress = progress;
        this.context = context;
        this.clock = context.clock();
        this.room = new Semaphore(options.concurrency());
        this.lastCheck = clock.instant();
    }

    RunSignals signals() {
        return signals;
    }

    StopConditions stops() {
        return stops;
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns the deadline of a call that begins now. */
    Instant callEnd() {
        return now().plus(options.callTimeout());
    }

    /**
     * Adds an account before the work begins.
     *
     * @param lease the lease of the account run, or null for a verification
     * @param targets the account's targets; the pool closes this cursor
     */
    AccountWorker add(JobAccount account, @Nullable Lease lease, TargetCursor targets, AccountWorker.Step step) {
        AccountHealth health = new AccountHealth(
                new AccountPauses(options.firstPause(), options.probes()),
                (pause, number) -> paused(account, lease, pause, number));
        AccountWorker worker = new AccountWorker(this, account.name(), lease, targets, step, health);
        workers.add(worker);
        return worker;
    }

    private void paused(JobAccount account, @Nullable Lease lease, EraseProgress.@Nullable Pause pause, int number) {
        if (pause == null) {
            progress.paused.remove(account.name());
        } else {
            progress.paused.put(account.name(), pause);
        }
        Pause stored = pause == null
                ? null
                : new Pause(pause.reason(), now(), pause.until().orElse(null), number);
        job.paused(account, lease, stored, context);
    }

    /**
     * Processes targets until none is left or a condition ends the work. When this method returns or throws, all calls have ended.
     *
     * @return why the work ended
     * @throws ErasureException if the ledger cannot be read or written
     */
    RunEnd work() {
        signals.connect(progress, this::wake);
        stops.progressed();
        AtomicInteger number = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(options.concurrency(), task -> {
            Thread thread = new Thread(task, "efface-run-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        boolean isInterrupted = false;
        boolean isOver = false;
        while (!isOver) {
            try {
                isOver = advance(executor);
            } catch (InterruptedException e) {
                isInterrupted = true;
                signals.abort();
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }
        // The tasks have released their permits and are about to end, so this thread need not wait for them.
        executor.shutdown();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return stops.result();
    }

    /** Starts all targets that can be started, then waits until the state may have changed. Returns whether the work is over. */
    private boolean advance(ExecutorService executor) throws InterruptedException {
        Instant now = currentTime();
        if (isIdle()) {
            stops.endAtLimit();
        }
        if (workers.stream().allMatch(worker -> worker.isOver() || worker.isSpent(now))) {
            workers.forEach(worker -> worker.giveUp(now));
        }
        while (startOneEach(executor, now)) {
            // Repeat until no account has room and targets.
        }
        // Only this thread takes targets. So if no target is in progress, the states of the workers only change with
        // time.
        boolean isIdle = isIdle();
        if (isIdle && isWaiting(now)) {
            stops.endSlice();
        }
        boolean isEnding = stops.isEnding();
        if (isIdle && (isEnding || workers.stream().allMatch(AccountWorker::isOver))) {
            return true;
        }
        if (!isEnding) {
            workers.forEach(worker -> worker.newWait(now).ifPresent(signals::waitBegins));
        } else if (!isEndAnnounced) {
            isEndAnnounced = true;
            signals.waitBegins(new EraseWait(
                    EraseWait.Kind.CALLS, Optional.empty(), Optional.empty(), now.plus(options.callTimeout())));
        }
        if (maintenance.next().isAfter(clock.instant())) {
            boolean canTake = workers.stream().anyMatch(worker -> worker.canTake(now));
            context.waits().await(wake, nextCheck(now, isEnding), isIdle && !canTake);
        } else {
            maintain();
        }
        wake.drainPermits();
        return false;
    }

    /** Returns whether a slice should end, because all accounts have to wait for longer than {@link #WAIT_IN_SLICE}. */
    private boolean isWaiting(Instant now) {
        Instant soon = now.plus(WAIT_IN_SLICE);
        return workers.stream().noneMatch(worker -> worker.canTake(now) || worker.isLost(now))
                && workers.stream().map(AccountWorker::due).allMatch(due -> due == null || due.isAfter(soon));
    }

    private void maintain() throws InterruptedException {
        try {
            maintenance.run();
            workers.forEach(AccountWorker::checkLease);
        } catch (RuntimeException | Error e) {
            fail(e);
            // The failure has ended the work. This wait avoids a busy loop of failing maintenance until the calls in
            // progress end.
            context.waits().await(wake, clock.instant().plus(AFTER_FAILURE), false);
        }
    }

    /** Starts one target of each account that has room and targets. Returns whether more targets may be left to start. */
    private boolean startOneEach(ExecutorService executor, Instant now) {
        divide(now);
        boolean mayHaveMore = false;
        int first = nextWorker;
        for (int i = 0; i < workers.size() && hasRoom(); i++) {
            int index = (first + i) % workers.size();
            AccountWorker worker = workers.get(index);
            if (worker.isLeased() && worker.canTake(now)) {
                mayHaveMore = true;
                Permit permit = worker.tryTake(now);
                if (permit != null) {
                    nextWorker = index + 1;
                    start(executor, worker, permit);
                }
            }
        }
        return mayHaveMore;
    }

    /** Divides the concurrency among the active accounts. Each other account has one permit, for a probe. */
    private void divide(Instant now) {
        List<AccountWorker> active =
                workers.stream().filter(worker -> worker.isActive(now)).toList();
        for (AccountWorker worker : workers) {
            int index = active.indexOf(worker);
            int share = index < 0 ? 1 : (options.concurrency() + active.size() - 1 - index) / active.size();
            worker.share().resize(Math.max(1, share));
        }
    }

    /** Returns whether one more target may be in progress. */
    private boolean hasRoom() {
        return room.availablePermits() > 0 && stops.hasRemaining();
    }

    private boolean isIdle() {
        return room.availablePermits() == options.concurrency();
    }

    private static void start(ExecutorService executor, AccountWorker worker, Permit permit) {
        try {
            executor.execute(() -> worker.process(permit));
        } catch (RuntimeException | Error e) {
            permit.dropped();
            throw e;
        }
    }

    /** Returns the current time. If the clock was set back, all waits in memory are shifted, so that they keep their length. */
    private Instant currentTime() {
        Instant now = clock.instant();
        if (now.isBefore(lastCheck)) {
            Duration by = Duration.between(now, lastCheck);
            stops.clockSetBack(by);
            workers.forEach(worker -> worker.clockSetBack(by));
        }
        lastCheck = now;
        return now;
    }

    /** Returns the next time at which the state has to be checked. If the work is ending, only maintenance is left. */
    private Instant nextCheck(Instant now, boolean isEnding) {
        Instant next = maintenance.next();
        if (!isEnding) {
            next = earlier(stops.next(now), next);
            for (AccountWorker worker : workers) {
                Instant due = worker.due();
                next = due != null && due.isAfter(now) ? earlier(due, next) : next;
            }
        }
        return next;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Aborts the work after an internal failure; no further calls are made. */
    void fail(Throwable cause) {
        stops.fail(cause);
        signals.cancellation().cancel();
        wake();
    }

    /** Takes a permit of {@link #room} for a target, and counts the target towards the limit. Called after {@link #hasRoom}. */
    void taken() {
        room.acquireUninterruptibly();
        stops.taken();
    }

    /** Releases the permit of {@link #room} after the account of a target has recorded the result. */
    void released(boolean isCounted) {
        if (!isCounted) {
            stops.uncounted();
        }
        room.release();
        wake();
    }

    /** Submits a change for a target in progress, and passes its result to a consumer after the commit. A failure aborts the work. */
    <T> void submit(Permit permit, Change<T> change, Consumer<T> committed) {
        CompletableFuture<T> unused = job.ledger().writer().submit(change).whenComplete((result, error) -> {
            try {
                if (error == null) {
                    committed.accept(result);
                } else {
                    fail(error);
                    permit.dropped();
                }
            } catch (RuntimeException | Error e) {
                fail(e);
                permit.dropped();
            }
        });
    }

    /** Makes the caller's thread check the state again. */
    void wake() {
        wake.release();
    }

    /** Returns how each account ended. Called after {@link #work}. */
    Map<String, AccountEnd> results() {
        Map<String, AccountEnd> results = new LinkedHashMap<>();
        workers.forEach(worker -> results.put(worker.account(), worker.result()));
        return results;
    }

    /** Returns the last error of each account that was given up, by account. Called after {@link #work}. */
    Map<String, AccountFailure> failures() {
        Map<String, AccountFailure> failures = new LinkedHashMap<>();
        workers.forEach(worker -> worker.failure().ifPresent(failure -> failures.put(worker.account(), failure)));
        return failures;
    }

    @Override
    public void close() {
        workers.forEach(AccountWorker::close);
    }
}
