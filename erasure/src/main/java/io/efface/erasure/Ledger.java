package io.efface.erasure;

import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.receipts.JobReceipts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A ledger, which contains jobs, their targets, and the receipts of all deletions. A transaction is on disk when its commit returns.
 * Thread-safe.
 *
 * <p>A ledger in a file is an SQLite database on a local disk (write-ahead log, {@code synchronous = FULL}). Only its owner can read it,
 * and only one process at a time runs jobs in it. A ledger in a PostgreSQL database can be opened by several processes ({@code
 * synchronous_commit = on}); one process at a time runs a job.
 */
public final class Ledger implements AutoCloseable {
    private final LedgerAddress address;
    private final LedgerStore store;

    Ledger(LedgerAddress address, LedgerStore store) {
        this.address = address;
        this.store = store;
    }

    /** Returns the location of a ledger in a file. */
    static LedgerLocation at(Path file) {
        return LedgerAddress.of(file).location();
    }

    /**
     * Opens a ledger for writing, and creates the ledger if it does not exist. A ledger in a file is locked for this process. If the file
     * is not a ledger, it stays unchanged, and no other file is created.
     *
     * @param address the address of the ledger. If the folder of a file is missing and the folder above it exists, the method creates the
     *     missing folder, which only its owner can access
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has opened the file
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the location is not suitable for a ledger, for example a network file
     *     system, or a PostgreSQL server with {@code fsync = off} or before version 14
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the file is not a ledger, if the ledger has another version or is
     *     damaged, or if the database cannot be reached
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger cannot be created because the disk is full or fails
     * @throws ErasureException of reason {@code SQLITE_UNAVAILABLE} as {@link SqliteLibrary#load} does
     */
    public static Ledger open(LedgerAddress address) {
        return new Ledger(address, address.location().open());
    }

    /** Opens a ledger in a file as {@link #open(LedgerAddress)} does. */
    public static Ledger open(Path file) {
        return open(LedgerAddress.of(file));
    }

    /**
     * Checks that a new {@code mac.key} may be created for a ledger. A missing key must not be replaced if the ledger has events with HMACs
     * of this key. The check succeeds if {@code mac.key} exists, if the ledger has no event with an HMAC, or if the ledger does not exist.
     * Changes nothing.
     *
     * @param ledger the ledger, which need not exist
     * @param keyFolder the key folder, which need not exist
     * @throws ErasureException of reason {@code KEYS_MISSING} if {@code mac.key} is missing and the ledger has events with HMACs of this
     *     key
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the ledger cannot be read
     */
    public static void checkMacKey(LedgerAddress ledger, Path keyFolder) {
        JobReceipts.checkMacKey(ledger.location(), keyFolder);
    }

    /** Does the same as {@link #checkMacKey(LedgerAddress, Path)}, for a ledger in a file. */
    public static void checkMacKey(Path file, Path keyFolder) {
        checkMacKey(LedgerAddress.of(file), keyFolder);
    }

    /**
     * Returns the id of a ledger. Only reads the ledger, and needs no lock.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of this class if the ledger cannot be read or does not
     *     exist
     */
    public static String idOf(LedgerAddress ledger) {
        return ledger.location().read(snapshot -> snapshot.jobs().ledgerId());
    }

    /** Does the same as {@link #idOf(LedgerAddress)}, for a ledger in a file. */
    public static String idOf(Path file) {
        return idOf(LedgerAddress.of(file));
    }

    /** Returns the ledger's id. In the key folder, the file names of the ledger's data keys contain this id. */
    public String id() {
        return store.id();
    }

    /**
     * Stops the detached run of a job, which {@link Erasure#detach} recorded. Within seconds, the workers begin no further call. Does nothing
     * if the job has no detached run, or if this run is finished.
     *
     * @return whether workers were carrying out a detached run of the job
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     */
    public boolean stopDetached(String job) {
        return DetachedRuns.stop(store, job);
    }

    /**
     * Returns the workers that may have calls of a job's detached run in progress, each with the time at which its last lease ends if the
     * worker does not renew the lease. This includes workers that have died. The clock of the database decides whether a lease has ended.
     * After {@link #stopDetached}, the result is empty when all calls have ended.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     */
    public Map<String, Instant> detachedLeases(String job) {
        return DetachedRuns.leases(store, job);
    }

    /**
     * Returns whether workers carry out a detached run of any job.
     *
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger cannot be read; {@code LEDGER_UNREADABLE} if no such run is found,
     *     and a later version of Efface has recorded a run that this version cannot read
     */
    public boolean hasDetachedWork() {
        return DetachedRuns.hasOpen(store);
    }

    /** Returns the ledger's address. */
    public LedgerAddress address() {
        return address;
    }

    /**
     * Returns the ledger's file.
     *
     * @throws IllegalStateException if the ledger is in a database
     */
    public Path file() {
        return address.file().orElseThrow(() -> new IllegalStateException("the ledger is in a database"));
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
