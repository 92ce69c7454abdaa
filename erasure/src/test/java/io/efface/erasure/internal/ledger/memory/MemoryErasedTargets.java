package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.ErasedTargets;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.keys.JobCipher;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The erased targets of a job in memory. */
final class MemoryErasedTargets implements ErasedTargets {
    private final Supplier<MemoryTables> tables;

    MemoryErasedTargets(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    @Override
    public void requireReadable() {
        // Cells in memory have the right types.
    }

    @Override
    public List<Target> page(Set<Integer> accounts, @Nullable Instant since, long after, int most) {
        return tables.get().rows.read().tailMap(after, false).values().stream()
                .filter(row -> row.state() == TargetState.DONE && accounts.contains(row.account()))
                .filter(row ->
                        since == null || isSettledSince(row.progress().answer().at(), since))
                .limit(most)
                .map(row -> new Target(
                        row.id(),
                        row.line(),
                        Objects.requireNonNull(row.account()),
                        row.record().operation(),
                        new HiddenId(Objects.requireNonNull(row.person()), row.id(), JobCipher.PERSON),
                        Objects.requireNonNull(row.personHash())))
                .toList();
    }

    private static boolean isSettledSince(@Nullable Instant settled, Instant since) {
        return settled != null && !settled.isBefore(Objects.requireNonNull(Records.whole(since)));
    }

    @Override
    public Cursor<TargetRow> rows(long target) {
        return MemoryCursor.of(tables.get().rows.read().values().stream()
                .filter(row -> row.isOf(target))
                .map(row -> new TargetRow(
                        row.id(),
                        row.line(),
                        new HiddenId(Objects.requireNonNull(row.subject()), row.id(), JobCipher.SUBJECT))));
    }

    @Override
    public List<HiddenId> faces(long target) {
        return tables.get().facesOf(target).stream()
                .map(face -> new HiddenId(
                        Objects.requireNonNull(face.hidden()),
                        face.key().row(),
                        face.key().number()))
                .toList();
    }
}
