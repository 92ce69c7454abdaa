package io.efface.erasure;

import io.efface.erasure.internal.receipts.FolderReceipts;
import io.efface.erasure.internal.receipts.ReceiptsExport;
import io.efface.erasure.internal.receipts.RowsRepair;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Verifies, repairs and exports the receipts of a job. Receipts are events that record what was done, and signed seals that cover the
 * events and form a chain. The methods {@code verify} and {@code export} only read the ledger. They need no lock and no secret key, and can
 * run at the same time as the job. Thread-safe.
 */
public final class Receipts {
    private Receipts() {}

    /**
     * Verifies the receipts of a job in a ledger, and compares the ledger's rows with the receipts. The comparison covers the plan, all
     * reported values of each target and face such as state, outcome and evidence, and the totals of a final seal.
     *
     * @param key the public key of the seals
     * @param ledger the ledger
     * @param job the job's name
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     * @throws ErasureException of reason {@code TEMPORARY_FILES} if a temporary file for the check cannot be written or read
     */
    public static ReceiptsCheck verify(SealKey key, LedgerAddress ledger, String job) {
        return RowsVerifier.check(key, null, ledger.location(), job);
    }

    /** Does the same as {@code verify} above, for a ledger in a file. */
    public static ReceiptsCheck verify(SealKey key, Path ledger, String job) {
        return verify(key, LedgerAddress.of(ledger), job);
    }

    /**
     * Verifies the receipts of a job as {@link #verify(SealKey, Path, String)} does. Also checks, by the HMACs of the events that no seal
     * covers yet, whether the job wrote these events. If {@code mac} is not the key of the job, the result reports these events as not
     * authenticated.
     *
     * @param key the public key of the seals
     * @param mac the key of the HMACs of the events after the last seal
     * @param ledger the ledger
     * @param job the job's name
     * @throws ErasureException as {@link #verify(SealKey, Path, String)} does
     */
    public static ReceiptsCheck verify(SealKey key, MacKey mac, LedgerAddress ledger, String job) {
        return RowsVerifier.check(key, mac, ledger.location(), job);
    }

    /** Does the same as {@code verify} above, for a ledger in a file. */
    public static ReceiptsCheck verify(SealKey key, MacKey mac, Path ledger, String job) {
        return verify(key, mac, LedgerAddress.of(ledger), job);
    }

    /**
     * Verifies receipts in a folder that {@link #export} wrote, and compares the events with the totals of the final seal. The caller has
     * to check that the receipts belong to the expected job: {@link ReceiptsCheck#ledger()}, {@link ReceiptsCheck#job()} and {@link
     * ReceiptsCheck#digest()} identify the job.
     *
     * @param key the public key of the seals. Use the key from the folder only if another source confirms this key
     * @param folder the folder with the exported files
     * @throws ErasureException of reason {@code INPUT} if the files of an export are missing or cannot be read
     * @throws ErasureException of reason {@code TEMPORARY_FILES} if a temporary file for the check cannot be written or read
     */
    public static ReceiptsCheck verify(SealKey key, Path folder) {
        return FolderReceipts.check(key, folder);
    }

    /**
     * Restores the rows of a job that differ from its events, and records the repair in an event {@code OVERRIDDEN}. The repair does not
     * restore encrypted ids, hashes, accounts or removed rows. Differences in these values remain, and the result reports them. The repair
     * first empties each cell whose value has a wrong type, if one of two conditions is true: the events contain the right value, or the
     * job does not need the value and no receipt covers the cell. Runs do not process the restored targets for two minutes, because an
     * earlier request for them may still reach the vendor.
     *
     * @param ledger the ledger, opened by this process
     * @param keys the key folder with the job's keys. Its signing key signs the seal that covers the new event
     * @param clock the clock that determines the time of the new event
     * @param job the job's name
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the receipts are broken, or if the hold list differs from the recorded hold
     *     list. In these cases, nothing is changed
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a cell has a value of a wrong type that cannot be emptied or
     *     restored. In this case, nothing is changed
     * @throws ErasureException of reason {@code WRONG_STATE} if the job is being run or verified
     * @throws ErasureException of reason {@code EVENT_FORGED} if an event that no seal covers was not written by the job
     * @throws ErasureException of reason {@code OLD_TAIL} if an event that no seal covers was written by an older version of Efface
     * @throws ErasureException of reason {@code TEMPORARY_FILES} if a temporary file for the check cannot be written or read
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of the reasons of {@link KeyFolder}
     */
    public static RepairSummary repair(Ledger ledger, KeyFolder keys, Clock clock, String job) {
        return RowsRepair.repair(ledger.store(), keys, clock, job);
    }

    /**
     * Writes a job's receipts to files that other tools can check: {@code events.ndjson} and {@code seals.ndjson} with one event or seal
     * per line, {@code signatures.base64} with one signature per line, and {@code public.pem} with the public key. Only the owner can read
     * the files. The job can run at the same time; the files show the state of one moment.
     *
     * @param key the public key of the job's seals, which is written to {@code public.pem}
     * @param ledger the ledger
     * @param job the job's name
     * @param folder the folder for the files, which must be empty or missing
     * @throws ErasureException of reason {@code KEYS_DIFFER} if the key is not the job's key
     * @throws ErasureException of reason {@code INPUT} if the folder is not empty or cannot be written
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static void export(SealKey key, LedgerAddress ledger, String job, Path folder) {
        ReceiptsExport.export(key, ledger.location(), job, folder);
    }

    /** Does the same as {@code export} above, for a ledger in a file. */
    public static void export(SealKey key, Path ledger, String job, Path folder) {
        export(key, LedgerAddress.of(ledger), job, folder);
    }
}
