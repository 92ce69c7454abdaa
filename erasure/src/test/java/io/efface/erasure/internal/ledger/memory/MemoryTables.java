package io.efface.erasure.internal.ledger.memory;

import io.efface.FaceOutcome;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.StoredLease;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.RunCounts;
import io.efface.erasure.internal.ledger.record.SealRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of one job. */
final class MemoryTables {
    final SharedMap<Integer, AccountEntry> accounts;
    final SharedMap<Long, MemoryRow> rows;
    final SharedMap<FaceKey, FaceEntry> faces;
    final SharedMap<DetachedKey, DetachedEntry> detached;
    /** The hashes of the hold list. The key of a hash is its hexadecimal text. */
    final SharedMap<String, byte[]> holds;

    final SharedMap<Long, EventEntry> events;
    final SharedMap<Long, SealRow> seals;

    MemoryTables() {
        this(
                new SharedMap<>(),
                new SharedMap<>(),
                new SharedMap<>(),
                new SharedMap<>(),
                new SharedMap<>(),
                new SharedMap<>(),
                new SharedMap<>());
    }

    private MemoryTables(
            SharedMap<Integer, AccountEntry> accounts,
            SharedMap<Long, MemoryRow> rows,
            SharedMap<FaceKey, FaceEntry> faces,
            SharedMap<DetachedKey, DetachedEntry> detached,
            SharedMap<String, byte[]> holds,
            SharedMap<Long, EventEntry> events,
            SharedMap<Long, SealRow> seals) {
        this.accounts = accounts;
        this.rows = rows;
        this.faces = faces;
        this.detached = detached;
        this.holds = holds;
        this.events = events;
        this.seals = seals;
    }

    MemoryTables copy(boolean frozen) {
        return new MemoryTables(
                accounts.copy(frozen),
                rows.copy(frozen),
                faces.copy(frozen),
                detached.copy(frozen),
                holds.copy(frozen),
                events.copy(frozen),
                seals.copy(frozen));
    }

    record AccountEntry(AccountStatus status, RunCounts counts) {
        AccountEntry with(StoredLease lease) {
            return with(new AccountStatus(status.account(), status.pause(), lease, status.firstEpoch(), status.end()));
        }

        AccountEntry with(AccountStatus other) {
            return new AccountEntry(other, counts);
        }
    }

    /** The key of a face. The keys of the faces of one target are adjacent in the order. */
    record FaceKey(long target, long row, int number) implements Comparable<FaceKey> {
        private static final Comparator<FaceKey> ORDER = Comparator.comparingLong(FaceKey::target)
                .thenComparingLong(FaceKey::row)
                .thenComparingInt(FaceKey::number);

        @Override
        public int compareTo(FaceKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** A face. The encrypted id is null after the id was removed. */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record FaceEntry(FaceKey key, byte[] hash, byte @Nullable [] hidden, FaceRecord record) {
        FaceEntry with(FaceRecord other) {
            return new FaceEntry(key, hash, hidden, other);
        }

        FaceEntry withoutId() {
            return new FaceEntry(key, hash, null, record);
        }
    }

    record DetachedKey(long target, String hash) implements Comparable<DetachedKey> {
        @Override
        public int compareTo(DetachedKey other) {
            int byTarget = Long.compare(target, other.target);
            return byTarget != 0 ? byTarget : hash.compareTo(other.hash);
        }
    }

    /** A detached face. The encrypted id is null after the id was removed. */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record DetachedEntry(long target, byte[] hash, byte @Nullable [] hidden) {}

    record EventEntry(@Nullable Long target, EventRow row) {}

    /** Returns the faces of a target, by row and number. */
    Collection<FaceEntry> facesOf(long target) {
        return faces.read()
                .subMap(new FaceKey(target, 0, 0), true, new FaceKey(target, Long.MAX_VALUE, Integer.MAX_VALUE), true)
                .values();
    }

    /** Returns the faces that a row names, sorted by number. They may belong to another target. */
    List<FaceEntry> facesNamedBy(long row) {
        MemoryRow named = rows.read().get(row);
        Long other = named == null ? null : named.duplicateOf();
        Stream<FaceEntry> own = facesOf(row).stream();
        Stream<FaceEntry> all = other == null ? own : Stream.concat(own, facesOf(other).stream());
        return all.filter(face -> face.key().row() == row).toList();
    }

    void putFace(FaceEntry face) {
        faces.write().put(face.key(), face);
    }

    void putRow(MemoryRow row) {
        rows.write().put(row.id(), row);
    }

    /** Returns whether the person or the subject of a row is on the hold list. */
    boolean isListed(MemoryRow row) {
        return isListed(row.personHash()) || isListed(row.subjectHash());
    }

    boolean isListed(byte @Nullable [] hash) {
        return hash != null && holds.read().containsKey(HexFormat.of().formatHex(hash));
    }

    /** Returns whether a hash on the hold list protects a target. */
    boolean isHeld(long target) {
        return !holds.read().isEmpty()
                && rows.read().values().stream().anyMatch(row -> row.isOf(target) && isListed(row));
    }

    /** Returns whether another attempt has to delete a face of a target. */
    boolean hasOpenFaces(long target) {
        return facesOf(target).stream().anyMatch(MemoryTables::isOpen);
    }

    static boolean isOpen(FaceEntry face) {
        FaceOutcome outcome = face.record().outcome();
        return outcome == null || outcome.isUncertain() || outcome == FaceOutcome.NOT_ATTEMPTED;
    }
}
