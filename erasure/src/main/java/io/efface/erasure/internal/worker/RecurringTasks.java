package io.efface.erasure.internal.worker;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.DetachedRuns;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recurring tasks of a worker: it seals events that other workers have left without a seal, verifies jobs whose detached run has ended,
 * and removes jobs that were scrubbed long ago. db-scheduler lets one worker at a time carry out a task. Each change that may take long has
 * a ledger of its own, so that it does not delay the heartbeats and the leases of the worker. Thread-safe.
 */
final class RecurringTasks {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringTasks.class);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(1);

    /** The time after which a worker tries again to seal a job. Each attempt reads all events and rows of the job. */
    private static final Duration SEAL_AGAIN = Duration.ofMinutes(10);

    /** The number of events without a seal above which a worker seals the events of other workers. */
    private static final long UNSEALED = 2_000;

    private final WorkerLedger ledger;
    private final Function<LedgerStore, Verifier> verifiers;
    private final @Nullable BiConsumer<LedgerStore, Job> sealing;
    private final WorkerOptions options;
    private final Duration sealPeriod;
    private final Clock clock;
    private final ProblemLog problems;
    private final Map<Integer, Instant> failedSeals = new ConcurrentHashMap<>();
    private volatile RunSignals verification = new RunSignals();
    private volatile boolean isStopped;

    /**
     * Creates the tasks.
     *
     * @param verifiers returns the verifier of a ledger
     * @param sealing seals the events of a job, or null if this worker does not have the signing key
     * @param sealPeriod the time between two searches for events without a seal
     */
    RecurringTasks(
            WorkerLedger ledger,
            Function<LedgerStore, Verifier> verifiers,
            @Nullable BiConsumer<LedgerStore, Job> sealing,
            WorkerOptions options,
            Duration sealPeriod,
            Clock clock,
            ProblemLog problems) {
        this.ledger = ledger;
        this.verifiers = verifiers;
        this.sealing = sealing;
        this.options = options;
        this.sealPeriod = sealPeriod;
        this.clock = clock;
        this.problems = problems;
    }

    /** Returns the tasks that the options and the keys switch on. */
    List<RecurringTask<?>> tasks() {
        List<RecurringTask<?>> tasks = new ArrayList<>();
        BiConsumer<LedgerStore, Job> seal = sealing;
        if (seal != null) {
            tasks.add(Tasks.recurring("seal-jobs", FixedDelay.of(sealPeriod))
                    .execute((instance, context) -> forEachJob(RecurringTasks::isToSeal, job -> seal(seal, job))));
        }
        options.verifyAfter()
                .ifPresent(delay -> tasks.add(Tasks.recurring("verify-jobs", every(delay), String.class)
                        .executeStateful((instance, context) -> verifyJobs(delay, instance.getData()))));
        options.purgeAfter()
                .ifPresent(retention -> tasks.add(Tasks.recurring("purge-jobs", every(retention))
                        .execute((instance, context) ->
                                forEachJob((tx, job) -> isToPurge(tx, job, retention), this::purge))));
        return tasks;
    }

    private static FixedDelay every(Duration time) {
        return FixedDelay.of(time.compareTo(LONGEST_PERIOD) < 0 ? time : LONGEST_PERIOD);
    }

    /** Stops a verification in progress: it begins no further read. */
    void stop() {
        isStopped = true;
        verification.stop();
    }

    /** Cancels the reads of a verification in progress. */
    void abort() {
        isStopped = true;
        verification.abort();
    }

    private interface Condition {
        boolean isTrue(Transaction tx, Job job);
    }

    /** Calls an action with each job for which a condition is true. Problems are logged, and do not affect the other jobs. */
    private void forEachJob(Condition condition, Consumer<Job> action) {
        for (Job job : jobs()) {
            try {
                if (!isStopped && ledger.get().read(tx -> condition.isTrue(tx, job))) {
                    action.accept(job);
                }
            } catch (RuntimeException e) {
                if (!isStopped) {
                    problems.logOnce("a recurring task left out the job " + job.name() + ": " + ProblemLog.reason(e));
                }
            }
        }
    }

    private List<Job> jobs() {
        try {
            return ledger.get().read(tx -> tx.jobs().all());
        } catch (RuntimeException e) {
            // The list of account runs cannot be read either, which is logged.
            return List.of();
        }
    }

    /** Returns whether workers without the signing key, or workers that died, have left events of a job without a seal. */
    private static boolean isToSeal(Transaction tx, Job job) {
        if ((job.state() != JobState.PLANNED && job.state() != JobState.STARTED)
                || tx.jobs().detachedRun(job.number()).isEmpty()) {
            return false;
        }
        long unsealed = tx.events(job.number()).countUnsealed();
        return unsealed > UNSEALED || (unsealed > 0 && !DetachedRuns.isOpen(tx, job));
    }

    private void seal(BiConsumer<LedgerStore, Job> seal, Job job) {
        Instant again = failedSeals.get(job.number());
        if (again != null && again.isAfter(clock.instant())) {
            return;
        }
        try (LedgerStore own = ledger.openOwn()) {
            LedgerStore.Occupation occupation = own.occupy(job);
            try (occupation) {
                seal.accept(own, job);
            }
        } catch (RuntimeException e) {
            // A process that uses the job seals the events itself.
            if (!(e instanceof ErasureException exception && exception.reason() == Reason.WRONG_STATE)) {
                failedSeals.put(job.number(), clock.instant().plus(SEAL_AGAIN));
                problems.logOnce(
                        "the events of the job " + job.name() + " could not be sealed: " + ProblemLog.reason(e));
            }
        }
    }

    /**
     * Verifies the jobs that are to be verified.
     *
     * @param state what the workers know about earlier verifications, or null
     * @return what the workers know now
     */
    private String verifyJobs(Duration delay, @Nullable String state) {
        Verifications known = Verifications.parse(state);
        List<Job> jobs = jobs();
        if (!jobs.isEmpty()) {
            known.retain(jobs.stream().map(Job::number).toList());
        }
        forEachJob((tx, job) -> isToVerify(tx, job, delay, known), job -> {
            known.attempted(job.number(), clock.instant());
            verify(job);
        });
        return known.text();
    }

    /** Returns whether no worker works on the detached run of a job any more, and targets that are done were not read back. */
    private boolean isToVerify(Transaction tx, Job job, Duration delay, Verifications known) {
        boolean isFinished = job.state() == JobState.STARTED
                && tx.jobs().detachedRun(job.number()).isPresent()
                && tx.accounts(job.number()).statuses().stream().allMatch(account -> account.end() != null);
        if (!isFinished) {
            return false;
        }
        long lastEvent = tx.events(job.number()).lastNumber();
        if (!known.isDue(job.number(), lastEvent, clock.instant(), delay) || !isUnchanged(tx, job, delay)) {
            return false;
        }
        // This reads all targets of the job.
        boolean isToVerify = doneWithoutReadBack(tx.targets(job.number())) > 0;
        if (!isToVerify) {
            known.verified(job.number(), lastEvent);
        }
        return isToVerify;
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
        try (LedgerStore own = ledger.openOwn()) {
            VerifySummary summary = verifiers
                    .apply(own)
                    .verify(job.name(), VerifyOptions.builder().build(), signals);
            LOG.info(
                    "verified the job {}: {} absent, {} still present, {} unreadable",
                    job.name(),
                    summary.absent(),
                    summary.present(),
                    summary.unreadable());
        } catch (RuntimeException e) {
            LOG.warn("the job {} was not verified: {}", job.name(), ProblemLog.reason(e));
        }
    }

    /** Returns whether a job was scrubbed long ago. If a detached face may still exist, the job is kept, because its receipts name the face. */
    private boolean isToPurge(Transaction tx, Job job, Duration retention) {
        return job.state() == JobState.SCRUBBED
                && tx.detached(job.number()).unverified() == 0
                && isUnchanged(tx, job, retention);
    }

    private void purge(Job job) {
        try (LedgerStore own = ledger.openOwn()) {
            LedgerStore.Occupation occupation = own.occupy(job);
            try (occupation) {
                boolean isRemoved = own.writer().write(tx -> {
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
        } catch (RuntimeException e) {
            LOG.warn("the job {} was not removed: {}", job.name(), ProblemLog.reason(e));
        }
    }
}
