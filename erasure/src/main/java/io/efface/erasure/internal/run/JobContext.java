package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.OtherDetachedFaces;
import io.efface.erasure.internal.ledger.RecordedSheet;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.TargetNumber;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import io.efface.policy.LayerState;
import io.efface.spi.layers.AccountRepository;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An open job with its keys and the accounts for which it was planned. Thread-safe.
 *
 * @param folder the folder of the keys, which another process may replace during a run
 * @param accounts the configured accounts, which an application may replace during a run
 * @param repositories the repository of each account that can be used, in the order of the plan
 * @param unusable the error of each other account, by its number; empty unless a worker has opened the job
 * @param otherDetachedFaces the detached faces that other jobs stored for the people of this job
 * @param checked the description with which an account passed its last check, by the number of the account; may be changed by all threads
 */
record JobContext(
        LedgerStore ledger,
        Job job,
        KeyFolder folder,
        JobKeys keys,
        FaceRepositories accounts,
        Map<JobAccount, AccountRepository> repositories,
        Map<Integer, ErasureException> unusable,
        OtherDetachedFaces otherDetachedFaces,
        Map<Integer, AccountDescription> checked)
        implements AutoCloseable {
    /** The highest number of targets that a summary lists. */
    private static final int MOST_UNRESOLVED = 20;

    /**
     * Opens a job.
     *
     * @throws ErasureException if the job does not exist, is not planned, is damaged or was scrubbed, or if its keys or accounts have
     *     changed
     */
    static JobContext open(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, String name) {
        JobContext context = openForWorker(ledger, folder, accounts, name);
        if (!context.unusable.isEmpty()) {
            context.close();
            throw context.unusable.values().iterator().next();
        }
        return context;
    }

    /** Does the same as {@link #open}, but accepts that accounts of the job are not configured. */
    static JobContext openForWorker(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, String name) {
        Job job = ledger.job(name);
        if (job.state() != JobState.PLANNED && job.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + name + "' is " + job.state()
                            + (job.state() == JobState.PLANNING ? "; plan it again" : "; its ids are gone"));
        }
        JobKeys keys = folder.job(ledger.id(), job.number(), job.keys());
        Map<JobAccount, AccountRepository> repositories = new LinkedHashMap<>();
        Map<Integer, ErasureException> unusable = new TreeMap<>();
        List<JobAccount> planned = ledger.read(tx -> tx.accounts(job.number()).all());
        for (JobAccount account : planned) {
            try {
                repositories.put(account, repository(accounts, account));
            } catch (ErasureException e) {
                unusable.put(account.number(), e);
            }
        }
        List<Integer> numbers = planned.stream().map(JobAccount::number).toList();
        ledger.read(tx -> {
            tx.targets(job.number()).requireWhole(numbers);
            return true;
        });
        return new JobContext(
                ledger,
                job,
                folder,
                keys,
                accounts,
                repositories,
                unusable,
                OtherDetachedFaces.open(ledger, folder, job, repositories.keySet()),
                new ConcurrentHashMap<>());
    }

    /** Throws an {@link ErasureException} if the account is not configured or has changed since the job was planned. */
    static void requireUsable(FaceRepositories accounts, JobAccount account) {
        repository(accounts, account);
    }

    /** Returns the repository of an account of the job. */
    AccountRepository repository(JobAccount account) {
        return Objects.requireNonNull(repositories.get(account), "account");
    }

    private static AccountRepository repository(FaceRepositories accounts, JobAccount account) {
        try {
            account.check(accounts.describe(account.name()));
            return accounts.get(account.name()).unwrap(AccountRepository.class).orElseThrow();
        } catch (FaceException e) {
            throw new ErasureException(
                    Reason.CONFIGURATION,
                    "the account '" + account.name() + "', for which the job was planned, is not configured any more",
                    e);
        }
    }

    /**
     * Checks that the key folder still contains the job's keys.
     *
     * @throws ErasureException of reason {@code KEYS_DIFFER}, {@code KEYS_MISSING} or {@code KEYS_UNSUITABLE} if a key was replaced or
     *     removed after the job was opened
     */
    void requireKeys() {
        folder.requireUnchanged(ledger.id(), job.number(), job.keys());
    }

    /**
     * Checks right before a request that the application has not replaced an account by an account at another place.
     *
     * @throws FaceException of kind {@code CONFIGURATION} and advice {@code NEVER}, if the account was replaced. After this error, the run
     *     gives the account up
     */
    void requireSameAccount(JobAccount account, Operation operation) {
        try {
            AccountDescription description = accounts.describe(account.name());
            // The comparison with the plan takes longer than the rest of a request to an in-memory provider.
            if (!description.equals(checked.get(account.number()))) {
                account.check(description);
                checked.put(account.number(), description);
            }
        } catch (ErasureException e) {
            throw FaceException.of(operation, ErrorKind.CONFIGURATION)
                    .advice(RetryAdvice.NEVER)
                    .detail("the account was replaced while the job was running: " + e.getMessage())
                    .build();
        }
    }

    /** Returns the detached faces of a target's person: the faces that this job stored, and the faces that other jobs stored. */
    Set<FaceId> detachedFaces(JobAccount account, Target target) {
        Set<FaceId> faces = new HashSet<>(target.detached(keys.cipher()));
        faces.addAll(facesDetachedByOthers(account, target));
        return faces;
    }

    /**
     * Returns those detached faces of a target's person that other jobs have stored until now. Another run of this process may store such
     * faces at any time.
     */
    Set<FaceId> facesDetachedByOthers(JobAccount account, Target target) {
        return otherDetachedFaces.of(account.number(), target.hash());
    }

    /** Counts the job's rows. Checks that the counts agree with each other and with the index of targets. */
    JobCounts counts() {
        return ledger.read(tx -> tx.targets(job.number()).summary());
    }

    /** Returns the first targets that were attempted and may succeed in another run, sorted by line. */
    List<UnresolvedTarget> unresolved() {
        return ledger.read(tx -> tx.targets(job.number()).unresolved(MOST_UNRESOLVED));
    }

    /** Returns the sheet of the workbook from which the job was planned. */
    Optional<Integer> sheet() {
        return ledger.read(tx -> RecordedSheet.read(tx.events(job.number())));
    }

    /** Returns the library at the vendor of each account that has one, by the account's name. */
    Map<String, String> libraries() {
        Map<String, String> libraries = new LinkedHashMap<>();
        repositories
                .keySet()
                .forEach(account -> account.library().ifPresent(library -> libraries.put(account.name(), library)));
        return libraries;
    }

    /** Returns the accounts whose requests wait for quota now, by name. Accounts without layers are left out. */
    Map<String, EraseProgress.QuotaWait> quotaWaits() {
        Map<String, EraseProgress.QuotaWait> waits = new LinkedHashMap<>();
        repositories.forEach((account, repository) -> repository
                .unwrap(LayerState.class)
                .ifPresent(layers -> {
                    int requests = layers.quotaWaiting();
                    if (requests > 0) {
                        waits.put(account.name(), new EraseProgress.QuotaWait(requests, layers.quotaWaitEnd()));
                    }
                }));
        return waits;
    }

    /** Returns the number of planned targets of an account, including the erased targets. */
    long planned(JobAccount account) {
        return count(
                account,
                Arrays.stream(TargetState.values())
                        .filter(TargetState::isPlanned)
                        .map(TargetSelection::all)
                        .toList());
    }

    /** Returns the number of planned targets of all accounts, including the erased targets. */
    long planned() {
        return repositories.keySet().stream().mapToLong(this::planned).sum();
    }

    /**
     * Returns the number of targets of the job.
     *
     * @param planned the result of {@link #planned()}
     */
    TargetNumber targetNumber(long planned) {
        return ledger.read(tx -> TargetNumber.of(tx, job.number(), planned));
    }

    long count(List<TargetSelection> selections) {
        return repositories.keySet().stream()
                .mapToLong(account -> count(account, selections))
                .sum();
    }

    long count(JobAccount account, List<TargetSelection> selections) {
        return ledger.read(tx -> {
            Targets targets = tx.targets(job.number());
            return selections.stream()
                    .mapToLong(selection -> targets.count(account.number(), selection))
                    .sum();
        });
    }

    /** Returns the counts of an account run. */
    RunCounts counts(JobAccount account) {
        return ledger.read(tx -> tx.accounts(job.number()).counts(account.number()));
    }

    /**
     * Submits a change of an account's pause to the ledger. Does not wait for the commit. The change has no effect if the lease has ended.
     *
     * @param lease the lease of the account run, or null for a verification
     * @param pause the pause, or null at the end of the pause
     */
    void paused(JobAccount account, @Nullable Lease lease, Accounts.@Nullable Pause pause, RunContext context) {
        Long epoch = lease == null ? null : lease.epoch();
        CompletableFuture<Boolean> unused = ledger.writer().submit(tx -> {
            Accounts all = tx.accounts(job.number());
            boolean isAllowed = epoch == null
                    || all.isLeased(account.number(), epoch, context.clock().instant());
            if (isAllowed) {
                all.setPause(account.number(), pause);
            }
            return isAllowed;
        });
    }

    /** Opens an account's targets, which the caller closes. */
    TargetCursor cursor(
            JobAccount account, List<TargetSelection> selections, TargetCursor.Choice choice, RunContext context) {
        return new TargetCursor(ledger.reading(), job.number(), account.number(), selections, choice, context.clock());
    }

    Sealer sealer(RunContext context) {
        return new Sealer(ledger.writer(), ledger.id(), job, keys.signer(), context.clock());
    }

    @Override
    public void close() {
        otherDetachedFaces.close();
    }
}
