package io.efface.erasure.internal.receipts;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.SealFile;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JsonEncoder;
import io.efface.erasure.internal.ledger.record.SealRow;
import io.efface.erasure.keys.PrivateFiles;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Implements {@link SealFile}: a file with the number and the hash of a job's newest seal. Immutable and thread-safe. */
public final class StoredSeal {
    private static final String FORMAT = "efface-seal-file-1";
    private static final int MAX_FILE_SIZE = 4_096;

    private final Path file;

    public StoredSeal(Path file) {
        this.file = file;
    }

    /**
     * The content of the file.
     *
     * @param ledger the id of the ledger
     * @param job the job's name
     * @param number the number of the seal
     * @param sha256 the hash of the seal in hex
     */
    private record Stored(String ledger, String job, long number, String sha256) {}

    /** Implements {@link SealFile#check}. */
    public OptionalLong check(SealKey key, LedgerLocation ledger, String job) {
        Stored stored = read();
        if (stored == null) {
            return OptionalLong.empty();
        }
        return ledger.read(tx -> {
            Job found = tx.jobs().get(job);
            if (!stored.ledger().equals(tx.jobs().ledgerId()) || !stored.job().equals(found.name())) {
                throw new ErasureException(
                        Reason.INPUT,
                        "the seal file is about the job '" + stored.job() + "' of the ledger " + stored.ledger()
                                + ", and not about the job '" + found.name() + "' of the ledger "
                                + tx.jobs().ledgerId());
            }
            if (!isInChain(tx, found, key, stored)) {
                throw new ErasureException(
                        Reason.NOT_CONFIRMED,
                        "the ledger does not have seal " + stored.number()
                                + " of the seal file: the ledger is an older copy, or its"
                                + " seals were removed or changed; nothing was sent. Use the newest ledger, or name another"
                                + " seal file to accept this ledger");
            }
            return OptionalLong.of(stored.number());
        });
    }

    /** Implements {@link SealFile#store}. */
    public void store(LedgerLocation ledger, String job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean isSealed = ledger.read(tx -> {
            Sealer.LastSeal last = Sealer.LastSeal.of(tx, tx.jobs().get(job).number());
            if (last.number() == 0) {
                return false;
            }
            fields.put("format", FORMAT);
            fields.put("ledger", tx.jobs().ledgerId());
            fields.put("job", job);
            fields.put("number", last.number());
            fields.put("sha256", last.hash());
            return true;
        });
        if (!isSealed) {
            return;
        }
        try {
            Path absolute = resolvedFile();
            Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            try (FileChannel channel = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PrivateFiles.attributes(fresh, "rw-------"))) {
                Buffer line = new Buffer().write(JsonEncoder.of(fields)).writeByte('\n');
                channel.write(ByteBuffer.wrap(line.readByteArray()));
                channel.force(true);
            }
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the seal file cannot be written (" + e.getClass().getSimpleName()
                            + "); the job itself is not affected: 'efface receipts verify' shows its last seal",
                    e);
        }
    }

    private Path resolvedFile() throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path absolute = file.toAbsolutePath();
        return Files.isSymbolicLink(absolute) ? absolute.resolveSibling(Files.readSymbolicLink(absolute)) : absolute;
    }

    private @Nullable Stored read() {
        try {
            if (Files.size(file) > MAX_FILE_SIZE) {
                throw unusable(null);
            }
            Object value =
                    JsonReader.of(new Buffer().write(Files.readAllBytes(file))).readJsonValue();
            if (!(value instanceof Map<?, ?> map) || !FORMAT.equals(map.get("format"))) {
                throw unusable(null);
            }
            return new Stored(
                    (String) Objects.requireNonNull(map.get("ledger")),
                    (String) Objects.requireNonNull(map.get("job")),
                    ((Double) Objects.requireNonNull(map.get("number"))).longValue(),
                    (String) Objects.requireNonNull(map.get("sha256")));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | JsonDataException | ClassCastException | NullPointerException e) {
            throw unusable(e);
        }
    }

    private static ErasureException unusable(@Nullable Exception cause) {
        return new ErasureException(
                Reason.INPUT,
                "the file is not a seal file: a seal file has one line of JSON, which an earlier run stored; name a seal file"
                        + " or a new file",
                cause);
    }

    private static boolean isInChain(Transaction tx, Job job, SealKey key, Stored stored) {
        boolean hasStored = false;
        String previousHash = Seal.NO_PREVIOUS_HASH;
        long number = 0;
        SealRow lastRow = null;
        try (Cursor<SealRow> seals = tx.seals(job.number()).all()) {
            for (SealRow row = seals.next(); row != null; row = seals.next()) {
                Seal seal = Seal.parse(row.bytes());
                number++;
                if (seal == null || seal.number() != number || !seal.previous().equals(previousHash)) {
                    return false;
                }
                previousHash = Seal.hash(row.bytes());
                hasStored |= number == stored.number() && previousHash.equals(stored.sha256());
                lastRow = row;
            }
        }
        return hasStored && lastRow != null && key.verifies(lastRow.bytes(), lastRow.signature());
    }

    /** Returns a text without the path, because someone may have typed a personal value in place of the path. */
    @Override
    public String toString() {
        return "StoredSeal";
    }
}
