package io.efface.erasure;

/**
 * The result of a repair. Immutable and thread-safe; contains no ids.
 *
 * @param job the job's name
 * @param differences the number of differences between the rows and the receipts before the repair
 * @param restored the number of restored rows
 * @param cells the number of cells that had a value of a wrong type and were emptied
 * @param left the differences that remain because the repair cannot restore the values: removed rows, changed hashes and changed accounts
 */
public record RepairSummary(String job, long differences, long restored, long cells, RowsCheck left) {
    /** Returns whether the rows now agree with the receipts. */
    public boolean isWhole() {
        return left.agrees();
    }
}
