package io.efface.erasure;

import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.sqlite.SqliteLocation;
import io.efface.erasure.internal.receipts.JobReceipts;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The ledger: one file that holds jobs, their targets, and the receipts of what was done. It is an SQLite database in which a commit
 * is on disk before it counts (write-ahead log, {@code synchronous = FULL}), on a local disk, readable by its owner alone, and worked
 * on by one process at a time. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    private final Path file;
    private final LedgerStore store;

    Ledger(Path file, LedgerStore store) {
        this.file = file;
        this.store = store;
    }

    /** Returns the location of a ledger. The implementation of ledgers is chosen here, and nowhere else. */
    static LedgerLocation at(Path file) {
        return new SqliteLocation(Objects.requireNonNull(file, "file"));
    }

    /**
     * Opens a ledger for writing and takes it for this process; creates one if the file does not exist. A file that is not a ledger
     * stays unchanged, and no file is created beside it.
     *
     * @param file on a local disk; its folder is made, for its owner alone, if it is missing and the one above is there
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has it, {@code LEDGER_UNSUITABLE} if it cannot be
     *     there, {@code LEDGER_UNREADABLE} if the file is not a ledger, {@code SQLITE_UNAVAILABLE} as {@link SqliteLibrary#load} says
     */
    public static Ledger open(Path file) {
        return new Ledger(file, at(file).open());
    }

    /**
     * Checks that keys which are missing in a folder may be made for a ledger: {@code mac.key} is there, or the ledger has no events that it
     * authenticates, or does not exist. Changes nothing.
     *
     * @param file the ledger's file, whether it exists or not
     * @param keyFolder the key folder, whether it exists or not
     * @throws ErasureException of reason {@code KEYS_MISSING} if not; {@code LEDGER_UNREADABLE} if the file is not a ledger
     */
    public static void checkMacKey(Path file, Path keyFolder) {
        JobReceipts.checkMacKey(at(file), keyFolder);
    }

    /**
     * Returns the id of a ledger. Reads only, and needs no lock.
     *
     * @param file the ledger's file
     * @throws ErasureException if it cannot be read, or is not a ledger
     */
    public static String idOf(Path file) {
        return at(file).read(snapshot -> snapshot.jobs().ledgerId());
    }

    /** Returns the ledger's id, which its keys are filed under. */
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

    /** Commits the changes that were submitted, and releases the file for other processes. Calling it again does nothing. */
    @Override
    public void close() {
        store.close();
    }
}
