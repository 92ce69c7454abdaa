package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The hold list of a job in memory. */
final class MemoryHoldList implements HoldList {
    private final Supplier<MemoryTables> tables;
    private final IntFunction<MemoryTables> others;

    /**
     * Creates an instance.
     *
     * @param others the function that returns the tables of another job
     */
    MemoryHoldList(Supplier<MemoryTables> tables, IntFunction<MemoryTables> others) {
        this.tables = tables;
        this.others = others;
    }

    @Override
    public boolean add(byte[] hash) {
        return tables.get().holds.write().putIfAbsent(HexFormat.of().formatHex(hash), hash) == null;
    }

    @Override
    public boolean remove(byte[] hash) {
        return tables.get().holds.write().remove(HexFormat.of().formatHex(hash)) != null;
    }

    @Override
    public int addAllOf(int otherJob) {
        return (int) others.apply(otherJob).holds.read().values().stream()
                .filter(this::add)
                .count();
    }

    @Override
    public boolean containsAllOf(int otherJob) {
        return tables.get()
                .holds
                .read()
                .keySet()
                .containsAll(others.apply(otherJob).holds.read().keySet());
    }

    @Override
    public long size() {
        return tables.get().holds.read().size();
    }

    @Override
    public Cursor<byte[]> hashes() {
        return MemoryCursor.of(tables.get().holds.read().values().stream());
    }

    @Override
    public long countUnmatched() {
        return tables.get().holds.read().values().stream()
                .filter(hash -> tables.get().rows.read().values().stream().noneMatch(row -> matches(hash, row)))
                .count();
    }

    private static boolean matches(byte[] hash, MemoryRow row) {
        return Arrays.equals(hash, row.personHash()) || Arrays.equals(hash, row.subjectHash());
    }

    /** Returns the targets that this hash protects or would protect. */
    private List<MemoryRow> matching(byte[] hash) {
        Map<Long, MemoryRow> rows = tables.get().rows.read();
        return rows.values().stream()
                .filter(row -> matches(hash, row))
                .map(MemoryRow::target)
                .distinct()
                .sorted()
                .map(rows::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private int change(byte[] hash, Predicate<MemoryRow> which, TargetState to) {
        List<MemoryRow> changed = matching(hash).stream().filter(which).toList();
        changed.forEach(row -> tables.get().putRow(row.with(to)));
        return changed.size();
    }

    @Override
    public int hold(byte[] hash) {
        return change(
                hash,
                row -> row.state() == TargetState.PENDING && !row.progress().maybeEarlier(),
                TargetState.HELD);
    }

    @Override
    public int release(byte[] hash) {
        return change(hash, row -> row.state() == TargetState.HELD && !isHeld(row.id()), TargetState.PENDING);
    }

    @Override
    public boolean isHeld(long target) {
        return tables.get().isHeld(target);
    }

    @Override
    public List<Match> targets(byte[] hash) {
        return matching(hash).stream()
                .map(row -> new Match(row.id(), row.state(), row.progress().maybeEarlier()))
                .toList();
    }

    @Override
    public Cursor<RowIds> unheldRows() {
        MemoryTables now = tables.get();
        return MemoryCursor.of(now.rows.read().values().stream()
                .filter(row -> row.person() != null && !now.isListed(row))
                .map(MemoryHoldList::ids));
    }

    static RowIds ids(MemoryRow row) {
        return new RowIds(
                row.id(),
                row.line(),
                new HiddenId(Objects.requireNonNull(row.person()), row.id(), JobCipher.PERSON),
                Objects.requireNonNull(row.personHash()),
                new HiddenId(Objects.requireNonNull(row.subject()), row.id(), JobCipher.SUBJECT),
                Objects.requireNonNull(row.subjectHash()));
    }

    @Override
    public long countUnheldTargets() {
        return tables.get().rows.read().values().stream()
                .filter(row -> row.state().isPlanned())
                .count();
    }
}
