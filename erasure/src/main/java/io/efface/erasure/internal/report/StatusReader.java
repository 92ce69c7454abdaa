package io.efface.erasure.internal.report;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.JobStatus.Account;
import io.efface.erasure.JobStatus.Sealed;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.Pause;
import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.RecordedSheet;
import io.efface.erasure.internal.ledger.Targets.StateCount;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.Seal;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.metrics.JobMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the status of jobs. */
public final class StatusReader {
    private StatusReader() {}

    /** Implements {@link JobStatus#read}. */
    public static JobStatus read(LedgerLocation ledger, String job) {
        boolean isTaken = ledger.isTaken();
        return ledger.read(tx -> read(tx, tx.jobs().get(job), false, isTaken));
    }

    /** Implements {@link JobStatus#names}. */
    public static List<String> names(LedgerLocation ledger) {
        return ledger.read(tx -> {
            List<String> names = new ArrayList<>(tx.jobs().names());
            Collections.reverse(names);
            return List.copyOf(names);
        });
    }

    /** Implements {@link JobStatus#all}. */
    public static List<JobStatus> all(LedgerLocation ledger) {
        boolean isTaken = ledger.isTaken();
        return ledger.read(tx -> {
            List<JobStatus> all = new ArrayList<>();
            for (String name : tx.jobs().names()) {
                all.add(0, read(tx, tx.jobs().get(name), false, isTaken));
            }
            return List.copyOf(all);
        });
    }

    /** Implements {@link JobMetrics#read}. */
    public static JobMetrics metrics(LedgerLocation ledger, String name, Instant now) {
        return ledger.read(tx -> metrics(tx, tx.jobs().get(name), now));
    }

    /** Implements {@link JobMetrics#newest}. */
    public static List<JobMetrics> newestMetrics(LedgerLocation ledger, int limit, Instant now) {
        return ledger.read(tx -> {
            List<JobMetrics> newest = new ArrayList<>();
            for (String name : tx.jobs().names()) {
                if (newest.size() == limit) {
                    break;
                }
                Job job = tx.jobs().get(name);
                if (job.state() != JobState.SCRUBBING && job.state() != JobState.SCRUBBED) {
                    newest.add(metrics(tx, job, now));
                }
            }
            return List.copyOf(newest);
        });
    }

    private static JobMetrics metrics(Transaction tx, Job job, Instant now) {
        Map<Integer, Map<TargetState, Long>> states = new HashMap<>();
        long refused = 0;
        for (StateCount count : counts(tx, job, false)) {
            states.computeIfAbsent(count.account(), account -> new EnumMap<>(TargetState.class))
                    .put(count.state(), count.count());
            refused += count.state() == TargetState.REFUSED ? count.count() : 0;
        }
        List<JobMetrics.Account> accounts = new ArrayList<>();
        for (JobAccount account : tx.accounts(job.number()).all()) {
            Map<TargetState, Long> own = states.getOrDefault(account.number(), Map.of());
            accounts.add(new JobMetrics.Account(account.name(), open(tx, job, account, own), own));
        }
        return new JobMetrics(job.name(), now, Optional.ofNullable(job.dueAt()), refused, accounts);
    }

    /**
     * Counts the open targets of an account. Queries only the states that have targets, because a query is slower than a count by state.
     */
    private static long open(Transaction tx, Job job, JobAccount account, Map<TargetState, Long> states) {
        return TargetSelection.toErase(RunOptions.Retry.NOTHING).stream()
                .filter(selection -> states.containsKey(selection.state()))
                .mapToLong(selection -> tx.targets(job.number()).count(account.number(), selection))
                .sum();
    }

    /** Reads the status of a job without indexes, because an index may be damaged even if its table is not. */
    static JobStatus readWithoutIndexes(Transaction tx, Job job) {
        return read(tx, job, true, true);
    }

    /**
     * Reads the status of a job.
     *
     * @param isTaken whether a process may have the ledger open. If no process has the ledger open, a lease in the ledger is out of date:
     *     its process was killed, or could no longer write. In this case, the status contains no end of a lease
     */
    private static JobStatus read(Transaction tx, Job job, boolean withoutIndexes, boolean isTaken) {
        Map<Integer, Map<TargetState, Long>> states = new HashMap<>();
        Map<TargetState, Long> all = new EnumMap<>(TargetState.class);
        for (StateCount count : counts(tx, job, withoutIndexes)) {
            states.computeIfAbsent(count.account(), account -> new EnumMap<>(TargetState.class))
                    .put(count.state(), count.count());
            all.merge(count.state(), count.count(), Long::sum);
        }
        return new JobStatus(
                job.name(),
                tx.jobs().ledgerId(),
                job.state(),
                job.createdAt(),
                job.plannedAt(),
                job.dueAt(),
                job.digest(),
                job.fromJob(),
                RecordedSheet.read(tx.events(job.number())),
                tx.targets(job.number()).lastRow(),
                all,
                accounts(tx, job, states, isTaken),
                detached(tx, job, states),
                tx.holds(job.number()).size(),
                RecordedDatabase.replacedAt(tx.events(job.number())),
                sealed(tx, job, withoutIndexes));
    }

    /** Implements {@link JobStatus#workers}. */
    public static List<JobStatus.Worker> workers(LedgerLocation ledger) {
        return ledger.read(tx -> tx.workers().all().stream()
                .map(worker -> new JobStatus.Worker(
                        worker.name(),
                        worker.startedAt(),
                        worker.heartbeatAt(),
                        worker.accountRuns(),
                        worker.isAlive()))
                .toList());
    }

    private static Optional<JobStatus.Detached> detached(
            Transaction tx, Job job, Map<Integer, Map<TargetState, Long>> states) {
        return tx.jobs()
                .detachedRun(job.number())
                .map(run -> new JobStatus.Detached(
                        DetachedRuns.isOpen(tx, job)
                                ? JobStatus.DetachedState.OPEN
                                : run.stopped() ? JobStatus.DetachedState.STOPPED : JobStatus.DetachedState.FINISHED,
                        run.options().window(),
                        manyAbsent(tx, job, run.options().maxAbsentPercent(), states)));
    }

    /** Returns the accounts whose run has finished although too many targets were absent. */
    private static List<String> manyAbsent(
            Transaction tx, Job job, int maxPercent, Map<Integer, Map<TargetState, Long>> states) {
        return tx.accounts(job.number()).statuses().stream()
                .filter(status -> status.end() == AccountEnd.FINISHED)
                .map(AccountStatus::account)
                .filter(account -> tx.accounts(job.number())
                        .counts(account.number())
                        .hasManyAbsent(maxPercent, planned(states.getOrDefault(account.number(), Map.of()))))
                .map(JobAccount::name)
                .toList();
    }

    private static long planned(Map<TargetState, Long> states) {
        return states.entrySet().stream()
                .filter(state -> state.getKey().isPlanned())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static List<StateCount> counts(Transaction tx, Job job, boolean withoutIndexes) {
        if (job.state() == JobState.PLANNING) {
            return List.of();
        }
        return withoutIndexes
                ? tx.targets(job.number()).recount()
                : tx.targets(job.number()).counts();
    }

    private static List<Account> accounts(
            Transaction tx, Job job, Map<Integer, Map<TargetState, Long>> states, boolean isTaken) {
        List<Account> accounts = new ArrayList<>();
        boolean isDetached = tx.jobs().detachedRun(job.number()).isPresent();
        for (AccountStatus status : tx.accounts(job.number()).statuses()) {
            JobAccount account = status.account();
            Pause pause = status.pause();
            accounts.add(new Account(
                    account.name(),
                    account.provider(),
                    account.place(),
                    account.library(),
                    pause == null ? null : pause.reason(),
                    pause == null ? null : pause.at(),
                    pause == null ? null : pause.until(),
                    isDetached ? status.end() : null,
                    status.lease().epoch(),
                    status.lease().worker(),
                    isTaken ? status.lease().until() : null,
                    states.getOrDefault(account.number(), Map.of())));
        }
        return accounts;
    }

    private static Sealed sealed(Transaction tx, Job job, boolean withoutIndexes) {
        Sealer.LastSeal last = Sealer.LastSeal.of(tx, job.number());
        long unsealed = withoutIndexes
                ? tx.events(job.number()).recountUnsealed()
                : tx.events(job.number()).countUnsealed();
        if (last.number() == 0) {
            return new Sealed(0, 0, unsealed, null, null, false);
        }
        Seal seal = last.seal();
        return new Sealed(
                last.number(), last.position(), unsealed, last.hash(), seal == null ? null : seal.at(), last.isFinal());
    }
}
