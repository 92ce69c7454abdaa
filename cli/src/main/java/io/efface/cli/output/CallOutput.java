package io.efface.cli.output;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes the outcome of each call to standard output as soon as the outcome is known. The output contains ids. */
public interface CallOutput {
    /** Reports that a person was deleted or was already absent. */
    void deleted(String account, DeletePersonResult result);

    /** Reports the outcomes of faces. */
    void deleted(String account, DeleteFacesResult result);

    /** Reports the result of a read: the faces of the person, or that the person is absent. */
    void found(String account, PersonId person, FindPersonResult found);

    /** Reports a failed call, with its detached faces and the outcomes that were known before the failure. */
    void failed(String account, Operation operation, PersonId person, FaceException failure);

    /** Returns the requested faces that a deletion detached from the person and did not delete. */
    static Set<FaceId> detachedFaces(DeleteFacesResult result) {
        Set<FaceId> remaining = new LinkedHashSet<>();
        result.faces().forEach((id, face) -> {
            if (!face.outcome().isGone() && result.trace().detachedFaces().contains(id)) {
                remaining.add(id);
            }
        });
        return remaining;
    }
}
