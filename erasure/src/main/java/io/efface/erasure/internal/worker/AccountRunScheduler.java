package io.efface.erasure.internal.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
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
import io.efface.erasure.internal.run.RunSignals;
import io.efface.erasure.internal.run.SliceEnd;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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

    /** The number of events without a seal above which a worker seals the events of other workers. */
    private static final long UNSEALED = 2_000;

    /** The reasons of errors that other workers may not have, because their accounts or keys differ. */
    private static final Set<Reason> LEFT_TO_OTHERS =
            Set.of(Reason.CONFIGURATION, Reason.KEYS_MISSING, Reason.KEYS_DIFFER, Reason.KEYS_UNSUITABLE);

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

    private final WorkerLedger ledger;
    private final WorkerTimes times;
    private final OpenJobs jobs;
    private final String worker;
    private final DatabaseClock clock;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;
    private final ScheduledExecutorService upkeep;
    private final RecurringTasks recurring;
    private final WorkerProgress progress;
    private final int accountRuns;
    private final RandomGenerator random;
    private final boolean canSeal;
    private final Instant startedAt;
    /** The problems that were already logged. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private volatile boolean isClosing;
    private boolean isClosed;
    private volatile @Nullable ErasureException problem;

    /**
     * Creates a scheduler that has not started.
     *
     * @param canSeal whether this worker has the signing key
     */
    AccountRunScheduler(
            WorkerLedger ledger,
            SharedDatabase database,
            OpenJobs jobs,
            RecurringTasks recurring,
            WorkerOptions options,
            DatabaseClock clock,
            RandomGenerator random,
            boolean canSeal,
            WorkerTimes times) {
        this.ledger = ledger;
        this.times = times;
        this.jobs = jobs;
        this.recurring = recurring;
        this.worker = options.name();
        this.clock = clock;
        this.random = random;
        this.canSeal = canSeal;
        this.accountRuns = options.accountRuns();
        this.progress = new WorkerProgress(clock);
        this.startedAt = clock.instant();
        this.task = Tasks.custom(TASK, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(times.afterFailure())))
                .onDeadExecutionRevive()
                .execute((instance, context) -> completion(work(AccountRunId.parse(instance.getId()))));
        List<RecurringTask<Void>> tasks = recurring.tasks();
        this.scheduler = Scheduler.create(database.dataSource(), task)
                .startTasks(tasks)
                .tableName(database.taskTable())
                .schedulerName(new SchedulerName.Fixed(worker))
                .threads(options.accountRuns() + tasks.size())
                .pollingInterval(times.poll())
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(times.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(times.shutdown())
                .alwaysPersistTimestampInUTC()
                .clock(clock::instant)
                .failureLogging(LogLevel.WARN, false)
                .build();
        this.upkeep = Executors.newSingleThreadScheduledExecutor(run -> {
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
            for (AccountRunId id : ledger.get().read(AccountRunScheduler::unfinished)) {
                scheduler.scheduleIfNotExists(task.instance(id.text()), clock.instant());
            }
            problem = null;
            if (canSeal) {
                ledger.get().read(AccountRunScheduler::unsealed).forEach(this::seal);
            }
        } catch (RuntimeException e) {
            if (isClosing) {
                // Closing interrupts this thread.
                return;
            }
            problem = e instanceof ErasureException known
                    ? known
                    : new ErasureException(Reason.LEDGER_FAILED, "the list of account runs could not be read", e);
            LOG.warn("the list of account runs could not be read: {}; it is read again soon", reason(e));
        }
    }

    private void beat() {
        ledger.get().writer().write(tx -> {
            tx.workers().beat(worker, startedAt, accountRuns);
            return true;
        });
    }

    /** Returns the jobs with events that workers without the signing key have left without a seal. */
    private static List<String> unsealed(Transaction tx) {
        List<String> names = new ArrayList<>();
        for (Job job : tx.jobs().all()) {
            if (tx.jobs().detachedRun(job.number()).isPresent()) {
                long unsealed = tx.events(job.number()).countUnsealed();
                if (unsealed > UNSEALED || (unsealed > 0 && !DetachedRuns.isOpen(tx, job))) {
                    names.add(job.name());
                }
            }
        }
        return names;
    }

    private void seal(String job) {
        try {
            jobs.with(job, slices -> {
                slices.seal();
                return true;
            });
        } catch (RuntimeException e) {
            logOnce("the events of the job " + job + " could not be sealed: " + reason(e));
        }
    }

    private void logOnce(String problem) {
        if (logged.add(problem)) {
            LOG.warn("{}", problem);
        }
    }

    private static List<AccountRunId> unfinished(Transaction tx) {
        List<AccountRunId> ids = new ArrayList<>();
        for (Job job : tx.jobs().all()) {
            if (DetachedRuns.isOpen(tx, job)) {
                for (AccountStatus account : tx.accounts(job.number()).statuses()) {
                    if (account.end() == null) {
                        ids.add(new AccountRunId(job.number(), account.account().number()));
                    }
                }
            }
        }
        return ids;
    }

    private SliceEnd work(AccountRunId id) {
        Optional<String> name = ledger.get()
                .read(tx -> tx.jobs().all().stream()
                        .filter(job -> job.number() == id.job())
                        .filter(job -> tx.jobs().detachedRun(job.number()).isPresent())
                        .map(Job::name)
                        .findFirst());
        if (name.isEmpty()) {
            return new SliceEnd.Done();
        }
        RunSignals signals = new RunSignals();
        String account = account(id);
        progress.begin(name.get() + "/" + account, signals);
        try {
            if (isClosing) {
                return new SliceEnd.Later(clock.instant());
            }
            return jobs.with(name.get(), slices -> slices.work(id.account(), worker, signals));
        } catch (RuntimeException e) {
            if (e instanceof ErasureException exception && LEFT_TO_OTHERS.contains(exception.reason())) {
                logOnce("this worker leaves the account " + account + " of the job " + name.get()
                        + " to other workers: " + reason(e));
                return new SliceEnd.Later(clock.instant().plus(LEFT).plusMillis(random.nextLong(LEFT.toMillis())));
            }
            LOG.warn(
                    "the work on the account {} of the job {} failed: {}; it continues in {} s",
                    account,
                    name.get(),
                    reason(e),
                    times.afterFailure().toSeconds());
            return new SliceEnd.Later(clock.instant().plus(times.afterFailure()));
        } finally {
            progress.end(signals);
        }
    }

    private String account(AccountRunId id) {
        return ledger.get()
                .read(tx -> tx.accounts(id.job()).status(id.account()))
                .map(status -> status.account().name())
                .orElseGet(id::text);
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
    }

    /** Returns the message of an error of Efface. Messages of other errors may contain data, so only their class is returned. */
    private static String reason(RuntimeException error) {
        return error instanceof ErasureException
                ? String.valueOf(error.getMessage())
                : error.getClass().getName();
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
        upkeep.shutdownNow();
        scheduler.stop();
        try {
            ledger.get().writer().write(tx -> {
                tx.workers().remove(worker);
                return true;
            });
        } catch (ErasureException e) {
            LOG.warn("the worker could not be removed from the list of workers: {}", reason(e));
        }
        ledger.close();
    }
}
