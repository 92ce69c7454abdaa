package io.efface.erasure.internal.ledger;

import io.efface.Operation;
import io.efface.erasure.internal.ledger.record.HiddenId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The targets of a job that are settled as deleted, inside a transaction. */
public interface ErasedTargets {
    /**
     * Returns the targets after one, in order, at most so many.
     *
     * @param accounts the numbers of the accounts in question
     * @param since when they were settled at the earliest, or null
     */
    List<Target> page(Set<Integer> accounts, @Nullable Instant since, long after, int most);

    /**
     * A target.
     *
     * @param line the line of the list that it comes from
     * @param account the account's number
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Target(long id, long line, int account, Operation operation, HiddenId person, byte[] personHash) {}

    /** Reads the row of a target and those of its duplicates, in order. */
    Cursor<TargetRow> rows(long target);

    /**
     * A row of a target.
     *
     * @param line the line of the list that it comes from
     */
    record TargetRow(long id, long line, HiddenId subject) {}

    /** Returns the faces that a target was planned with, in order. */
    List<HiddenId> faces(long target);
}
