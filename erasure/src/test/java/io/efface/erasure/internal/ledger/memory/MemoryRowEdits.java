package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.memory.MemoryTables.DetachedEntry;
import io.efface.erasure.internal.ledger.memory.MemoryTables.FaceEntry;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The edits of a job in memory. */
final class MemoryRowEdits implements RowEdits {
    private final Supplier<MemoryTables> tables;

    MemoryRowEdits(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    @Override
    public int makeReadable() {
        return 0;
    }

    @Override
    public void restore(
            long row, TargetProgress progress, @Nullable Instant notBefore, boolean withFailure, boolean target) {
        tables.get().rows.write().computeIfPresent(row, (id, previous) -> {
            TargetProgress with = withFailure ? progress : Records.withFailureOf(previous.progress(), progress);
            MemoryRow restored = previous.with(Records.whole(
                    new TargetRecord(with, previous.record().operation(), null, null, null, notBefore),
                    previous.record().operation()));
            boolean isMarked = previous.problem() == ProblemCode.ID_AGAINST_RULE;
            return target
                    ? restored.duplicateOf((Long) null)
                            .with(isMarked ? previous.problem() : null, previous.problemColumn())
                    : restored;
        });
    }

    @Override
    public boolean hasFaces(long target) {
        return tables.get().facesOf(target).stream().anyMatch(face -> face.key().row() == target);
    }

    @Override
    public List<byte[]> faces(long target) {
        return tables.get().facesOf(target).stream().map(FaceEntry::hash).toList();
    }

    @Override
    public void restoreFace(long target, byte[] hash, FaceRecord record) {
        List.copyOf(tables.get().facesOf(target)).stream()
                .filter(face -> Arrays.equals(face.hash(), hash))
                .forEach(face -> tables.get().putFace(face.with(Records.whole(record))));
    }

    @Override
    public void removeIds(long first, long last) {
        tables.get().rows.write().replaceAll((id, row) -> id < first || id > last ? row : row.withoutIds());
        tables.get()
                .faces
                .write()
                .replaceAll((key, face) -> key.row() < first || key.row() > last ? face : face.withoutId());
        tables.get()
                .detached
                .write()
                .replaceAll((key, was) -> was.target() < first || was.target() > last
                        ? was
                        : new DetachedEntry(was.target(), was.hash(), null));
    }
}
