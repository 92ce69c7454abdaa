package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.jdbc.OwnTransactionException;
import io.efface.erasure.keys.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The advisory locks of a writing transaction. Each transaction that changes a job takes the job's lock shared, before it takes any other
 * lock. Some changes must not overlap with any other change of the job, and take the lock exclusively: changes of the hold list and of the
 * job's state, scrubs, and the removal or replacement of the job. The transaction holds its locks until it ends. For one thread.
 */
final class JobLocks {
    private final PostgresTransaction tx;
    private final String ledgerId;
    private final Set<Integer> shared = new HashSet<>();
    private final Set<Integer> exclusive = new HashSet<>();
    private Set<Integer> sharedAtMark = Set.of();
    private Set<Integer> exclusiveAtMark = Set.of();

    JobLocks(PostgresTransaction tx, String ledgerId) {
        this.tx = tx;
        this.ledgerId = ledgerId;
    }

    /** What a lock protects. */
    enum Kind {
        /** The ledger, while a process has it open. */
        LEDGER,
        /** A job, while a transaction changes it. */
        JOB,
        /** The end of a job's chain of seals. */
        SEALS,
        /** A job, while a process runs or verifies it. */
        RUN
    }

    /** Returns the number of a lock. Two ledgers of one database have different locks, unless the 64 bits of the hash are the same. */
    static long key(String ledgerId, Kind kind, int job) {
        byte[] hash = Digests.sha256()
                .digest(("efface " + ledgerId + ' ' + kind + ' ' + job).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }

    /**
     * Takes the job's lock shared, so that only transactions with a shared lock can change the job meanwhile. Does nothing in a transaction
     * that only reads.
     */
    void share(int job) {
        if (tx.isWriting() && !exclusive.contains(job) && shared.add(job)) {
            lock("pg_advisory_xact_lock_shared", Kind.JOB, job);
        }
    }

    /**
     * Takes the job's lock exclusively, so that no other transaction can change the job meanwhile. The change is applied again in a
     * transaction that begins with this lock, for two reasons: other transactions may have changed what the change has read so far, and two
     * transactions that already hold locks could wait for each other for ever.
     */
    void takeAlone(int job) {
        if (!exclusive.contains(job)) {
            throw new OwnTransactionException(() -> lockAlone(job));
        }
    }

    private void lockAlone(int job) {
        exclusive.add(job);
        lock("pg_advisory_xact_lock", Kind.JOB, job);
    }

    /** Waits until no other transaction adds a seal to the job. */
    void takeSeals(int job) {
        share(job);
        lock("pg_advisory_xact_lock", Kind.SEALS, job);
    }

    private void lock(String function, Kind kind, int job) {
        tx.sql("SELECT CAST(" + function + "(:key) AS text)")
                .set("key", key(ledgerId, kind, job))
                .first(row -> true);
    }

    /** Forgets the locks, because the transaction has ended. */
    void forget() {
        shared.clear();
        exclusive.clear();
        mark();
    }

    /** Marks the beginning of a change. */
    void mark() {
        sharedAtMark = Set.copyOf(shared);
        exclusiveAtMark = Set.copyOf(exclusive);
    }

    /** Forgets the locks of an undone change, which the database has released. */
    void undo() {
        shared.retainAll(sharedAtMark);
        exclusive.retainAll(exclusiveAtMark);
    }
}
