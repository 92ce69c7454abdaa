package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Receipts;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.receipts.ReceiptsSource.Line;
import io.efface.erasure.internal.receipts.ReceiptsSource.Signed;
import io.efface.erasure.keys.FileFailure;
import io.efface.erasure.keys.PrivateFiles;
import io.efface.erasure.keys.SealKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

/** Writes the receipts of a job into a folder. */
public final class ReceiptsExport {
    private ReceiptsExport() {}

    /** Implements {@link Receipts#export}. */
    public static void export(SealKey key, LedgerLocation ledger, String job, Path folder) {
        try {
            ledger.read(snapshot -> {
                try (LedgerReceipts source = LedgerReceipts.open(snapshot, job)) {
                    export(key, source, folder);
                }
                return true;
            });
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the receipts cannot be written to " + folder.toAbsolutePath() + ": "
                            + FileFailure.sentence(e, folder),
                    e);
        }
    }

    private static void export(SealKey key, LedgerReceipts source, Path folder) throws IOException {
        if (!source.job().keys().contains(key.fingerprint())) {
            throw new ErasureException(Reason.KEYS_DIFFER, "the job's seals are not signed with the given key");
        }
        PrivateFiles.makeFolder(folder);
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new ErasureException(
                        Reason.INPUT, "the folder " + folder.toAbsolutePath() + " is not empty; name a new folder");
            }
        }
        write(source, folder);
        try (OutputStream out = PrivateFiles.create(folder.resolve(FolderReceipts.PUBLIC))) {
            out.write(key.pem().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void write(LedgerReceipts source, Path folder) throws IOException {
        try (OutputStream out = buffered(folder.resolve(FolderReceipts.EVENTS))) {
            for (Line line = source.nextEvent(); line != null; line = source.nextEvent()) {
                byte[] bytes = line.bytes();
                // An empty line stands for stored bytes that cannot be an event, so that a check of the export reports
                // them.
                out.write(bytes == null ? new byte[] {'\n'} : bytes);
            }
        }
        try (OutputStream seals = buffered(folder.resolve(FolderReceipts.SEALS));
                OutputStream signatures = buffered(folder.resolve(FolderReceipts.SIGNATURES))) {
            for (Signed seal = source.nextSeal(); seal != null; seal = source.nextSeal()) {
                seals.write(seal.bytes());
                seals.write('\n');
                byte[] signature = seal.signature();
                signatures.write(Base64.getEncoder().encode(signature == null ? new byte[0] : signature));
                signatures.write('\n');
            }
        }
    }

    private static OutputStream buffered(Path file) throws IOException {
        return new BufferedOutputStream(PrivateFiles.create(file), 1 << 16);
    }
}
