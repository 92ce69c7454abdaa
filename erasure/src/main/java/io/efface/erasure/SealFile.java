package io.efface.erasure;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A file that keeps the newest seal of a job outside its ledger: one line of JSON with the ledger's id, the job's name, and the number
 * and SHA-256 of the seal. A ledger that was restored from a copy, or whose end was cut off, does not have that seal. Immutable and
 * thread-safe; two commands must not use one file at the same time.
 */
public final class SealFile {
    private static final String FORMAT = "efface-seal-file-1";
    private static final int LONGEST = 4_096;

    private final Path file;

    private SealFile(Path file) {
        this.file = file;
    }

    /**
     * Names a file.
     *
     * @param file does not have to exist
     */
    public static SealFile at(Path file) {
        return new SealFile(Objects.requireNonNull(file, "file"));
    }

    /** What the file holds. */
    private record Stored(String ledger, String job, long number, String sha256) {}

    /**
     * Checks that the seal in the file is part of the job's chain of seals, and that the last seal of the chain is signed. Events and rows
     * are not read.
     *
     * @param key what the seals must be signed with
     * @return the number of the seal in the file, or empty if there is no file yet
     * @throws ErasureException of reason {@code INPUT} if the file cannot be read, does not hold a seal, or holds one of another ledger or
     *     job; {@code NOT_CONFIRMED} if the ledger does not have the seal; {@code NO_SUCH_JOB}, or if the ledger cannot be read
     */
    public OptionalLong check(SealKey key, Path ledger, String job) {
        Stored stored = read();
        if (stored == null) {
            return OptionalLong.empty();
        }
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            Job found = Ledger.job(tx, job);
            if (!stored.ledger().equals(Ledger.id(tx)) || !stored.job().equals(found.name())) {
                throw new ErasureException(
                        Reason.INPUT,
                        "the seal file is about the job '" + stored.job() + "' of the ledger " + stored.ledger()
                                + ", and not about the job '" + found.name() + "' of the ledger " + Ledger.id(tx));
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
        } catch (SQLException e) {
            throw unreadable(ledger, e);
        }
    }

    /**
     * Replaces the content of the file with the newest seal of a job, atomically; makes the file if it is missing, for its owner alone. A
     * symbolic link stays one: the file that it leads to is replaced.
     *
     * @throws ErasureException of reason {@code INPUT} if the file cannot be written, {@code NO_SUCH_JOB}, or if the ledger cannot be read
     */
    public void store(Path ledger, String job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            Sealer.Last last = Sealer.Last.of(tx, Ledger.job(tx, job).tables());
            if (last.number() == 0) {
                return;
            }
            fields.put("format", FORMAT);
            fields.put("ledger", Ledger.id(tx));
            fields.put("job", job);
            fields.put("number", last.number());
            fields.put("sha256", last.hash());
        } catch (SQLException e) {
            throw unreadable(ledger, e);
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

    private static boolean isInChain(Transaction tx, Job job, SealKey key, Stored stored) throws SQLException {
        boolean found = false;
        String previous = Seal.NOTHING;
        long number = 0;
        byte[] bytes = null;
        byte[] signature = null;
        try (ResultSet row = tx.prepare(
                        "SELECT bytes, signature FROM " + job.tables().seals() + " ORDER BY number")
                .executeQuery()) {
            while (row.next()) {
                bytes = row.getBytes(1);
                signature = row.getBytes(2);
                Seal seal = bytes == null ? null : Seal.parse(bytes);
                number++;
                if (seal == null || seal.number() != number || !seal.previous().equals(previous)) {
                    return false;
                }
                previous = Seal.hash(bytes);
                found |= number == stored.number() && previous.equals(stored.sha256());
            }
        }
        return found && bytes != null && signature != null && key.verifies(bytes, signature);
    }

    private static ErasureException unreadable(Path ledger, SQLException e) {
        return SqliteFailure.exception(
                Reason.LEDGER_UNREADABLE, "the ledger " + ledger.toAbsolutePath() + " cannot be read", e);
    }

    /** Returns nothing of the path, which may be an argument that was mistyped. */
    @Override
    public String toString() {
        return "SealFile";
    }
}
