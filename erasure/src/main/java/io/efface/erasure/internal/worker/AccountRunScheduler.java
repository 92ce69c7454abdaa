package io.efface.erasure.internal.worker;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.SharedDatabase;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.run.RunSignals;
import io.efface.erasure.internal.run.SliceEnd;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distributes the account runs of detached runs among the workers of a ledger. Each account run is an execution of db-scheduler, which the
 * ledger's database stores. Every five seconds, this class creates the executions that are missing. The lease in the ledger, and not the
 * execution, decides which worker may change an account run. Thread-safe.
 */
final class AccountRunScheduler implements ErasureWorker {
    private static final Logger LOG = LoggerFactory.getLogger(AccountRunScheduler.class);

    private static final String TASK = "account-run";
    private static final int MISSED_HEARTBEATS = 4;
    /**
     * The shortest time for which a worker leaves an account run to others. A random part is added, so that a worker that can use the
     * account soon looks for work first.
     */
    private static final Duration LEFT = Duration.ofSeconds(3);

    /** The time after which a scheduler removes executions of tasks that it does not know. These are tasks of other workers. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** The time in which aborted calls end and their outcomes are stored. */
    private static final Duration AFTER_ABORT = Duration.ofSeconds(5);

    /** The reasons of errors that other workers may not have, because their accounts, keys or versions of Efface differ. */
    private static final Set<Reason> LEFT_TO_OTHERS = Set.of(
            Reason.CONFIGURATION,
            Reason.KEYS_MISSING,
            Reason.KEYS_DIFFER,
            Reason.KEYS_UNSUITABLE,
            Reason.LEDGER_UNREADABLE);

    /** The numbers of a job and of one of its accounts. */
    private record AccountRunId(int job, int account) {
        static AccountRunId parse(String text) {
            int slash = text.indexOf('/');
            return new AccountRunId(
                    Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        String text() {
            return job + "/" + account;
        }
    }

    /** An account run that is not over. */
    private record AccountRun(String job, JobAccount account) {}

    private final WorkerLedger ledger;
    private final WorkerTimes times;
    private final OpenJobs jobs;
    private final Consumer<JobAccount> requireUsable;
    private final String worker;
    private final DatabaseClock clock;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;
    private final ScheduledExecutorService upkeep;
    private final RecurringTasks recurring;
    private final ProblemLog problems;
    private final WorkerProgress progress;
    private final int accountRuns;
    /** The account runs that may begin. The threads of the recurring tasks could otherwise work on further account runs. */
    private final Semaphore free;

    private final RandomGenerator random;
    private final Instant startedAt;

    private volatile boolean isClosing;
    private boolean isClosed;
    private volatile @Nullable ErasureException problem;

    /**
     * Creates a scheduler that has not started.
     *
     * @param requireUsable throws an {@link ErasureException} if this worker cannot use an account of a job
     */
    AccountRunScheduler(
            WorkerLedger ledger,
            SharedDatabase database,
            OpenJobs jobs,
            Consumer<JobAccount> requireUsable,
            RecurringTasks recurring,
            ProblemLog problems,
            WorkerOptions options,
            DatabaseClock clock,
            RandomGenerator random,
            WorkerTimes times) {
        this.ledger = ledger;
        this.times = times;
        this.jobs = jobs;
        this.requireUsable = requireUsable;
        this.recurring = recurring;
        this.problems = problems;
        this.worker = options.name();
        this.clock = clock;
        this.random = random;
        this.accountRuns = options.accountRuns();
        this.free = new Semaphore(accountRuns);
        this.progress = new WorkerProgress(clock);
        this.startedAt = clock.instant();
        this.task = Tasks.custom(TASK, Void.class)
                .onFailure((complete, operations) -> {
                    complete.getCause()
                            .ifPresent(error ->
                                    problems.logOnce("the work on an account failed: " + ProblemLog.reason(error)));
                    operations.reschedule(complete, clock.instant().plus(times.afterFailure()));
                })
                .onDeadExecutionRevive()
                .execute((instance, context) -> completion(workIfFree(AccountRunId.parse(instance.getId()))));
        List<RecurringTask<?>> tasks = recurring.tasks();
        this.scheduler = Scheduler.create(database.dataSource(), task)
                .startTasks(tasks)
                .tableName(database.taskTable())
                .schedulerName(new SchedulerName.Fixed(worker))
                .threads(accountRuns + tasks.size())
                .pollingInterval(times.poll())
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(times.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(times.shutdown().plus(AFTER_ABORT))
                .deleteUnresolvedAfter(NEVER)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
                .commitWhenAutocommitDisabled(true)
                .serializer(new TextSerializer())
                .clock(clock::instant)
                .failureLogging(LogLevel.OFF, false)
                .build();
        this.upkeep = Executors.newScheduledThreadPool(2, run -> {
            Thread thread = new Thread(run, "efface-worker-upkeep");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        beat();
        scheduler.start();
        ScheduledFuture<?> unused = upkeep.scheduleWithFixedDelay(
                this::maintain, 0, times.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void maintain() {
        try {
            clock.follow();
            beat();
            if (!isClosing) {
                createExecutions();
            }
            problem = null;
        } catch (RuntimeException e) {
            if (isClosing) {
                // Closing interrupts this thread.
                return;
            }
            problem = e instanceof ErasureException known
                    ? known
                    : new ErasureException(Reason.LEDGER_FAILED, "the list of account runs could not be read", e);
            LOG.warn("the list of account runs could not be read: {}; it is read again soon", ProblemLog.reason(e));
        }
    }

    private void createExecutions() {
        List<AccountRunId> unfinished = ledger.get().read(this::unfinished);
        if (unfinished.isEmpty()) {
            return;
        }
        Set<String> existing = new HashSet<>();
        scheduler.fetchScheduledExecutionsForTask(
                TASK,
                Void.class,
                ScheduledExecutionsFilter.all(),
                execution -> existing.add(execution.getTaskInstance().getId()));
        for (AccountRunId id : unfinished) {
            if (!existing.contains(id.text())) {
                scheduler.scheduleIfNotExists(task.instance(id.text()), clock.instant());
            }
        }
    }

    private void beat() {
        ledger.get().writer().write(tx -> {
            tx.workers().beat(worker, startedAt, accountRuns);
            return true;
        });
    }

    private List<AccountRunId> unfinished(Transaction tx) {
        List<AccountRunId> ids = new ArrayList<>();
        for (Job job : tx.jobs().all()) {
            try {
                if (DetachedRuns.isOpen(tx, job)) {
                    for (AccountStatus account : tx.accounts(job.number()).statuses()) {
                        if (account.end() == null) {
                            ids.add(new AccountRunId(
                                    job.number(), account.account().number()));
                        }
                    }
                }
            } catch (ErasureException e) {
                problems.logOnce(
                        "this worker leaves the job " + job.name() + " to other workers: " + ProblemLog.reason(e));
            }
        }
        return ids;
    }

    private SliceEnd workIfFree(AccountRunId id) {
        if (!free.tryAcquire()) {
            return new SliceEnd.Later(afterOthers());
        }
        try {
            return work(id);
        } finally {
            free.release();
        }
    }

    /** Returns a time before which other workers can take an account run that this worker leaves. */
    private Instant afterOthers() {
        return clock.instant().plus(LEFT).plusMillis(random.nextLong(LEFT.toMillis()));
    }

    private SliceEnd work(AccountRunId id) {
        Optional<AccountRun> run;
        try {
            run = ledger.get().read(tx -> find(tx, id));
        } catch (RuntimeException e) {
            return later(Integer.toString(id.account()), Integer.toString(id.job()), e);
        }
        return run.isEmpty() ? new SliceEnd.Done() : work(id, run.get());
    }

    /** Returns an account run, or empty if no worker has to work on it any more. */
    private static Optional<AccountRun> find(Transaction tx, AccountRunId id) {
        return tx.jobs().all().stream()
                .filter(job -> job.number() == id.job())
                .filter(job -> DetachedRuns.isOpen(tx, job))
                .flatMap(job -> tx.accounts(job.number()).status(id.account()).stream()
                        .filter(status -> status.end() == null)
                        .map(status -> new AccountRun(job.name(), status.account())))
                .findFirst();
    }

    private SliceEnd work(AccountRunId id, AccountRun run) {
        RunSignals signals = new RunSignals();
        String account = run.account().name();
        progress.begin(run.job() + "/" + account, signals);
        try {
            if (isClosing) {
                return new SliceEnd.Later(clock.instant());
            }
            requireUsable.accept(run.account());
            return jobs.with(run.job(), slices -> slices.work(id.account(), worker, signals));
        } catch (RuntimeException e) {
            return later(account, run.job(), e);
        } finally {
            progress.end(signals);
        }
    }

    private SliceEnd later(String account, String job, RuntimeException error) {
        if (error instanceof ErasureException exception && LEFT_TO_OTHERS.contains(exception.reason())) {
            problems.logOnce("this worker leaves the account " + account + " of the job " + job + " to other workers: "
                    + ProblemLog.reason(error));
            return new SliceEnd.Later(afterOthers());
        }
        LOG.warn(
                "the work on the account {} of the job {} failed: {}; it continues in {} s",
                account,
                job,
                ProblemLog.reason(error),
                times.afterFailure().toSeconds());
        return new SliceEnd.Later(clock.instant().plus(times.afterFailure()));
    }

    @Override
    public EraseProgress progress() {
        return progress.now();
    }

    @Override
    public List<String> accountRuns() {
        return progress.accountRuns();
    }

    @Override
    public void abort() {
        isClosing = true;
        progress.signals().forEach(RunSignals::abort);
        recurring.abort();
    }

    private static CompletionHandler<Void> completion(SliceEnd end) {
        return (complete, operations) -> {
            if (end instanceof SliceEnd.Later later) {
                operations.reschedule(complete, later.at());
            } else {
                operations.remove();
            }
        };
    }

    @Override
    public String name() {
        return worker;
    }

    @Override
    public Optional<ErasureException> problem() {
        return Optional.ofNullable(problem);
    }

    /** Stops: the calls in progress are finished, and other workers continue the account runs. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        isClosing = true;
        progress.signals().forEach(RunSignals::stop);
        recurring.stop();
        ScheduledFuture<?> unused =
                upkeep.schedule(this::abort, times.shutdown().toMillis(), TimeUnit.MILLISECONDS);
        scheduler.stop();
        // A heartbeat after the removal of the worker would add the worker again.
        upkeep.shutdownNow();
        awaitUpkeep();
        try {
            ledger.get().writer().write(tx -> {
                tx.workers().remove(worker);
                return true;
            });
        } catch (ErasureException e) {
            LOG.warn("the worker could not be removed from the list of workers: {}", ProblemLog.reason(e));
        }
        ledger.close();
    }

    private void awaitUpkeep() {
        try {
            if (!upkeep.awaitTermination(AFTER_ABORT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the heartbeat of the worker has not ended, because the ledger does not respond");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
