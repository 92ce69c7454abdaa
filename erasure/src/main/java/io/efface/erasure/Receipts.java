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
 * Checks and hands out the receipts of a job: events of what was done, under seals that are chained and signed. Everything here reads
 * only, needs no lock and no secret key, and may run while the job does. Thread-safe.
 */
public final class Receipts {
    private Receipts() {}

    /**
     * Checks a job's receipts in a ledger, and whether the ledger's rows say what they say: state, outcome, evidence and all that a
     * report says of each target and face, the plan, and the totals of a final seal.
     *
     * @param key what the seals must be signed with
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static ReceiptsCheck verify(SealKey key, Path ledger, String job) {
        return RowsVerifier.check(key, null, Ledger.at(ledger), job);
    }

    /**
     * Checks a job's receipts as {@link #verify(SealKey, Path, String)} does, and also whether the job wrote the events that no seal
     * covers yet, by their HMACs. If the key is not the job's, the answer says that they are not authenticated.
     *
     * @param key what the seals must be signed with
     * @param mac what the events after the last seal must be authenticated with
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static ReceiptsCheck verify(SealKey key, MacKey mac, Path ledger, String job) {
        return RowsVerifier.check(key, mac, Ledger.at(ledger), job);
    }

    /**
     * Checks receipts in a folder that {@link #export} made, and whether their events come to the totals of the final seal. Whether they are those of the job in question is for the caller to see:
     * {@link ReceiptsCheck#ledger()}, {@link ReceiptsCheck#job()} and {@link ReceiptsCheck#digest()} tell.
     *
     * @param key what the seals must be signed with; not the one that lies in the folder, unless it is known from elsewhere
     * @throws ErasureException of reason {@code INPUT} if the folder does not hold the files of an export
     */
    public static ReceiptsCheck verify(SealKey key, Path folder) {
        return FolderReceipts.check(key, folder);
    }

    /**
     * Restores the rows of a job from its events, where they are not what the events say, and records that as {@code OVERRIDDEN}. Encrypted
     * ids, hashes and rows that were removed are not in the events: what still differs then is in the answer. Cells of a wrong type are
     * emptied first if the events hold their values, or if no receipt covers them and the job can do without. What it restores is left
     * alone by runs for two minutes, because a request may still arrive.
     *
     * @param ledger taken for this process
     * @param keys the job's keys, which seal the record
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the receipts are broken, or the hold list is not the one that was recorded:
     *     nothing is changed then; {@code LEDGER_UNREADABLE} if a cell is of a wrong type and no event holds its value;
     *     {@code WRONG_STATE} if the job is being run; {@code EVENT_FORGED} if an event that no seal covers is not the job's, {@code OLD_TAIL} if it is an older
     *     version's; {@code NO_SUCH_JOB}, and the reasons of the keys
     */
    public static RepairSummary repair(Ledger ledger, KeyFolder keys, Clock clock, String job) {
        return RowsRepair.repair(ledger.store(), keys, clock, job);
    }

    /**
     * Writes a job's receipts into files that other tools can check: {@code events.ndjson} and {@code seals.ndjson}, one a line,
     * {@code signatures.base64}, a line for each seal, and {@code public.pem}. They are for their owner alone. The job may go on
     * meanwhile: what is written is one moment of it.
     *
     * @param key the job's own, which goes along
     * @param ledger the ledger's file
     * @param job the job's name
     * @param folder a new or empty one
     * @throws ErasureException of reason {@code KEYS_DIFFER} if the key is not the job's, {@code INPUT} if the folder is neither new nor
     *     empty or cannot be written, or if the ledger cannot be read
     */
    public static void export(SealKey key, Path ledger, String job, Path folder) {
        ReceiptsExport.export(key, Ledger.at(ledger), job, folder);
    }
}
