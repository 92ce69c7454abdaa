package io.efface.erasure.internal.ledger.record;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.keys.JobCipher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as planning adds it.
 *
 * @param id counts from 1 in the order of the list
 * @param line the line of the list that the row comes from
 * @param account the account's number, or null if it is unknown
 * @param problem why the row is refused, or what is noted of a row that is not, or null
 * @param problemColumn where the problem of a refused row is, or null
 * @param subject null if it is unknown
 * @param person null for a refused row
 * @param faces those to delete; empty for the whole person
 * @param detached faces of the person that an earlier job detached from it
 */
public record NewRow(
        long id,
        long line,
        @Nullable Integer account,
        TargetState state,
        @Nullable ProblemCode problem,
        @Nullable Integer problemColumn,
        Operation operation,
        @Nullable Id subject,
        @Nullable Id person,
        List<Id> faces,
        List<DetachedFace> detached) {

    /** An id as the ledger holds it: its keyed hash and its encrypted form. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Id(byte[] hash, byte[] hidden) {
        /** Encrypts an id for its place. */
        public static Id of(String id, JobCipher cipher, long row, int part) {
            return new Id(cipher.hash(id), cipher.encrypt(id, row, part));
        }
    }

    /** Contains no id. */
    @Override
    public String toString() {
        return "NewRow[" + id + ", " + state + ']';
    }
}
