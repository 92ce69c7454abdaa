package io.efface.interceptor;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceOutcome;
import io.efface.FindPersonResult;
import io.efface.PersonOutcome;
import java.util.Locale;

/** A call's outcome in one word. Constants are only ever added. */
public enum CallOutcome {
    /** The person is gone, or every requested face is, and at least one face by this call. */
    DELETED,
    /** The person, or every requested face, was not there. */
    ALREADY_ABSENT,
    /** The call returned, and not every requested face is gone. */
    INCOMPLETE,
    /** A read found the person. */
    PRESENT,
    /** A read positively did not find the person. */
    ABSENT,
    /** The call failed with a {@link io.efface.FaceException}. */
    FAILED,
    /** The request succeeded, and the operation needs another one; an outcome of requests only. */
    CONTINUED;

    /** Returns the constant's name in lower case: the one spelling used in logs and tags. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the word for a person's deletion. */
    public static CallOutcome of(DeletePersonResult result) {
        return result.outcome() == PersonOutcome.DELETED ? DELETED : ALREADY_ABSENT;
    }

    /** Returns the word for a read. */
    public static CallOutcome of(FindPersonResult result) {
        return result.isPresent() ? PRESENT : ABSENT;
    }

    /** Returns the word for faces. */
    public static CallOutcome of(DeleteFacesResult result) {
        if (!result.isComplete()) {
            return INCOMPLETE;
        }
        return result.facesWith(FaceOutcome.DELETED).isEmpty() ? ALREADY_ABSENT : DELETED;
    }
}
