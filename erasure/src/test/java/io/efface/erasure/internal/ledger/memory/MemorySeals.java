package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Seals;
import io.efface.erasure.internal.ledger.record.SealRow;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The seals of a job in memory. */
final class MemorySeals implements Seals {
    private final Supplier<MemoryTables> tables;

    MemorySeals(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    @Override
    public Optional<SealRow> lastSeal() {
        return Optional.ofNullable(tables.get().seals.read().lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public Cursor<SealRow> all() {
        return MemoryCursor.of(tables.get().seals.read().values().stream());
    }

    @Override
    public void add(SealRow seal) {
        tables.get().seals.add(seal.number(), seal);
    }
}
