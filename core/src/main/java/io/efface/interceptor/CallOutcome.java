package io.efface.interceptor;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceOutcome;
import io.efface.FindPersonResult;
import io.efface.PersonOutcome;
import java.util.Locale;

/** The outcome of a call or request in one word. Later versions may add constants. */
public enum CallOutcome {
    /** This call deleted the person, or all requested faces are gone and this call deleted at least one of them. */
    DELETED,
    /** The person did not exist, or the person had none of the requested faces. */
    ALREADY_ABSENT,
    /** The call succeeded, but not every requested face is gone. */
    INCOMPLETE,
    /** A read found the person. */
    PRESENT,
    /** In response to a read, the vendor reported that the person does not exist. */
    ABSENT,
    /** The call failed with a {@link io.efface.FaceException}. */
    FAILED,
    /** The request succeeded, and the operation needs another request. Only requests have this outcome. */
    CONTINUED;

    /** Returns the constant's name in lower case, as logs and tags show it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the outcome of the deletion of a person. */
    public static CallOutcome of(DeletePersonResult result) {
        return result.outcome() == PersonOutcome.DELETED ? DELETED : ALREADY_ABSENT;
    }

    /** Returns the outcome of a read. */
    public static CallOutcome of(FindPersonResult result) {
        return result.isPresent() ? PRESENT : ABSENT;
    }

    /** Returns the outcome of the deletion of faces. */
    public static CallOutcome of(DeleteFacesResult result) {
        if (!result.isComplete()) {
            return INCOMPLETE;
        }
        return result.facesWith(FaceOutcome.DELETED).isEmpty() ? ALREADY_ABSENT : DELETED;
    }
}
