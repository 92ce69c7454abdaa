package io.efface.erasure.internal.ledger.memory;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.record.PlannedFace;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.ReportedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows and faces of a job in memory, for checks and reports. */
final class MemoryStoredRows implements StoredRows {
    private final Supplier<MemoryTables> tables;

    MemoryStoredRows(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    private Stream<MemoryRow> rows() {
        return tables.get().rows.read().values().stream();
    }

    @Override
    public Cursor<PlannedRow> planned() {
        return MemoryCursor.of(rows().map(MemoryStoredRows::plan));
    }

    private static PlannedRow plan(MemoryRow row) {
        return new PlannedRow(
                row.id(),
                row.line(),
                row.account() == null ? null : row.account().longValue(),
                row.state(),
                RowResult.name(row.problem()),
                row.duplicateOf(),
                row.record().operation().name(),
                row.subjectHash(),
                row.personHash());
    }

    @Override
    public Cursor<PlannedFace> plannedFaces() {
        return MemoryCursor.of(tables.get().faces.read().values().stream()
                .map(face -> new PlannedFace(
                        face.key().row(), face.key().number(), face.key().target(), face.hash()))
                .sorted(Comparator.comparingLong(PlannedFace::row).thenComparingLong(PlannedFace::number)));
    }

    @Override
    public Cursor<StoredRow> all() {
        return MemoryCursor.of(rows().map(row ->
                new StoredRow(plan(row), RowResult.of(row.progress()), row.subject() != null || row.person() != null)));
    }

    @Override
    public Cursor<StoredFace> faces(boolean withIds) {
        return MemoryCursor.of(tables.get().faces.read().values().stream()
                .map(face -> new StoredFace(
                        face.key().row(),
                        face.key().number(),
                        face.key().target(),
                        face.hash(),
                        withIds ? face.hidden() : null,
                        StoredFaceResult.of(face.record()))));
    }

    @Override
    public Cursor<CountedRow> counted() {
        return MemoryCursor.of(rows().map(row -> new CountedRow(
                row.id(),
                row.state(),
                row.progress().maybeEarlier(),
                row.progress().outcome(),
                row.progress().evidence(),
                row.record().operation() == Operation.DELETE_FACES)));
    }

    @Override
    public Cursor<CountedFace> countedFaces() {
        return MemoryCursor.of(tables.get().faces.read().values().stream()
                .map(face -> new CountedFace(face.key().target(), face.record().outcome())));
    }

    @Override
    public Cursor<ReportedRow> reported(boolean open) {
        return MemoryCursor.of(
                rows().filter(row -> !open || !isErased(target(row))).map(this::reported));
    }

    private MemoryRow target(MemoryRow row) {
        return Objects.requireNonNull(tables.get().rows.read().get(row.target()));
    }

    private static boolean isErased(MemoryRow target) {
        return target.state() == TargetState.DONE;
    }

    private boolean isHeld(MemoryRow target) {
        return !isErased(target)
                && (target.state() == TargetState.HELD || tables.get().isHeld(target.id()));
    }

    private ReportedRow reported(MemoryRow row) {
        MemoryRow target = target(row);
        return new ReportedRow(
                plan(row),
                row.problemColumn() == null ? null : row.problemColumn().longValue(),
                row.subject(),
                row.person(),
                target.id(),
                target.line(),
                isErased(target),
                isHeld(target),
                RowResult.of(target.progress()));
    }

    private Stream<Long> held() {
        MemoryTables now = tables.get();
        return rows().filter(now::isListed).map(MemoryRow::target).distinct();
    }

    @Override
    public Cursor<Long> onHold() {
        return MemoryCursor.of(held());
    }

    @Override
    public Subjects subjects() {
        Collection<List<MemoryRow>> subjects = rows().filter(row -> row.subjectHash() != null)
                .collect(Collectors.groupingBy(
                        row -> HexFormat.of().formatHex(row.subjectHash()),
                        Collectors.mapping(this::target, Collectors.toList())))
                .values();
        List<List<MemoryRow>> unfinished = subjects.stream()
                .filter(targets -> !targets.stream().allMatch(MemoryStoredRows::isErased))
                .toList();
        long kept = unfinished.stream()
                .filter(targets -> targets.stream().anyMatch(this::isHeld))
                .count();
        return new Subjects(subjects.size(), subjects.size() - unfinished.size(), kept);
    }

    @Override
    public long countRefusedWithoutSubject() {
        return rows().filter(row -> row.state() == TargetState.REFUSED && row.subjectHash() == null)
                .count();
    }

    @Override
    public long countAgainstRule() {
        return rows().filter(row -> row.problem() == ProblemCode.ID_AGAINST_RULE && row.state() != TargetState.REFUSED)
                .count();
    }

    @Override
    public long countHeldWithHistory() {
        return held().map(tables.get().rows.read()::get)
                .filter(MemoryStoredRows::isHeldWithHistory)
                .count();
    }

    private static boolean isHeldWithHistory(@Nullable MemoryRow target) {
        return target != null
                && target.state() != TargetState.HELD
                && target.state() != TargetState.DONE
                && target.state() != TargetState.REFUSED;
    }
}
