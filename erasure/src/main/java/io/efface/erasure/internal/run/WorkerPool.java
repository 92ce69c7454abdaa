package io.efface.erasure.internal.run;

import io.efface.erasure.EraseWait;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.internal.ledger.sqlite.SqliteFailure;
import io.efface.erasure.internal.ledger.sqlite.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The work of a run or a verification on all accounts. The caller's thread takes targets in turn from each account and has an executor
 * process them; it also watches the clock. The accounts share the concurrency: each has a part to itself, so that a slow one takes
 * nothing from another, and the part of a paused one goes to the others. For one {@link #work}.
 */
final class WorkerPool {
    /** What has to be done now and then while the pool works. */
    interface Maintenance {
        /** Returns when {@link #keep} has something to do. */
        Instant next();

        /** Does it, at the right time or earlier. */
        void keep();

        /** Returns whether something new may begin; if not, {@link #keep} is due. */
        boolean mayBegin(Instant now);
    }

    final ReentrantLock lock = new ReentrantLock();
    final Clock clock;
    final RunProgress progress;
    /** How long a run goes on without an outcome when it has only targets left that were tried in vain, or whose effect is open. */
    private static final Duration LONGEST_WITHOUT_OUTCOME = Duration.ofMinutes(2);

    /** How long the next maintenance waits after one that failed. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    /** Released whenever the caller's thread has to look at the state again. */
    private final Semaphore wake = new Semaphore(0);

    private final List<AccountWorker> workers = new ArrayList<>();
    private final int concurrency;
    private final StopConditions stops;
    private final RunSignals signals;
    private final Maintenance maintenance;
    private final Duration callTimeout;
    private final Waits waits;
    private long tokens;
    private int inUse;
    private Instant lastOutcome;
    private Instant lastCheck;
    private boolean endAnnounced;
    private @Nullable RunEnd end;
    private @Nullable Throwable failure;

    WorkerPool(
            int concurrency,
            OptionalLong limit,
            RunSignals signals,
            StopConditions stops,
            Maintenance maintenance,
            Duration callTimeout,
            RunProgress progress,
            RunContext context) {
        this.concurrency = concurrency;
        this.tokens = limit.orElse(Long.MAX_VALUE);
        this.signals = signals;
        this.stops = stops;
        this.maintenance = maintenance;
        this.callTimeout = callTimeout;
        this.progress = progress;
        this.clock = context.clock();
        this.waits = context.waits();
        this.lastOutcome = clock.instant();
        this.lastCheck = lastOutcome;
    }

    /** Returns what stops the work from outside. */
    RunSignals signals() {
        return signals;
    }

    void add(AccountWorker worker) {
        workers.add(worker);
    }

    /**
     * Works until there is nothing left, or something stops it.
     *
     * @return why it ended
     * @throws ErasureException if the ledger cannot be read or written; what was under way has ended
     */
    RunEnd work() {
        signals.watch(progress, this::wake);
        AtomicInteger number = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(concurrency, task -> {
            Thread thread = new Thread(task, "efface-run-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        boolean interrupted = false;
        boolean isOver = false;
        while (!isOver) {
            try {
                isOver = advance(executor);
            } catch (InterruptedException e) {
                interrupted = true;
                signals.abort();
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }
        interrupted |= end(executor);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            throwFailure();
            return end == null ? RunEnd.FINISHED : end;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the executor, whose tasks have returned their permits; returns whether this thread was interrupted. */
    private static boolean end(ExecutorService executor) {
        executor.shutdown();
        boolean interrupted = false;
        boolean hasEnded = false;
        while (!hasEnded) {
            try {
                hasEnded = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Starts what can be started, then waits until something may have changed; returns whether all is over. */
    private boolean advance(ExecutorService executor) throws InterruptedException {
        List<EraseWait> begun;
        Instant next;
        boolean idle;
        boolean isOver;
        lock.lock();
        try {
            Instant now = currentTime();
            if (end == null) {
                end = stops.due(now);
                if (end == null && tokens <= 0 && inUse == 0) {
                    end = RunEnd.LIMIT;
                }
            }
            giveUpRefused(now);
            while (startOneEach(executor, now)) {
                // Until no account has room or targets.
            }
            isOver = isOver();
            begun = isOver ? List.of() : newWaits(now);
            next = nextCheck(now);
            idle = inUse == 0 && workers.stream().noneMatch(worker -> worker.canTake(now));
        } finally {
            lock.unlock();
        }
        // Without the lock, because a listener may be slow.
        begun.forEach(signals::waits);
        if (isOver) {
            return true;
        }
        if (maintenance.next().isAfter(clock.instant())) {
            waits.await(wake, next, idle);
        } else {
            maintain();
        }
        wake.drainPermits();
        return false;
    }

    private void maintain() throws InterruptedException {
        try {
            maintenance.keep();
        } catch (RuntimeException | Error e) {
            fail(e);
            // What is under way ends, and the next try fails as well.
            waits.await(wake, clock.instant().plus(AFTER_FAILURE), false);
        }
    }

    /** Starts one target of each account that has room and targets; returns whether anything may be left to start. */
    private boolean startOneEach(ExecutorService executor, Instant now) {
        boolean any = false;
        for (AccountWorker worker : workers) {
            if (worker.canTake(now) && hasRoom(worker)) {
                any = true;
                Permit permit = worker.tryTake(now);
                if (permit != null) {
                    start(executor, worker, permit);
                }
            }
        }
        return any;
    }

    private static void start(ExecutorService executor, AccountWorker worker, Permit permit) {
        boolean started = false;
        try {
            executor.execute(() -> worker.process(permit));
            started = true;
        } finally {
            if (!started) {
                permit.dropped();
            }
        }
    }

    /** Returns the time now. If the clock was set back, what waits in memory waits no longer than it was to. */
    private Instant currentTime() {
        Instant now = clock.instant();
        if (now.isBefore(lastCheck)) {
            Duration by = Duration.between(now, lastCheck);
            lastOutcome = lastOutcome.minus(by);
            stops.clockSetBack(by);
            workers.forEach(worker -> worker.clockSetBack(by));
        }
        lastCheck = now;
        return now;
    }

    private List<EraseWait> newWaits(Instant now) {
        List<EraseWait> begun = new ArrayList<>();
        if (end == null && failure == null) {
            workers.forEach(worker -> worker.newWait(now).ifPresent(begun::add));
        } else if (!endAnnounced && inUse > 0) {
            endAnnounced = true;
            begun.add(new EraseWait(EraseWait.Kind.CALLS, Optional.empty(), Optional.empty(), now.plus(callTimeout)));
        }
        return begun;
    }

    /** Returns when time may change anything: after the end, only the maintenance is left. */
    private Instant nextCheck(Instant now) {
        Instant next = maintenance.next();
        if (end == null && failure == null) {
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

    private boolean isOver() {
        return inUse == 0 && (end != null || failure != null || workers.stream().allMatch(AccountWorker::isOver));
    }

    /** Ends accounts that refuse, or have no time left, when there are no others to wait for. */
    private void giveUpRefused(Instant now) {
        boolean hopeless = workers.stream().allMatch(worker -> worker.isOver() || worker.isSpent(now));
        if (hopeless) {
            workers.forEach(worker -> worker.giveUp(now));
        }
    }

    /** Records that a target got an outcome. With the lock. */
    void outcome() {
        lastOutcome = clock.instant();
    }

    /** Returns until when targets may be tried that were tried in vain, or whose effect is open, if no others are left. With the lock. */
    Instant lastTry() {
        return lastOutcome.plus(LONGEST_WITHOUT_OUTCOME);
    }

    /** Ends everything because of an error that is not the outcome of a target: no further call. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
        } finally {
            lock.unlock();
        }
        signals.cancellation().cancel();
        wake();
    }

    private void throwFailure() {
        Throwable cause = failure;
        if (cause instanceof StorageException storage) {
            throw SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", storage);
        }
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        if (cause instanceof Error serious) {
            throw serious;
        }
    }

    /** Returns whether nothing more may be taken. With the lock. */
    boolean isEnding() {
        if (end == null) {
            end = stops.due(clock.instant());
        }
        return end != null || failure != null;
    }

    /** Returns whether the run's time is over, so that a target that waits for its turn is not begun any more. */
    boolean isTimeOver() {
        lock.lock();
        try {
            return isEnding() && (end == RunEnd.DURATION || end == RunEnd.WINDOW);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether an account may have one more under way. */
    private boolean hasRoom(AccountWorker worker) {
        if (tokens <= 0 || inUse >= concurrency || !maintenance.mayBegin(clock.instant())) {
            return false;
        }
        List<AccountWorker> active = workers.stream()
                .filter(each -> each == worker || each.isActive())
                .toList();
        int rest = concurrency % active.size();
        int share = concurrency / active.size() + (active.indexOf(worker) < rest ? 1 : 0);
        return worker.inUse() < Math.max(1, share);
    }

    /** Counts one more under way. With the lock. */
    void taken() {
        tokens--;
        inUse++;
    }

    /** Counts one less under way. With the lock. */
    void released(boolean counts) {
        inUse--;
        if (!counts) {
            tokens++;
        }
        wake();
    }

    /** Has the state looked at again. */
    void wake() {
        wake.release();
    }
}
