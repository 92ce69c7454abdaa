package io.efface.erasure.internal.ledger;

import io.efface.FaceId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.keys.KeyFolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The detached faces that other jobs of the ledger stored for the people of a job. A read of a person does not find these faces, so without
 * their ids the job would report a person as absent whose faces still exist. The faces are read when a target is processed, from the jobs
 * that had detached a face when the instance was opened. If there is no such job, no query is made for a target. Thread-safe.
 */
public final class OtherDetachedFaces {
    private final LedgerStore ledger;
    private final OtherJobKeys keys;
    private final List<Source> sources;

    private OtherDetachedFaces(LedgerStore ledger, OtherJobKeys keys, List<Source> sources) {
        this.ledger = ledger;
        this.keys = keys;
        this.sources = sources;
    }

    /**
     * An account of another job that is the same as an account of this job.
     *
     * @param account the number of the account in this job
     * @param otherAccount the account in the other job
     */
    private record Source(int account, Job other, JobAccount otherAccount) {}

    /**
     * Finds the other jobs with detached faces in the accounts of a job. Jobs whose ids were destroyed are left out.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a job that has detached faces is damaged
     * @throws ErasureException of reason {@code KEYS_DIFFER} if another job has detached faces that may still exist, and hashes ids with
     *     another key, so that its people cannot be compared
     * @throws ErasureException of reason {@code KEYS_MISSING}, {@code KEYS_DIFFER} or {@code KEYS_UNSUITABLE} if another job detached faces
     *     of people of this job, and the keys of that job are missing, different or unsuitable
     */
    public static OtherDetachedFaces open(
            LedgerStore ledger, KeyFolder keys, Job job, Collection<JobAccount> accounts) {
        List<Source> sources = ledger.read(tx -> {
            List<Source> found = new ArrayList<>();
            for (Job other : tx.jobs().detaching()) {
                if (other.number() != job.number() && hasIds(other.state())) {
                    for (JobAccount otherAccount : tx.accounts(other.number()).all()) {
                        accounts.stream()
                                .filter(otherAccount::isSameAtVendor)
                                .forEach(account -> found.add(new Source(account.number(), other, otherAccount)));
                    }
                }
            }
            return found;
        });
        OtherDetachedFaces faces = new OtherDetachedFaces(ledger, new OtherJobKeys(ledger.id(), keys), sources);
        sources.forEach(source -> faces.checkKeys(source, job));
        return faces;
    }

    /** Checks before anything is sent that the faces of a source can be found and decrypted, if the job may need them. */
    private void checkKeys(Source source, Job job) {
        Job other = source.other();
        if (!keys.canCompare(other)) {
            if (hasFaces(source, person -> true)) {
                throw OtherJobKeys.cannotCompare(other, source.otherAccount().name());
            }
            return;
        }
        try {
            keys.cipher(other);
        } catch (ErasureException e) {
            if (ledger.read(tx ->
                    hasFaces(source, person -> tx.targets(job.number()).hasPerson(source.account(), person)))) {
                throw e;
            }
        }
    }

    /** Returns whether faces of any of some people may still exist. */
    private boolean hasFaces(Source source, Predicate<String> isOne) {
        return ledger.read(tx -> {
            try (Cursor<String> people = tx.detached(source.other().number())
                    .unverifiedPeople(source.otherAccount().number())) {
                String person = people.next();
                while (person != null && !isOne.test(person)) {
                    person = people.next();
                }
                return person != null;
            }
        });
    }

    private static boolean hasIds(JobState state) {
        return state == JobState.PLANNED || state == JobState.STARTED;
    }

    /**
     * Returns the faces that other jobs detached from a person, and that no read of these jobs has found absent.
     *
     * @param account the number of the account in this job
     * @param personHash the keyed hash of the person's id, in hex
     * @throws ErasureException of reason {@code KEYS_MISSING} or {@code KEYS_DIFFER} if there are such faces, and the keys of their job are
     *     missing or different
     */
    public Set<FaceId> of(int account, String personHash) {
        List<Source> ofAccount = sources.stream()
                .filter(source -> source.account() == account && keys.canCompare(source.other()))
                .toList();
        if (ofAccount.isEmpty()) {
            return Set.of();
        }
        return ledger.read(tx -> {
            Set<FaceId> faces = new HashSet<>();
            for (Source source : ofAccount) {
                Job other = source.other();
                // A scrub of the other job may have begun meanwhile, and then its key may be gone.
                if (tx.jobs()
                        .state(other.number())
                        .filter(OtherDetachedFaces::hasIds)
                        .isPresent()) {
                    for (DetachedFace face : tx.detached(other.number())
                            .unverified(source.otherAccount().number(), personHash)) {
                        faces.add(face.id(keys.cipher(other)));
                    }
                }
            }
            return faces;
        });
    }
}
