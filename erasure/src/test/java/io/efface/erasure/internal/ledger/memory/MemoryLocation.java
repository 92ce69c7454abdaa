package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerStore.Reading;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The location of a ledger in memory. It keeps the content of the ledger. Thread-safe. */
public final class MemoryLocation implements LedgerLocation {
    private final String id = UUID.randomUUID().toString();
    private @Nullable MemoryState stored;
    private @Nullable MemoryWriter writer;

    @Override
    public synchronized boolean exists() {
        return stored != null;
    }

    @Override
    public synchronized boolean isTaken() {
        return writer != null;
    }

    @Override
    public synchronized LedgerStore open() {
        if (writer != null) {
            throw new ErasureException(Reason.LEDGER_IN_USE, "the ledger is open already");
        }
        stored = stored == null ? new MemoryState() : stored;
        MemoryWriter opened = new MemoryWriter(id, stored);
        writer = opened;
        return new MemoryLedger(id, opened, () -> close(opened));
    }

    private void close(MemoryWriter ended) {
        ended.close();
        synchronized (this) {
            if (writer == ended) {
                stored = ended.committed();
                writer = null;
            }
        }
    }

    @Override
    public synchronized LedgerStore beside(Duration patience) {
        requireStored();
        return writer == null ? open() : new MemoryLedger(id, writer, () -> {});
    }

    @Override
    public <T, E extends Exception> T read(Reading<T, E> reading) throws E {
        MemoryState moment = committed();
        return reading.apply(new MemoryTransaction(() -> moment, id));
    }

    private synchronized MemoryState committed() {
        return writer == null ? requireStored() : writer.committed();
    }

    private MemoryState requireStored() {
        if (stored == null) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the ledger does not exist");
        }
        return stored;
    }
}
