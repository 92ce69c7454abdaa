package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.memory.MemoryTables.FaceEntry;
import io.efface.erasure.internal.ledger.record.FaceResult;
import io.efface.erasure.internal.ledger.record.RowResult;
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
    public void rebuildIndexes() {
        // There are no indexes.
    }

    @Override
    public int clearWrongCells() {
        return 0;
    }

    @Override
    public void restore(long row, TargetState state, RowResult result, @Nullable Instant notBefore, boolean target) {
        tables.get().rows.write().computeIfPresent(row, (id, was) -> {
            MemoryRow restored = was.with(Records.restored(was.record(), state, result, notBefore));
            boolean isNoted = was.problem() == ProblemCode.ID_AGAINST_RULE;
            return target
                    ? restored.duplicateOf((Long) null).with(isNoted ? was.problem() : null, was.problemColumn())
                    : restored;
        });
    }

    @Override
    public void restoreAnswer(long row, RowResult result) {
        tables.get().rows.write().computeIfPresent(row, (id, was) -> was.with(Records.answered(was.record(), result)));
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
    public void restoreFace(long target, byte[] hash, FaceResult result) {
        List.copyOf(tables.get().facesOf(target)).stream()
                .filter(face -> Arrays.equals(face.hash(), hash))
                .forEach(face -> tables.get().putFace(face.with(Records.record(result))));
    }

    @Override
    public void removeIds(long first, long last) {
        tables.get().rows.write().replaceAll((id, row) -> id < first || id > last ? row : row.withoutIds());
        tables.get()
                .faces
                .write()
                .replaceAll((key, face) -> key.row() < first || key.row() > last ? face : face.withoutId());
    }
}
