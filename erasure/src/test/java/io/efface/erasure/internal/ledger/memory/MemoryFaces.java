package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** The faces of a job in memory. */
final class MemoryFaces implements Faces {
    private final Supplier<MemoryTables> tables;

    MemoryFaces(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    @Override
    public List<TargetFace> of(long target) {
        return tables.get().facesOf(target).stream()
                .map(face -> new TargetFace(
                        face.key().row(), face.key().number(), HexFormat.of().formatHex(face.hash()), face.record()))
                .toList();
    }

    @Override
    public void store(long row, int number, FaceRecord record) {
        tables.get().facesNamedBy(row).stream()
                .filter(face -> face.key().number() == number)
                .forEach(face -> tables.get().putFace(face.with(Records.whole(record))));
    }
}
