package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.DetachingJobs;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger in memory, for tests that need no file. Its content exists as long as its location. Thread-safe. */
final class MemoryLedger implements LedgerStore {
    private final String id;
    private final MemoryWriter writer;
    private final Runnable closing;
    private final Set<Integer> occupied = ConcurrentHashMap.newKeySet();
    private final DetachingJobs detachingJobs = new DetachingJobs();

    MemoryLedger(String id, MemoryWriter writer, Runnable closing) {
        this.id = id;
        this.writer = writer;
        this.closing = closing;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LedgerWriter writer() {
        return writer;
    }

    @Override
    public <T, E extends Exception> T read(Reading<T, E> reading) throws E {
        try (Transaction tx = reading()) {
            return reading.apply(tx);
        }
    }

    @Override
    public Transaction reading() {
        return new MemoryTransaction(writer::committed, id);
    }

    @Override
    public DetachingJobs detachingJobs() {
        return detachingJobs;
    }

    @Override
    public Occupation occupy(Job job) {
        if (!occupied.add(job.number())) {
            throw new ErasureException(
                    Reason.WRONG_STATE, "this process already runs or verifies the job '" + job.name() + "'");
        }
        return () -> occupied.remove(job.number());
    }

    @Override
    public void close() {
        closing.run();
    }
}
