package io.efface.erasure.internal.ledger.record;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.keys.JobCipher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that planning adds.
 *
 * @param id the row's number, from 1 in the order of the list
 * @param line the line of the list from which the row comes
 * @param account the account's number, or null if the account is unknown
 * @param problem the problem for which the row is refused; for a row that is not refused, its mark, or null if it has none
 * @param problemColumn the column with the problem of a refused row, or null
 * @param subject the subject's id, or null if it is unknown
 * @param person the person's id, or null for a refused row
 * @param faces the faces to delete; empty for a deletion of the whole person
 * @param detached the faces of the person that an earlier job detached
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

    /**
     * An id in the form that the ledger stores.
     *
     * @param hash the keyed hash of the id
     * @param hidden the encrypted id
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    public record Id(byte[] hash, byte[] hidden) {
        /**
         * Hashes and encrypts an id of a row.
         *
         * @param row the number of the row
         * @param part which id of the row this is, as in {@link JobCipher#encrypt}
         */
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
