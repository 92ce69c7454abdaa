package io.efface.erasure.internal.ledger.memory;

import io.efface.Evidence;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.memory.MemoryTables.DetachedEntry;
import io.efface.erasure.internal.ledger.memory.MemoryTables.DetachedKey;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The detached faces of a job in memory. */
final class MemoryDetachedFaces implements DetachedFaces {
    private final Supplier<MemoryTables> tables;

    MemoryDetachedFaces(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    @Override
    public List<String> store(List<DetachedFace> faces) {
        List<String> added = new ArrayList<>();
        for (DetachedFace face : faces) {
            String hash = HexFormat.of().formatHex(face.hash());
            DetachedKey key = new DetachedKey(face.target(), hash);
            DetachedEntry entry = new DetachedEntry(face.target(), face.hash(), face.hidden());
            if (tables.get().detached.write().putIfAbsent(key, entry) == null) {
                added.add(hash);
            }
        }
        return added;
    }

    @Override
    public void requireReadable() {
        // Objects have the right types.
    }

    @Override
    public boolean hasAny() {
        return !tables.get().detached.read().isEmpty();
    }

    @Override
    public List<DetachedFace> of(long target) {
        return tables.get().detached.read().values().stream()
                .filter(face -> face.target() == target)
                .map(face -> {
                    byte[] hidden = face.hidden();
                    if (hidden == null) {
                        throw new ErasureException(Reason.WRONG_STATE, "the job's ids have been destroyed");
                    }
                    return new DetachedFace(target, face.hash(), hidden);
                })
                .toList();
    }

    @Override
    public List<DetachedFace> unverified(int account, String personHash) {
        return tables.get().detached.read().values().stream()
                .filter(this::isUnverified)
                .filter(face -> isOfPerson(face, account, personHash))
                .filter(face -> face.hidden() != null)
                .map(face -> new DetachedFace(face.target(), face.hash(), Objects.requireNonNull(face.hidden())))
                .toList();
    }

    @Override
    public long unverified() {
        return tables.get().detached.read().values().stream()
                .filter(this::isUnverified)
                .count();
    }

    @Override
    public Cursor<String> unverifiedPeople(int account) {
        return MemoryCursor.of(tables.get().detached.read().values().stream()
                .filter(face -> face.hidden() != null && isUnverified(face))
                .map(face -> tables.get().rows.read().get(face.target()))
                .filter(row -> row != null && Objects.equals(row.account(), account))
                .map(row -> row.personHash())
                .filter(Objects::nonNull)
                .map(HexFormat.of()::formatHex)
                .distinct());
    }

    private boolean isUnverified(DetachedEntry face) {
        MemoryRow row = tables.get().rows.read().get(face.target());
        return row == null || row.state() != TargetState.DONE || row.progress().evidence() != Evidence.VERIFIED_ABSENT;
    }

    private boolean isOfPerson(DetachedEntry face, int account, String personHash) {
        MemoryRow row = tables.get().rows.read().get(face.target());
        return row != null
                && row.account() != null
                && row.account() == account
                && row.personHash() != null
                && HexFormat.of().formatHex(row.personHash()).equals(personHash);
    }

    @Override
    public DetachedSum sum() {
        DetachedSum sum = new DetachedSum();
        tables.get().detached.read().values().forEach(face -> sum.add(face.target(), face.hash()));
        return sum;
    }
}
