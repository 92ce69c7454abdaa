package io.efface.erasure.internal.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.SharedDatabase;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.run.RunSignals;
import io.efface.erasure.internal.run.SliceEnd;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
    private final Set<RunSignals> active = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;
    private volatile @Nullable ErasureException problem;

    /** Creates a scheduler that has not started. */
    AccountRunScheduler(
            WorkerLedger ledger,
            SharedDatabase database,
            OpenJobs jobs,
            RecurringTasks recurring,
            WorkerOptions options,
            DatabaseClock clock,
            WorkerTimes times) {
        this.ledger = ledger;
        this.times = times;
        this.jobs = jobs;
        this.recurring = recurring;
        this.worker = options.name();
        this.clock = clock;
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
        scheduler.start();
        ScheduledFuture<?> unused = upkeep.scheduleWithFixedDelay(
                this::maintain, 0, times.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void maintain() {
        try {
            clock.follow();
            for (AccountRunId id : ledger.get().read(AccountRunScheduler::unfinished)) {
                scheduler.scheduleIfNotExists(task.instance(id.text()), clock.instant());
            }
            problem = null;
        } catch (RuntimeException e) {
            problem = e instanceof ErasureException known
                    ? known
                    : new ErasureException(Reason.LEDGER_FAILED, "the list of account runs could not be read", e);
            LOG.warn("the list of account runs could not be read: {}; it is read again soon", reason(e));
        }
    }

    private static List<AccountRunId> unfinished(Transaction tx) {
        List<AccountRunId> ids = new ArrayList<>();
        for (Job job : tx.jobs().all()) {
            Optional<DetachedRun> run = tx.jobs().detachedRun(job.number());
            if (run.filter(detached -> !detached.stopped()).isPresent()) {
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
        active.add(signals);
        try {
            if (isClosing) {
                return new SliceEnd.Later(clock.instant());
            }
            return jobs.with(name.get(), slices -> slices.work(id.account(), worker, signals));
        } catch (RuntimeException e) {
            LOG.warn(
                    "account run {} of the job {} failed: {}; it continues in {} s",
                    id.account(),
                    name.get(),
                    reason(e),
                    times.afterFailure().toSeconds());
            return new SliceEnd.Later(clock.instant().plus(times.afterFailure()));
        } finally {
            active.remove(signals);
        }
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
    public int activeAccountRuns() {
        return active.size();
    }

    @Override
    public Optional<ErasureException> problem() {
        return Optional.ofNullable(problem);
    }

    /** Stops: the calls in progress are finished, and other workers continue the account runs. */
    @Override
    public void close() {
        isClosing = true;
        active.forEach(RunSignals::stop);
        recurring.stop();
        upkeep.shutdownNow();
        scheduler.stop();
        ledger.close();
    }
}
