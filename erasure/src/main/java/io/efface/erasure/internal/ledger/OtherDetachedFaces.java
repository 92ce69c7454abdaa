package io.efface.erasure.internal.ledger;

import io.efface.FaceId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The detached faces that other jobs of the ledger stored for the people of a job. A read of a person does not find these faces. Without
 * the ids of the faces, the job would report a person as absent although faces of the person still exist. The ids of the faces are read
 * from the ledger when a target is processed. They include the ids of faces that other runs of this process have just detached. If no other
 * job has ever detached a face, no query is made for a target. Thread-safe.
 */
public final class OtherDetachedFaces implements AutoCloseable {
    private final LedgerStore ledger;
    private final OtherJobKeys keys;
    private final Job job;
    private final List<JobAccount> accounts;
    private volatile Sources sources = new Sources(-1, List.of());
    private @Nullable Transaction view;

    private OtherDetachedFaces(LedgerStore ledger, KeyFolder keys, Job job, Collection<JobAccount> accounts) {
        this.ledger = ledger;
        this.keys = new OtherJobKeys(ledger.id(), keys);
        this.job = job;
        this.accounts = List.copyOf(accounts);
    }

    /**
     * An account of another job that may be the same at the vendor as an account of this job. If the account of the other job cannot be
     * read, it may be the same as each account of this job.
     *
     * @param account the number of the account in this job
     * @param otherAccount the account in the other job
     */
    private record Source(int account, Job other, Accounts.ReadAccount otherAccount) {}

    /**
     * All sources, as they were at one moment.
     *
     * @param version the number of jobs in {@link DetachingJobs} before the sources were read
     */
    private record Sources(int version, List<Source> all) {}

    /** Faces that one other job detached from a person. */
    private record Found(Job other, List<DetachedFace> faces) {}

    /**
     * Finds the other jobs with detached faces in the accounts of a job. Jobs whose ids were destroyed are left out.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if another job detached faces, and a cell that shows to whom these faces
     *     belong is damaged; also if another job detached faces of people of this job, and the ledger's data about the account with these
     *     faces is damaged. The message names the job and the damaged cell
     * @throws ErasureException of reason {@code KEYS_DIFFER} if another job has detached faces that may still exist, and hashes ids with
     *     another key, so that its people cannot be compared
     * @throws ErasureException of reason {@code KEYS_MISSING}, {@code KEYS_DIFFER} or {@code KEYS_UNSUITABLE} if another job detached faces
     *     of people of this job, and the keys of that job are missing, different or unsuitable
     */
    public static OtherDetachedFaces open(
            LedgerStore ledger, KeyFolder keys, Job job, Collection<JobAccount> accounts) {
        OtherDetachedFaces faces = new OtherDetachedFaces(ledger, keys, job, accounts);
        faces.currentSources();
        return faces;
    }

    private List<Source> currentSources() {
        // The version is read before the sources. So if a job detaches its first faces meanwhile, the next call reads
        // that job.
        int version = ledger.detachingJobs().size();
        Sources now = sources;
        if (now.version() != version) {
            now = new Sources(version, ledger.read(this::sources));
            now.all().forEach(this::checkKeys);
            sources = now;
        }
        return now.all();
    }

    private List<Source> sources(Transaction tx) {
        List<Source> found = new ArrayList<>();
        for (Job other : tx.jobs().detaching()) {
            if (other.number() != job.number() && hasIds(other.state())) {
                requireReadable(tx, other);
                for (Accounts.ReadAccount otherAccount :
                        tx.accounts(other.number()).readable()) {
                    JobAccount known = otherAccount.account();
                    accounts.stream()
                            .filter(account -> known == null || known.mayBeSameAtVendor(account))
                            .forEach(account -> found.add(new Source(account.number(), other, otherAccount)));
                }
            }
        }
        return found;
    }

    private static void requireReadable(Transaction tx, Job other) {
        try {
            tx.detached(other.number()).requireReadable();
        } catch (ErasureException e) {
            throw OtherJobKeys.unreadable(other, e);
        }
    }

    private static boolean hasIds(JobState state) {
        return state == JobState.PLANNED || state == JobState.STARTED;
    }

    /** Checks that the detached faces of a source can be found and decrypted. Does nothing if the job cannot need any of these faces. */
    private void checkKeys(Source source) {
        Job other = source.other();
        if (!keys.canCompare(other)) {
            if (hasFaces(source, person -> true)) {
                throw cannotCompare(source);
            }
            return;
        }
        try {
            requireReadable(source);
            keys.cipher(other);
        } catch (ErasureException e) {
            if (ledger.read(tx -> hasFaces(source, tx.targets(job.number())))) {
                throw e;
            }
        }
    }

    private static ErasureException cannotCompare(Source source) {
        JobAccount otherAccount = source.otherAccount().account();
        return OtherJobKeys.cannotCompare(source.other(), otherAccount == null ? null : otherAccount.name());
    }

    private static void requireReadable(Source source) {
        ErasureException damage = source.otherAccount().damage();
        if (damage != null) {
            throw OtherJobKeys.unreadable(source.other(), damage);
        }
    }

    private boolean hasFaces(Source source, Targets targets) {
        return hasFaces(source, person -> targets.hasPerson(source.account(), person));
    }

    /** Returns whether a person for whom the condition is true has a detached face that may still exist. */
    private boolean hasFaces(Source source, Predicate<String> isOne) {
        return ledger.read(tx -> hasFaces(tx, source, isOne));
    }

    private static boolean hasFaces(Transaction tx, Source source, Predicate<String> isOne) {
        try (Cursor<String> people = tx.detached(source.other().number())
                .unverifiedPeople(source.otherAccount().number())) {
            String person = people.next();
            while (person != null && !isOne.test(person)) {
                person = people.next();
            }
            return person != null;
        }
    }

    /**
     * Returns the faces that other jobs detached from a person, and that no read of these jobs has found absent. The keys are checked
     * again, because another job may have detached more faces since the last check.
     *
     * @param account the number of the account in this job
     * @param personHash the keyed hash of the person's id, in hex
     * @throws ErasureException as {@link #open} does
     */
    public Set<FaceId> of(int account, String personHash) {
        List<Source> ofAccount = currentSources().stream()
                .filter(source -> source.account() == account)
                .toList();
        Set<FaceId> faces = new HashSet<>();
        if (!ofAccount.isEmpty()) {
            keys.requireUnchanged(job);
            find(ofAccount, personHash).forEach(found -> faces.addAll(decrypted(found)));
        }
        return faces;
    }

    private synchronized List<Found> find(List<Source> ofAccount, String personHash) {
        try {
            Transaction tx = view;
            if (tx == null) {
                tx = ledger.reading();
                view = tx;
            }
            List<Found> found = new ArrayList<>();
            for (Source source : ofAccount) {
                List<DetachedFace> faces = find(tx, source, personHash);
                if (!faces.isEmpty()) {
                    requireReadable(source);
                    found.add(new Found(source.other(), faces));
                }
            }
            return found;
        } catch (LedgerFailure e) {
            throw e.ofReading();
        }
    }

    private List<DetachedFace> find(Transaction tx, Source source, String personHash) {
        Job other = source.other();
        if (!hasIds(tx, other)) {
            return List.of();
        }
        if (!keys.canCompare(other)) {
            if (hasFaces(tx, source, person -> true)) {
                throw cannotCompare(source);
            }
            return List.of();
        }
        try {
            return tx.detached(other.number()).unverified(source.otherAccount().number(), personHash);
        } catch (ErasureException e) {
            throw OtherJobKeys.unreadable(other, e);
        }
    }

    private static boolean hasIds(Transaction tx, Job other) {
        return tx.jobs()
                .state(other.number())
                .filter(OtherDetachedFaces::hasIds)
                .isPresent();
    }

    /** Decrypts faces. No statement is open while the key is read. */
    private Set<FaceId> decrypted(Found found) {
        Set<FaceId> faces = new HashSet<>();
        try {
            JobCipher cipher = keys.cipher(found.other());
            found.faces().forEach(face -> faces.add(id(face, cipher, found.other())));
        } catch (ErasureException e) {
            // A scrub of the other job may have begun meanwhile. The scrub gives these faces up.
            if (ledger.read(tx -> hasIds(tx, found.other()))) {
                throw e;
            }
        }
        return faces;
    }

    private static FaceId id(DetachedFace face, JobCipher cipher, Job other) {
        try {
            return face.id(cipher);
        } catch (ErasureException e) {
            throw OtherJobKeys.unreadable(other, e);
        }
    }

    @Override
    public synchronized void close() {
        Transaction open = view;
        view = null;
        if (open != null) {
            open.close();
        }
    }
}
