package io.efface.erasure;

import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.sqlite.SqliteLocation;
import io.efface.erasure.internal.receipts.JobReceipts;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A ledger: one file that contains jobs, their targets, and the receipts of all deletions. The file is an SQLite database on a local disk.
 * Only its owner can read it, and only one process at a time runs jobs in it. A transaction is on disk when its commit returns (write-ahead
 * log, {@code synchronous = FULL}). Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    private final Path file;
    private final LedgerStore store;

    Ledger(Path file, LedgerStore store) {
        this.file = file;
        this.store = store;
    }

    /** Returns the location of a ledger. Only this method chooses the implementation of ledgers. */
    static LedgerLocation at(Path file) {
        return new SqliteLocation(Objects.requireNonNull(file, "file"));
    }

    /**
     * Opens a ledger for writing and locks it for this process; creates the ledger if the file does not exist. If the file is not a ledger,
     * it stays unchanged, and no other file is created.
     *
     * @param file the ledger's file, on a local disk. If the file's folder is missing and the folder above it exists, the method creates
     *     the file's folder, which only its owner can access
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has opened the ledger
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the location is not suitable for a ledger, for example a network file
     *     system
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the file is not a ledger, has another version, or is damaged
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger cannot be created because the disk is full or fails
     * @throws ErasureException of reason {@code SQLITE_UNAVAILABLE} as {@link SqliteLibrary#load} does
     */
    public static Ledger open(Path file) {
        return new Ledger(file, at(file).open());
    }

    /**
     * Checks that a new {@code mac.key} may be created for a ledger. A missing key must not be replaced if the ledger has events with HMACs
     * of this key. The check succeeds if {@code mac.key} exists, if the ledger has no event with an HMAC, or if the ledger does not exist.
     * Changes nothing.
     *
     * @param file the ledger's file, which need not exist
     * @param keyFolder the key folder, which need not exist
     * @throws ErasureException of reason {@code KEYS_MISSING} if {@code mac.key} is missing and the ledger has events with HMACs of this
     *     key
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the file is not a ledger
     */
    public static void checkMacKey(Path file, Path keyFolder) {
        JobReceipts.checkMacKey(at(file), keyFolder);
    }

    /**
     * Returns the id of a ledger. Only reads the file, and needs no lock.
     *
     * @param file the ledger's file
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of this class if the file cannot be read or is not a
     *     ledger
     */
    public static String idOf(Path file) {
        return at(file).read(snapshot -> snapshot.jobs().ledgerId());
    }

    /** Returns the ledger's id. In the key folder, the file names of the ledger's data keys contain this id. */
    public String id() {
        return store.id();
    }

    /** Returns the ledger's file. */
    public Path file() {
        return file;
    }

    LedgerStore store() {
        return store;
    }

    /** Commits the submitted changes, and unlocks the ledger for other processes. A second call does nothing. */
    @Override
    public void close() {
        store.close();
    }
}
