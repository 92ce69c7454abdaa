package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.keys.JobCipher;
import java.util.Arrays;

/**
 * The encrypted ids of a row.
 *
 * @param id the row's number
 * @param line the line of the list from which the row comes
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record RowIds(
        long id, long line, HiddenId hiddenPerson, byte[] personHash, HiddenId hiddenSubject, byte[] subjectHash) {
    /** Returns whether the row names a subject other than the person. */
    public boolean hasSubject() {
        return !Arrays.equals(personHash, subjectHash);
    }

    public String person(JobCipher cipher) {
        return hiddenPerson.text(cipher);
    }

    public String subject(JobCipher cipher) {
        return hiddenSubject.text(cipher);
    }

    /** Contains no id. */
    @Override
    public String toString() {
        return "RowIds[row " + id + ']';
    }
}
