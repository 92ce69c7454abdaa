package io.efface.cli.output;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;

/** Writes outcomes to standard output one at a time, as they become known, with ids. */
public interface CallReport {
    /** Reports a deleted, or already absent, person. */
    void deleted(String account, DeletePersonResult result);

    /** Reports the outcomes of faces. */
    void deleted(String account, DeleteFacesResult result);

    /** Reports a person read back, or that there is none. */
    void found(String account, PersonId person, FindPersonResult found);

    /** Reports a call that failed, with the outcomes known before. */
    void failed(String account, Operation operation, PersonId person, FaceException failure);
}
