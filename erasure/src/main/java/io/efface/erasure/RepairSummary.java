package io.efface.erasure;

/**
 * What a repair restored. Immutable and thread-safe; holds no id.
 *
 * @param job the name of the job
 * @param differences how many differences there were between the rows and the receipts
 * @param restored how many rows were restored
 * @param cells how many cells held a value of the wrong type and were emptied before, in rows and beside them
 * @param left what still differs, because the receipts do not hold it: rows that were removed, changed hashes, changed accounts
 */
public record RepairSummary(String job, long differences, long restored, long cells, RowsCheck left) {
    /** Returns whether the rows are what the receipts say now. */
    public boolean isWhole() {
        return left.agrees();
    }
}
