package io.efface.erasure.internal.ledger.memory;

import io.efface.ErrorKind;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.memory.MemoryTables.FaceEntry;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.ledger.record.TargetSelection.FaceKind;
import io.efface.erasure.keys.JobCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Selects targets of an account. */
final class MemorySelection {
    private final MemoryTables tables;
    private final int account;
    private final TargetSelection selection;

    MemorySelection(MemoryTables tables, int account, TargetSelection selection) {
        this.tables = tables;
        this.account = account;
        this.selection = selection;
    }

    boolean contains(MemoryRow row) {
        TargetRecord record = row.record();
        return row.account() != null
                && row.account() == account
                && row.state() == selection.state()
                && isBeforeEpoch(record)
                && !(selection.withoutStopped() && record.attempt() > 0 && tables.isHeld(row.id()))
                && hasWork(row);
    }

    private boolean isBeforeEpoch(TargetRecord record) {
        return selection.beforeEpoch() == null || record.epoch() == null || record.epoch() < selection.beforeEpoch();
    }

    private boolean hasWork(MemoryRow row) {
        boolean mayFail = !selection.withoutPermanent()
                || !Boolean.TRUE.equals(row.progress().permanent());
        FaceKind needed = selection.withFaces();
        if (needed == null) {
            return mayFail;
        }
        return tables.hasOpenFaces(row.id())
                || (needed == FaceKind.OPEN_OR_FAILED
                        && mayFail
                        && tables.facesOf(row.id()).stream().anyMatch(MemorySelection::hasFailed));
    }

    private static boolean hasFailed(FaceEntry face) {
        return face.record().outcome() == FaceOutcome.FAILED;
    }

    Target target(MemoryRow row, Instant now, List<DetachedFace> detached) {
        TargetRecord record = row.record();
        boolean ofFaces = record.operation() == Operation.DELETE_FACES;
        List<OpenFace> faces = ofFaces ? faces(row.id()) : List.of();
        if (ofFaces && faces.isEmpty()) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE, "the ledger has no face to delete for row " + row.id());
        }
        return new Target(
                row.id(),
                record.attempt(),
                row.state(),
                record.operation(),
                HexFormat.of().formatHex(Objects.requireNonNull(row.personHash())),
                new HiddenId(Objects.requireNonNull(row.person()), row.id(), JobCipher.PERSON),
                faces,
                record.progress().maybeEarlier(),
                notBefore(record, now),
                record.progress().answer().at(),
                0,
                !ofFaces && record.progress().kind() == ErrorKind.STILL_PRESENT,
                detached);
    }

    private static @Nullable Instant notBefore(TargetRecord record, Instant now) {
        Instant stored = record.notBefore();
        Instant claimed = record.claimedAt();
        Instant settled = record.progress().answer().at();
        Instant storedAt = claimed == null || (settled != null && settled.isAfter(claimed)) ? settled : claimed;
        if (stored == null || storedAt == null) {
            return stored;
        }
        Instant longest = now.plus(Duration.between(storedAt, stored));
        return stored.isAfter(longest) ? longest : stored;
    }

    private List<OpenFace> faces(long target) {
        return tables.facesOf(target).stream()
                .filter(face -> selection.faces() == null
                        || MemoryTables.isOpen(face)
                        || (selection.faces() == FaceKind.OPEN_OR_FAILED && hasFailed(face)))
                .map(face -> new OpenFace(
                        face.key().row(),
                        face.key().number(),
                        HexFormat.of().formatHex(face.hash()),
                        new HiddenId(
                                Objects.requireNonNull(face.hidden()),
                                face.key().row(),
                                face.key().number()),
                        face.record().outcome(),
                        face.record().maybeEarlier(),
                        face.record().kind() == ErrorKind.STILL_PRESENT))
                .toList();
    }
}
