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
import io.efface.erasure.internal.ledger.record.JsonLine;
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

/** The newest seal of a job in a file, as {@link SealFile} describes. Immutable and thread-safe. */
public final class StoredSeal {
    private static final String FORMAT = "efface-seal-file-1";
    private static final int LONGEST = 4_096;

    private final Path file;

    public StoredSeal(Path file) {
        this.file = file;
    }

    /** What the file holds. */
    private record Stored(String ledger, String job, long number, String sha256) {}

    /** Does what {@link SealFile#check} says. */
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
                                + " of the seal file: it is an older copy, or"
                                + " seals were removed or changed; nothing was sent. Use the newest ledger, or another"
                                + " seal file to accept this one");
            }
            return OptionalLong.of(stored.number());
        });
    }

    /** Does what {@link SealFile#store} says. */
    public void store(LedgerLocation ledger, String job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean isSealed = ledger.read(tx -> {
            Sealer.Last last = Sealer.Last.of(tx, tx.jobs().get(job).number());
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
            Path absolute = target();
            Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            try (FileChannel channel = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PrivateFiles.attributes(fresh, "rw-------"))) {
                Buffer line = new Buffer().write(JsonLine.of(fields)).writeByte('\n');
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

    private Path target() throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path absolute = file.toAbsolutePath();
        return Files.isSymbolicLink(absolute) ? absolute.resolveSibling(Files.readSymbolicLink(absolute)) : absolute;
    }

    private @Nullable Stored read() {
        try {
            if (Files.size(file) > LONGEST) {
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
                "the seal file cannot be read as one: it is one line of JSON that an earlier run stored there; name a new"
                        + " file, or that one",
                cause);
    }

    private static boolean isInChain(Transaction tx, Job job, SealKey key, Stored stored) {
        boolean found = false;
        String previous = Seal.NOTHING;
        long number = 0;
        SealRow last = null;
        try (Cursor<SealRow> seals = tx.seals(job.number()).all()) {
            for (SealRow row = seals.next(); row != null; row = seals.next()) {
                Seal seal = Seal.parse(row.bytes());
                number++;
                if (seal == null || seal.number() != number || !seal.previous().equals(previous)) {
                    return false;
                }
                previous = Seal.hash(row.bytes());
                found |= number == stored.number() && previous.equals(stored.sha256());
                last = row;
            }
        }
        return found && last != null && key.verifies(last.bytes(), last.signature());
    }

    /** Returns nothing of the path, which may be an argument that was mistyped. */
    @Override
    public String toString() {
        return "StoredSeal";
    }
}
