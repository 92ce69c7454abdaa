package io.efface.erasure;

import io.efface.erasure.internal.receipts.StoredSeal;
import io.efface.erasure.keys.SealKey;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A file that keeps the newest seal of a job outside its ledger: one line of JSON with the ledger's id, the job's name, and the number
 * and SHA-256 of the seal. A ledger that was restored from a copy, or whose end was cut off, does not have that seal. Immutable and
 * thread-safe; two commands must not use one file at the same time.
 */
public final class SealFile {
    private final StoredSeal seal;

    private SealFile(Path file) {
        this.seal = new StoredSeal(file);
    }

    /**
     * Names a file.
     *
     * @param file does not have to exist
     */
    public static SealFile at(Path file) {
        return new SealFile(Objects.requireNonNull(file, "file"));
    }

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
        return seal.check(key, Ledger.at(ledger), job);
    }

    /**
     * Replaces the content of the file with the newest seal of a job, atomically; makes the file if it is missing, for its owner alone. A
     * symbolic link stays one: the file that it leads to is replaced.
     *
     * @throws ErasureException of reason {@code INPUT} if the file cannot be written, {@code NO_SUCH_JOB}, or if the ledger cannot be read
     */
    public void store(Path ledger, String job) {
        seal.store(Ledger.at(ledger), job);
    }

    /** Returns nothing of the path, which may be an argument that was mistyped. */
    @Override
    public String toString() {
        return "SealFile";
    }
}
