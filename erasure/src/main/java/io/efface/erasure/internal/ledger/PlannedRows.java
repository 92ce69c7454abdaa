package io.efface.erasure.internal.ledger;

import io.efface.Operation;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.RowIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of a job while it is planned, inside a transaction. */
public interface PlannedRows {
    /** Adds rows, before {@link #index}. */
    void addAll(List<NewRow> rows);

    /** Returns the rows after one that are not refused, in order, at most so many. To be called before duplicates are marked. */
    List<RowIds> page(long after, int most);

    /** Returns the faces that a row names, in any order. */
    List<HiddenId> faces(long row);

    /** Refuses a row, and removes its ids, their hashes, and its faces. */
    void refuse(long row, InputProblem problem);

    /** Prepares all rows that were added to be found by person, subject and state, for everything below. */
    void index();

    /** Reads the persons that several rows of one account name, in any order. */
    Cursor<Repeated> repeated();

    /**
     * A person that several rows of one account name.
     *
     * @param first the first of the rows, which becomes the target
     * @param rows how many rows there are
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Repeated(int account, byte[] personHash, long first, long rows) {}

    /** Returns the operations of a person's rows. */
    Set<Operation> operations(Repeated person);

    /** Makes a person's rows after the first one its duplicates; their faces stay with the targets that they have. */
    void markDuplicates(Repeated person);

    /** Makes the first of a person's rows a target for the whole person, and removes the faces of all. */
    void deleteWholePerson(Repeated person);

    /** Gives the faces of all of a person's rows to the first row as their target; of equal ones, the first by row and number stays. */
    void uniteFaces(Repeated person);

    /** Returns the line of the list that a row comes from, or 0 if there is no such row. */
    long line(long row);

    /** Counts the faces of an account's pending targets, and the calls that delete them if each takes at most so many. */
    FaceCount countFaces(int account, int facesPerCall);

    /** How many faces there are, and in how many calls. */
    record FaceCount(long faces, long calls) {}

    /** Reads the numbers of an account's pending targets, in order. */
    Cursor<Long> targets(int account);

    /** Returns the person that a row names, or empty if there is no such row. */
    Optional<HiddenId> person(long row);
}
