package io.efface.erasure.internal.worker;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.run.RunSignals;
import io.efface.erasure.internal.run.Verifier;
import io.efface.erasure.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recurring tasks of a worker: it verifies jobs whose detached run has ended, and removes jobs that were scrubbed long ago. db-scheduler
 * lets one worker at a time carry out a task. Thread-safe.
 */
final class RecurringTasks {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringTasks.class);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(1);

    private final WorkerLedger ledger;
    private final Function<LedgerStore, Verifier> verifiers;
    private final WorkerOptions options;
    private final Clock clock;
    private final Map<Integer, Instant> lastVerifications = new ConcurrentHashMap<>();
    private volatile @Nullable RunSignals verification;
    private volatile boolean isStopped;

    /**
     * Creates the tasks.
     *
     * @param verifiers returns the verifier of a ledger
     */
    RecurringTasks(WorkerLedger ledger, Function<LedgerStore, Verifier> verifiers, WorkerOptions options, Clock clock) {
        this.ledger = ledger;
        this.verifiers = verifiers;
        this.options = options;
        this.clock = clock;
    }

    /** Returns the tasks that the options switch on. */
    List<RecurringTask<Void>> tasks() {
        List<RecurringTask<Void>> tasks = new ArrayList<>();
        options.verifyAfter().ifPresent(delay -> tasks.add(task("verify-jobs", delay, () -> verifyJobs(delay))));
        options.purgeAfter().ifPresent(retention -> tasks.add(task("purge-jobs", retention, () -> purge(retention))));
        return tasks;
    }

    private static RecurringTask<Void> task(String name, Duration time, Runnable action) {
        Duration period = time.compareTo(LONGEST_PERIOD) < 0 ? time : LONGEST_PERIOD;
        return Tasks.recurring(name, FixedDelay.of(period)).execute((instance, context) -> action.run());
    }

    /** Stops a verification in progress: it begins no further read. */
    void stop() {
        isStopped = true;
        RunSignals running = verification;
        if (running != null) {
            running.stop();
        }
    }

    private void verifyJobs(Duration delay) {
        for (Job job : ledger.get().read(tx -> tx.jobs().all())) {
            if (!isStopped && ledger.get().read(tx -> isToVerify(tx, job, delay))) {
                lastVerifications.put(job.number(), clock.instant());
                verify(job);
            }
        }
    }

    /** Returns whether no worker works on the detached run of a job any more, and targets that are done were not read back. */
    private boolean isToVerify(Transaction tx, Job job, Duration delay) {
        boolean isFinished = job.state() == JobState.STARTED
                && tx.jobs().detachedRun(job.number()).isPresent()
                && tx.accounts(job.number()).statuses().stream().allMatch(account -> account.end() != null);
        if (!isFinished) {
            return false;
        }
        Instant lastVerification = lastVerifications.get(job.number());
        return (lastVerification == null || isPast(lastVerification, delay))
                && isUnchanged(tx, job, delay)
                && doneWithoutReadBack(tx.targets(job.number())) > 0;
    }

    private boolean isPast(Instant time, Duration delay) {
        return !time.plus(delay).isAfter(clock.instant());
    }

    /** Returns whether the last event of a job is older than a duration. */
    private boolean isUnchanged(Transaction tx, Job job, Duration duration) {
        return lastEvent(tx.events(job.number()))
                .filter(last -> isPast(last, duration))
                .isPresent();
    }

    private static long doneWithoutReadBack(Targets targets) {
        long notDone = targets.counts().stream()
                .filter(count -> count.state().isPlanned() && count.state() != TargetState.DONE)
                .mapToLong(Targets.StateCount::count)
                .sum();
        return targets.unproven() - notDone;
    }

    private static Optional<Instant> lastEvent(Events events) {
        try (Cursor<EventRow> rows = events.after(events.lastNumber() - 1)) {
            EventRow last = rows.next();
            EventReader reader = new EventReader();
            return last == null || reader.read(last.bytes()) == null ? Optional.empty() : Optional.of(reader.at());
        }
    }

    private void verify(Job job) {
        RunSignals signals = new RunSignals();
        verification = signals;
        if (isStopped) {
            signals.stop();
        }
        try {
            VerifySummary summary = verifiers
                    .apply(ledger.get())
                    .verify(job.name(), VerifyOptions.builder().build(), signals);
            LOG.info(
                    "verified the job {}: {} absent, {} still present, {} unreadable",
                    job.name(),
                    summary.absent(),
                    summary.present(),
                    summary.unreadable());
        } catch (ErasureException e) {
            LOG.warn("the job {} was not verified: {}", job.name(), e.getMessage());
        } finally {
            verification = null;
        }
    }

    private void purge(Duration retention) {
        for (Job job : ledger.get().read(tx -> tx.jobs().all())) {
            if (!isStopped && ledger.get().read(tx -> isToPurge(tx, job, retention))) {
                purge(job);
            }
        }
    }

    /** Returns whether a job was scrubbed long ago. If a detached face may still exist, the job is kept, because its receipts name the face. */
    private boolean isToPurge(Transaction tx, Job job, Duration retention) {
        return job.state() == JobState.SCRUBBED
                && tx.detached(job.number()).unverified() == 0
                && isUnchanged(tx, job, retention);
    }

    private void purge(Job job) {
        try {
            LedgerStore open = ledger.get();
            LedgerStore.Occupation occupation = open.occupy(job);
            try (occupation) {
                boolean isRemoved = open.writer().write(tx -> {
                    boolean isScrubbed = tx.jobs()
                            .state(job.number())
                            .filter(state -> state == JobState.SCRUBBED)
                            .isPresent();
                    if (isScrubbed) {
                        tx.jobs().drop(job.number());
                    }
                    return isScrubbed;
                });
                if (isRemoved) {
                    LOG.info("removed the scrubbed job {} and its receipts", job.name());
                }
            }
        } catch (ErasureException e) {
            LOG.warn("the job {} was not removed: {}", job.name(), e.getMessage());
        }
    }
}
