package io.efface.erasure.internal.plan;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.PlanProgress.Step;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.PlanSummary.Found;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.ErasedTargets.Target;
import io.efface.erasure.internal.ledger.ErasedTargets.TargetRow;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.OtherDetachedFaces;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates the rows of a plan from those done targets of an old job that exist again. Each target is read back. If a target exists, all its
 * rows are planned, so that a hold on the subject of any of these rows applies. Targets that the vendor cannot read are counted and not
 * planned. A damaged row of the old job ends the plan, because the row may hide a person who exists again.
 */
final class RestoredRows {
    private static final int PAGE = 512;
    private static final int READERS = 8;
    private static final int MOST_FOUND = 100;

    private final LedgerStore ledger;
    private final Job job;
    private final JobCipher cipher;
    private final OtherDetachedFaces otherDetachedFaces;
    private final PlanAccounts accounts;
    private final Runnable requireSamePlaces;
    private final Map<Integer, String> names;
    private final PlanRequest request;
    private final Map<ErrorKind, Long> unreadable = new EnumMap<>(ErrorKind.class);
    private final List<Found> found = new ArrayList<>();
    private long present;
    private long absent;

    private RestoredRows(
            LedgerStore ledger,
            Job job,
            JobCipher cipher,
            OtherDetachedFaces otherDetachedFaces,
            PlanAccounts accounts,
            Runnable requireSamePlaces,
            Map<Integer, String> names,
            PlanRequest request) {
        this.ledger = ledger;
        this.job = job;
        this.cipher = cipher;
        this.otherDetachedFaces = otherDetachedFaces;
        this.accounts = accounts;
        this.requireSamePlaces = requireSamePlaces;
        this.names = names;
        this.request = request;
    }

    /**
     * Opens an old job.
     *
     * @throws ErasureException of reason {@code WRONG_STATE} if the job is not planned or has been scrubbed
     * @throws ErasureException of reason {@code INPUT} if the job does not have all chosen accounts
     * @throws ErasureException of reason {@code CONFIGURATION} if an account of the job is missing or is at another place now
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the job is damaged
     * @throws ErasureException of reason {@code KEYS_MISSING} or {@code KEYS_DIFFER} if the job's ids cannot be decrypted
     */
    static RestoredRows of(
            LedgerStore ledger, KeyFolder keys, Job job, FaceRepositories repositories, PlanRequest request) {
        if (job.state() != JobState.PLANNED && job.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + job.name() + "' "
                            + (job.state() == JobState.PLANNING ? "is not planned yet" : "has been scrubbed")
                            + ", so nothing can be planned from it");
        }
        JobCipher cipher = keys.job(ledger.id(), job.number(), job.keys()).cipher();
        List<JobAccount> planned = ledger.read(tx -> readable(tx, job));
        Set<String> names = planned.stream().map(JobAccount::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> chosen = request.accounts().isEmpty() ? names : request.accounts();
        if (!names.containsAll(chosen)) {
            throw new ErasureException(
                    Reason.INPUT, "the job '" + job.name() + "' does not have all of the chosen accounts");
        }
        PlanAccounts accounts = new PlanAccounts(repositories, chosen);
        List<JobAccount> read = planned.stream()
                .filter(account -> chosen.contains(account.name()))
                .toList();
        // If people were read from another place than the place of their deletion, all of them would seem to be absent.
        Runnable requireSamePlaces =
                () -> read.forEach(account -> account.checkPlace(repositories.describe(account.name())));
        requireSamePlaces.run();
        return new RestoredRows(
                ledger,
                job,
                cipher,
                OtherDetachedFaces.open(ledger, keys, job, read),
                accounts,
                requireSamePlaces,
                read.stream().collect(Collectors.toMap(JobAccount::number, JobAccount::name)),
                request);
    }

    /** Returns the accounts of a job whose cells have the right types. */
    private static List<JobAccount> readable(Transaction tx, Job job) {
        try {
            tx.erased(job.number()).requireReadable();
            return tx.accounts(job.number()).all();
        } catch (ErasureException e) {
            throw damaged(job, e);
        }
    }

    private static ErasureException damaged(Job job, ErasureException damage) {
        return new ErasureException(
                damage.reason(),
                "nothing can be planned from the job '" + job.name() + "': " + damage.getMessage(),
                damage);
    }

    Job job() {
        return job;
    }

    PlanAccounts accounts() {
        return accounts;
    }

    /**
     * A target with its decrypted ids.
     *
     * @param faces the faces of the target; empty for a whole person
     */
    private record Decrypted(Target target, PersonId person, List<FaceId> faces, Set<FaceId> detached) {
        Decrypted withDetached(Set<FaceId> more) {
            Set<FaceId> all = new HashSet<>(detached);
            all.addAll(more);
            return new Decrypted(target, person, faces, all);
        }

        /** Returns the faces that only a read with their ids finds. At some vendors a face can exist without a person. */
        Set<FaceId> facesToFind() {
            Set<FaceId> all = new HashSet<>(detached);
            all.addAll(faces);
            return all;
        }
    }

    /** Reads all targets back, and adds the rows of the targets that exist. */
    Optional<PlanSummary.Restored> load(PlanLoader loader) {
        try (otherDetachedFaces) {
            ledger.read(view -> {
                load(view, loader);
                return present;
            });
        }
        return Optional.of(new PlanSummary.Restored(job.name(), present, absent, unreadable, found));
    }

    private void load(Transaction view, PlanLoader loader) {
        ExecutorService readers = Executors.newFixedThreadPool(READERS, work -> {
            Thread thread = new Thread(work, "efface-read-back");
            thread.setDaemon(true);
            return thread;
        });
        Cancellation cancellation = new Cancellation();
        try {
            List<Decrypted> page = page(view, 0);
            while (!page.isEmpty()) {
                List<Future<Reading>> reads = new ArrayList<>();
                for (Decrypted each : page) {
                    reads.add(readers.submit(() -> read(each, cancellation)));
                }
                for (int i = 0; i < reads.size(); i++) {
                    process(view, loader, page.get(i), reads.get(i));
                }
                requireSamePlaces.run();
                request.progress().at(Step.READING_BACK, present + absent + unreadable());
                page = page(view, page.get(page.size() - 1).target().id());
            }
        } finally {
            cancellation.cancel();
            readers.shutdownNow();
        }
    }

    private long unreadable() {
        return unreadable.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A person that a read found, or empty.
     *
     * @param target the target with the detached faces that the read looked for
     */
    private record Reading(Decrypted target, Optional<Person> person) {}

    /**
     * Reads a target. If a run of this process detaches faces of the person during the read, the read does not find these faces. In this
     * case, the target is read again with these faces.
     */
    private Reading read(Decrypted target, Cancellation cancellation) {
        Decrypted now = target;
        while (true) {
            CallOptions options =
                    CallOptions.defaults().withCancellation(cancellation).withDetachedFaces(now.facesToFind());
            Optional<Person> person = accounts.repository(name(now.target()))
                    .findPerson(now.person(), options)
                    .person();
            Set<FaceId> detached = detachedUntilNow(now.target());
            if (now.detached().containsAll(detached)) {
                return new Reading(now, person);
            }
            now = now.withDetached(detached);
        }
    }

    private List<Decrypted> page(Transaction view, long after) {
        DetachedFaces own = view.detached(job.number());
        boolean anyOwn = own.hasAny();
        return view.erased(job.number()).page(names.keySet(), request.since().orElse(null), after, PAGE).stream()
                .map(target -> decrypted(view, target, anyOwn ? own.of(target.id()) : List.of()))
                .toList();
    }

    private Decrypted decrypted(Transaction view, Target target, List<DetachedFace> own) {
        String person;
        Set<FaceId> detached;
        List<FaceId> faces;
        try {
            person = target.person().text(cipher);
            faces = faces(view, target);
            detached = own.stream().map(face -> face.id(cipher)).collect(Collectors.toCollection(HashSet::new));
        } catch (ErasureException e) {
            throw damaged(target.line(), e.getMessage(), e);
        }
        if (!Arrays.equals(cipher.hash(person), target.personHash())) {
            throw damaged(
                    target.line(),
                    "the column person_hash of row " + target.id() + " is not the hash of the column person",
                    null);
        }
        detached.addAll(detachedByOthers(target));
        return new Decrypted(target, PersonId.of(person), faces, detached);
    }

    private ErasureException damaged(long line, @Nullable String problem, @Nullable ErasureException cause) {
        return damaged(
                job,
                new ErasureException(
                        Reason.LEDGER_UNREADABLE,
                        "the ledger is damaged at line " + line + " of the list: " + problem
                                + "; use a copy of the ledger from before the damage",
                        cause));
    }

    private List<FaceId> faces(Transaction view, Target target) {
        return target.operation() == Operation.DELETE_FACES
                ? view.erased(job.number()).faces(target.id()).stream()
                        .map(face -> FaceId.of(face.text(cipher)))
                        .toList()
                : List.of();
    }

    /** Returns the detached faces that were committed until now. Some may have been committed after the plan began to read the ledger. */
    private Set<FaceId> detachedUntilNow(Target target) {
        Set<FaceId> faces = new HashSet<>(detachedByOthers(target));
        if (ledger.detachingJobs().contains(job.number())) {
            ledger.read(tx -> tx.detached(job.number()).of(target.id())).forEach(face -> faces.add(face.id(cipher)));
        }
        return faces;
    }

    private Set<FaceId> detachedByOthers(Target target) {
        return otherDetachedFaces.of(target.account(), HexFormat.of().formatHex(target.personHash()));
    }

    private void process(Transaction view, PlanLoader loader, Decrypted before, Future<Reading> read) {
        Target target = before.target();
        Reading reading;
        try {
            reading = read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ErasureException(Reason.INTERRUPTED, "planning was interrupted, and its changes were undone", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FaceException refusal) {
                unreadable.merge(refusal.kind(), 1L, Long::sum);
                return;
            }
            if (e.getCause() instanceof ErasureException failure) {
                throw failure;
            }
            throw new IllegalStateException("a repository broke its contract", e.getCause());
        }
        Decrypted each = reading.target();
        Optional<Person> person = reading.person();
        List<String> faces = List.of();
        if (person.isPresent() && target.operation() == Operation.DELETE_FACES) {
            faces = each.faces().stream()
                    .filter(person.get().faces()::contains)
                    .map(FaceId::value)
                    .toList();
        }
        if (person.isEmpty() || (target.operation() == Operation.DELETE_FACES && faces.isEmpty())) {
            absent++;
            return;
        }
        present++;
        String account = name(target);
        if (found.size() < MOST_FOUND) {
            found.add(new Found(account, target.line(), HexFormat.of().formatHex(target.personHash())));
        }
        add(view, loader, each, faces);
    }

    private void add(Transaction view, PlanLoader loader, Decrypted each, List<String> faces) {
        Target target = each.target();
        int account = accounts.numberOf(name(target));
        String person = each.person().value();
        // The read has shown that the person exists, so the row is marked and not refused.
        boolean marked = accounts.fit(account, person) != PlanAccounts.IdFit.FITS;
        view.erased(job.number()).rows(target.id()).forEach(row -> {
            boolean own = row.id() == target.id();
            loader.add(
                    row.line(),
                    account,
                    subject(row),
                    person,
                    target.operation(),
                    own ? faces : List.of(),
                    own ? each.detached() : Set.of(),
                    marked);
        });
    }

    private String subject(TargetRow row) {
        try {
            return row.subject().text(cipher);
        } catch (ErasureException e) {
            throw damaged(row.line(), e.getMessage(), e);
        }
    }

    private String name(Target target) {
        return names.getOrDefault(target.account(), "");
    }
}
