package io.efface.erasure;

import io.efface.erasure.internal.receipts.StoredSeal;
import io.efface.erasure.keys.SealKey;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A file outside the ledger that stores the newest seal of a job: one line of JSON with the ledger's id, the job's name, and the seal's
 * number and SHA-256. If a ledger was restored from an old copy, or if its last seals were removed, the ledger lacks this seal. Immutable
 * and thread-safe. Two commands must not use the same file at the same time.
 */
public final class SealFile {
    private final StoredSeal seal;

    private SealFile(Path file) {
        this.seal = new StoredSeal(file);
    }

    /**
     * Returns an instance for a file.
     *
     * @param file the path of the file, which need not exist
     */
    public static SealFile at(Path file) {
        return new SealFile(Objects.requireNonNull(file, "file"));
    }

    /**
     * Checks that the job's chain of seals contains the seal in the file, and that the last seal of the chain has a valid signature. Does
     * not read events and rows.
     *
     * @param key the public key of the seals
     * @param ledger the ledger
     * @param job the job's name
     * @return the number of the seal in the file; empty if the file does not exist
     * @throws ErasureException of reason {@code INPUT} if the file cannot be read, contains no seal, or contains the seal of another ledger
     *     or job
     * @throws ErasureException of reason {@code NOT_CONFIRMED} if the ledger lacks the seal, or if the chain of seals or the signature of
     *     the last seal is wrong
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public OptionalLong check(SealKey key, LedgerAddress ledger, String job) {
        return seal.check(key, ledger.location(), job);
    }

    /** Does the same as {@code check} above, for a ledger in a file. */
    public OptionalLong check(SealKey key, Path ledger, String job) {
        return check(key, LedgerAddress.of(ledger), job);
    }

    /**
     * Stores the newest seal of a job in the file, atomically. If the file is missing, creates a file that only its owner can access. Does
     * nothing if the job has no seal. If the path is a symbolic link, the link stays, and the file to which it leads is replaced.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @throws ErasureException of reason {@code INPUT} if the file cannot be written
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public void store(LedgerAddress ledger, String job) {
        seal.store(ledger.location(), job);
    }

    /** Does the same as {@code store} above, for a ledger in a file. */
    public void store(Path ledger, String job) {
        store(LedgerAddress.of(ledger), job);
    }

    /** Returns the class name without the path, because someone may have typed a secret or an id in place of the path. */
    @Override
    public String toString() {
        return "SealFile";
    }
}
