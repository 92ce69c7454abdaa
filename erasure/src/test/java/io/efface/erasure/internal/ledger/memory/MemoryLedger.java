package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A ledger in memory for tests that need no file: what it holds ends with it, it cannot be damaged, and nothing about it is fast but that
 * it waits for no disk. Thread-safe.
 */
public final class MemoryLedger implements LedgerStore {
    private final String id = UUID.randomUUID().toString();
    private final MemoryWriter writer = new MemoryWriter(id);
    private final Set<Integer> occupied = ConcurrentHashMap.newKeySet();

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
    public Occupation occupy(Job job) {
        if (!occupied.add(job.number())) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + job.name() + "' is being run or verified by this process already");
        }
        return () -> occupied.remove(job.number());
    }

    @Override
    public void close() {
        writer.close();
    }
}
