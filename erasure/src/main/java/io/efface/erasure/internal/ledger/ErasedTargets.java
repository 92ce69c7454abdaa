package io.efface.erasure.internal.ledger;

import io.efface.Operation;
import io.efface.erasure.internal.ledger.record.HiddenId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The targets of a job that are in the state {@code DONE}, inside a transaction. */
public interface ErasedTargets {
    /**
     * Checks the types of all cells of the job's rows, faces and detached faces that the methods of this interface read. A cell of a wrong
     * type could hide a target or a hold.
     *
     * @throws io.efface.erasure.ErasureException of reason {@code LEDGER_UNREADABLE} if a cell has a wrong type. The message names the cell
     */
    void requireReadable();

    /**
     * Returns a page of erased targets, sorted by number.
     *
     * @param accounts the numbers of the accounts whose targets are returned
     * @param since the earliest time of the outcome, or null to return the targets of any time
     * @param after the number after which the page begins
     * @param limit the maximum number of targets
     */
    List<Target> page(Set<Integer> accounts, @Nullable Instant since, long after, int limit);

    /**
     * An erased target.
     *
     * @param id the number of the target's row
     * @param line the line of the list from which the row comes
     * @param account the account's number
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record Target(long id, long line, int account, Operation operation, HiddenId person, byte[] personHash) {}

    /** Reads the row of a target and the rows of its duplicates, sorted by number. */
    Cursor<TargetRow> rows(long target);

    /**
     * The row of a target, or a duplicate of it.
     *
     * @param id the row's number
     * @param line the line of the list from which the row comes
     */
    record TargetRow(long id, long line, HiddenId subject) {}

    /** Returns the planned faces of a target, sorted by row and number. */
    List<HiddenId> faces(long target);
}
