package io.efface.erasure.internal.ledger;

import io.efface.Operation;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.RowIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of a job during planning, inside a transaction. */
public interface PlannedRows {
    /** Adds rows. All rows must be added before the call of {@link #finishAdding}. */
    void addAll(List<NewRow> rows);

    /**
     * Returns a page of rows that are not refused, sorted by number. Duplicates must not be marked yet.
     *
     * @param after the number after which the page begins
     * @param limit the maximum number of rows
     */
    List<RowIds> page(long after, int limit);

    /** Returns the faces that a row names, in any order. */
    List<HiddenId> faces(long row);

    /**
     * Refuses a row, and removes its person, its faces, and their hashes.
     *
     * @param keepSubject whether the row keeps its subject; otherwise the subject and its hash are removed, too
     */
    void refuse(long row, InputProblem problem, boolean keepSubject);

    /**
     * Prepares the rows for the methods below and for {@link HoldList#hold}, for example by creating an index by person. All ids of the
     * hold list must be added before this call.
     */
    void finishAdding();

    /** Prepares the rows for runs and reports, for example by creating an index by state. All rows must be marked before this call. */
    void finishMarking();

    /** Reads the persons that several rows of one account name, in any order. */
    Cursor<Repeated> repeated();

    /**
     * A person that several rows of one account name.
     *
     * @param account the account's number
     * @param personHash the keyed hash of the person's id
     * @param first the number of the person's first row, which becomes the target
     * @param rows the number of the person's rows
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record Repeated(int account, byte[] personHash, long first, long rows) {}

    /** Returns the operations of a person's rows. */
    Set<Operation> operations(Repeated person);

    /** Marks all rows of a person except the first row as duplicates of the first row. The targets of faces do not change. */
    void markDuplicates(Repeated person);

    /** Changes the first row of a person to a deletion of the whole person, and removes the faces of all rows of the person. */
    void deleteWholePerson(Repeated person);

    /**
     * Makes the first row of a person the target of the faces of all rows of the person. If a face occurs several times, only its first
     * occurrence by row and number stays.
     */
    void uniteFaces(Repeated person);

    /** Returns the line of the list from which a row comes, or 0 if the row does not exist. */
    long line(long row);

    /**
     * Counts the faces of an account's pending targets, and the calls that delete these faces.
     *
     * @param facesPerCall the maximum number of faces in one call
     */
    FaceCount countFaces(int account, int facesPerCall);

    /**
     * The faces of an account's pending targets.
     *
     * @param faces the number of faces
     * @param calls the number of calls that delete these faces
     */
    record FaceCount(long faces, long calls) {}

    /** Reads the numbers of an account's pending targets in ascending order. */
    Cursor<Long> targets(int account);

    /** Returns the person that a row names, or empty if the row does not exist. */
    Optional<HiddenId> person(long row);
}
