package io.efface.erasure.internal.plan;

import io.efface.Capabilities;
import io.efface.erasure.Erasure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.AcceptedRisks;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.RecordedCapabilities;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.RecordedRequest;
import io.efface.erasure.internal.ledger.RecordedSheet;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job during planning. Its state is {@code PLANNING} until {@link #finish}. After a crash, the next plan of the same name deletes the
 * draft. If a plan replaces a job, the draft has a temporary name that no job can have, and {@link #finish} replaces the old job in one
 * transaction.
 */
public final class PlanDraft {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final String DRAFT_SUFFIX = "~new";

    private final LedgerStore ledger;
    private final KeyFolder folder;
    private final String name;
    private final int number;
    private final @Nullable Job replaced;
    private final JobKeys keys;

    private PlanDraft(
            LedgerStore ledger, KeyFolder folder, String name, int number, @Nullable Job replaced, JobKeys keys) {
        this.ledger = ledger;
        this.folder = folder;
        this.name = name;
        this.number = number;
        this.replaced = replaced;
        this.keys = keys;
    }

    /**
     * The result of creating the draft's job.
     *
     * @param number the number of the new job
     * @param replaced the job that the draft will replace, or null
     * @param dropped the numbers of earlier drafts that were deleted
     */
    private record CreatedJob(int number, @Nullable Job replaced, List<Integer> dropped) {}

    /**
     * The result of {@link #finish}.
     *
     * @param job the name of the planned job: the draft's name, or the name of the job that is used instead of the draft
     * @param due the time by which this job has to be done, or null
     * @param isNew whether the planned job was the draft
     * @param hasDetachedFaces whether the planned job was the draft and stores detached faces
     */
    record Finished(String job, @Nullable Instant due, boolean isNew, boolean hasDetachedFaces) {}

    /**
     * Creates an empty draft.
     *
     * @throws ErasureException of reason {@code JOB_EXISTS} if the ledger has a job of this name, and {@code replace} is false
     * @throws ErasureException of reason {@code WRONG_STATE} if the job of this name was started or has taken over detached faces from an
     *     old job, so that it cannot be replaced
     * @throws ErasureException of reason {@code KEYS_DIFFER} if the job of this name was planned with other keys
     * @throws ErasureException of reason {@code KEYS_MISSING} if {@code mac.key} is missing
     */
    public static PlanDraft begin(
            LedgerStore ledger,
            KeyFolder folder,
            String name,
            @Nullable Instant due,
            boolean replace,
            @Nullable String fromJob,
            Instant now) {
        PlanLoader.checkInterrupt();
        new JobReceipts(ledger, folder, Clock.fixed(now, ZoneOffset.UTC)).migrate();
        CreatedJob created = ledger.writer().write(tx -> begin(tx, name, due, replace, fromJob, now));
        created.dropped().forEach(old -> destroy(ledger, folder, old));
        boolean isCreated = false;
        try {
            Job replaced = created.replaced();
            if (replaced != null) {
                // This call fails if the keys differ from the keys of the replaced job. The draft takes over the hashes
                // of that job's held ids. If the hash key were another one, these hashes would match no row.
                folder.signer(replaced.keys());
            }
            JobKeys keys = folder.createJob(ledger.id(), created.number());
            PlanDraft draft = new PlanDraft(ledger, folder, name, created.number(), replaced, keys);
            draft.write(tx -> {
                tx.jobs().setKeys(created.number(), keys.fingerprints());
                return true;
            });
            isCreated = true;
            return draft;
        } finally {
            if (!isCreated) {
                abandon(ledger, folder, created.number());
            }
        }
    }

    private static CreatedJob begin(
            Transaction tx,
            String name,
            @Nullable Instant due,
            boolean replace,
            @Nullable String fromJob,
            Instant now) {
        List<Integer> dropped = new ArrayList<>();
        Job existing = tx.jobs().find(name).orElse(null);
        if (existing != null && existing.state() == JobState.PLANNING) {
            tx.jobs().drop(existing.number());
            dropped.add(existing.number());
            existing = null;
        }
        if (existing != null) {
            checkReplaceable(tx, existing, replace);
            if (!Objects.equals(fromJob, existing.fromJob())) {
                checkNoDetachedFaces(tx, existing);
            }
        }
        Job unfinished = tx.jobs().find(name + DRAFT_SUFFIX).orElse(null);
        if (unfinished != null) {
            tx.jobs().drop(unfinished.number());
            dropped.add(unfinished.number());
        }
        return new CreatedJob(
                tx.jobs().create(existing == null ? name : name + DRAFT_SUFFIX, now, due, fromJob), existing, dropped);
    }

    private static void checkReplaceable(Transaction tx, Job job, boolean replace) {
        if (!replace) {
            throw new ErasureException(
                    Reason.JOB_EXISTS,
                    "the ledger has a job '" + job.name() + "' already; choose another name"
                            + (job.state() == JobState.PLANNED ? ", or replace it" : ""));
        }
        if (job.state() != JobState.PLANNED || tx.events(job.number()).hasTargetEvent()) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + job.name() + "' has been started and cannot be replaced; choose another name");
        }
        if (DetachedRuns.isOpen(tx, job)) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + job.name()
                            + "' has a detached run and cannot be replaced; stop the detached run first");
        }
    }

    /** Checks that a replaced job has taken over no detached faces, because no other job looks for these faces. */
    private static void checkNoDetachedFaces(Transaction tx, Job job) {
        if (tx.detached(job.number()).unverified() > 0) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + job.name()
                            + "' cannot be replaced, because only this job contains the ids of detached"
                            + " faces that existed when it was planned; run it, or choose another name");
        }
    }

    public int number() {
        return number;
    }

    JobCipher cipher() {
        return keys.cipher();
    }

    LedgerStore ledger() {
        return ledger;
    }

    /** Returns the job that the draft will replace, or null. */
    @Nullable Job replaced() {
        return replaced;
    }

    /** Submits a change of the draft; see {@link LedgerWriter#submit}. The change fails if another plan has deleted the draft. */
    <T> CompletableFuture<T> submit(Change<T> change) {
        return ledger.writer().submit(guarded(change));
    }

    /**
     * Waits for the commit of a submitted change.
     *
     * @throws ErasureException if the change failed
     */
    static void await(CompletableFuture<?> submitted) {
        try {
            submitted.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErasureException known) {
                throw known;
            }
            throw e;
        }
    }

    /** Applies a change of the draft and waits for its commit. */
    public <T> T write(Change<T> change) {
        return ledger.writer().write(guarded(change));
    }

    private <T> Change<T> guarded(Change<T> change) {
        return tx -> {
            if (!isPlanning(tx, number)) {
                throw new ErasureException(Reason.WRONG_STATE, "another plan of the job '" + name + "' has begun");
            }
            return change.apply(tx);
        };
    }

    private static boolean isPlanning(Transaction tx, int number) {
        return tx.jobs()
                .state(number)
                .filter(state -> state == JobState.PLANNING)
                .isPresent();
    }

    /**
     * Makes the draft a planned job: records the plan in an event, seals the event, and deletes the replaced job, in one transaction. If
     * the ledger has a job of the same list that is to be used instead, deletes the draft in this transaction.
     *
     * @param request the facts about the request for the erasure, which the event also contains
     * @param capabilities the capabilities of the accounts, by the name of the account
     * @throws ErasureException of reason {@code HOLDS_MISSING} if the hold list of another job of the same list contains people
     *     whom the draft, or the job that is used instead of it, would delete
     * @throws ErasureException of reason {@code WRONG_STATE} if, during planning, the replaced job was started or ids were added to its
     *     hold list
     */
    Finished finish(
            PlanDigest digest,
            Map<ListRisk, Long> accepted,
            RequestFacts request,
            Optional<Integer> sheet,
            Map<String, Capabilities> capabilities,
            SameList sameList,
            Instant now) {
        folder.requireUnchanged(ledger.id(), number, keys.fingerprints());
        Finished finished = write(tx -> {
            Job reused = sameList.jobToUse(tx, digest).orElse(null);
            if (reused != null) {
                sameList.requireHolds(tx, reused, digest);
                tx.jobs().drop(number);
                return new Finished(reused.name(), reused.dueAt(), false, false);
            }
            Job old = replaced;
            if (old != null) {
                Job current = tx.jobs()
                        .find(name)
                        .filter(job -> job.number() == old.number())
                        .orElseThrow(() -> new ErasureException(
                                Reason.WRONG_STATE, "another plan has replaced the job '" + name + "'"));
                checkReplaceable(tx, current, true);
                checkHoldsKept(tx, current);
                tx.jobs().drop(current.number());
            }
            tx.jobs().setPlanned(number, name, digest.hex(), now);
            tx.jobs().setPlannedTargets(number, digest.sum().planned());
            Job planned = tx.jobs().get(name);
            sameList.requireHolds(tx, planned, digest);
            tx.events(number).authenticate(folder.eventMac(ledger.id(), number, name, keys.fingerprints()));
            Event event = RecordedRequest.add(request, event(planned, digest, accepted, now))
                    .with(RecordedSheet.FIELD, sheet.orElse(null))
                    .with(RecordedDatabase.FIELD, tx.database().orElse(null))
                    .with(RecordedCapabilities.FIELD, RecordedCapabilities.field(capabilities));
            DetachedSum detached = tx.detached(number).sum();
            tx.events(number).add(event.with("detached", detached.isEmpty() ? null : detached.hex()));
            Clock clock = Clock.fixed(now, ZoneOffset.UTC);
            new Sealer(ledger.writer(), ledger.id(), planned, keys.signer(), clock).seal(tx);
            return new Finished(name, planned.dueAt(), true, !detached.isEmpty());
        });
        if (finished.hasDetachedFaces()) {
            ledger.detachingJobs().add(number);
        }
        if (!finished.isNew()) {
            destroy(ledger, folder, number);
        } else if (replaced != null) {
            destroy(ledger, folder, replaced.number());
        }
        return finished;
    }

    private static Event event(Job job, PlanDigest digest, Map<ListRisk, Long> accepted, Instant now) {
        PlanDigest.Counts sum = digest.sum();
        return Event.of(EventType.PLANNED, now)
                .with("plan", digest.hex())
                .with("rowsSha256", digest.hexOfRows())
                .with("holdsSha256", digest.hexOfHolds())
                .with("rows", digest.rows())
                .with("planned", sum.planned())
                .with("duplicates", sum.duplicates)
                .with("refused", sum.refused)
                .with("held", sum.held)
                .with("dueAt", job.dueAt())
                .with("fromJob", job.fromJob())
                .with("accepted", AcceptedRisks.field(accepted));
    }

    private void checkHoldsKept(Transaction tx, Job old) {
        if (!tx.holds(number).containsAllOf(old.number())) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "ids were added to the hold list of the job '" + name + "' during planning; plan it again");
        }
    }

    /** Deletes the draft, if the ledger can still be written. */
    public void abandon() {
        abandon(ledger, folder, number);
    }

    private static void abandon(LedgerStore ledger, KeyFolder folder, int number) {
        try {
            boolean dropped = ledger.writer().write(tx -> {
                if (!isPlanning(tx, number)) {
                    return false;
                }
                tx.jobs().drop(number);
                return true;
            });
            if (dropped) {
                destroy(ledger, folder, number);
            }
        } catch (ErasureException e) {
            // The caller reports the error that made the plan fail. The next plan of this name deletes the draft.
        }
    }

    /** Destroys the data key of a deleted job. A failure is logged only, because the ledger no longer contains the job's ids. */
    private static void destroy(LedgerStore ledger, KeyFolder folder, int number) {
        // An interrupt would close the channel of the key file during the write.
        boolean interrupted = Thread.interrupted();
        try {
            folder.destroyDataKey(ledger.id(), number);
        } catch (ErasureException e) {
            LOG.warn("the data key of a deleted plan could not be destroyed: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
