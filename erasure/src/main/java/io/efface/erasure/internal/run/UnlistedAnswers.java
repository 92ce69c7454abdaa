package io.efface.erasure.internal.run;

import io.efface.FaceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account answers every deletion with one code that no page of its vendor lists. Such an answer leaves its target's effect
 * unknown; given to everybody, it is about the account. Everything is under the crew's lock.
 */
final class UnlistedAnswers {
    private @Nullable FaceException first;
    private boolean others;

    /** Takes note that the account takes deletions, in this run or in an earlier one of the job. */
    void taken() {
        others = true;
    }

    /**
     * Takes note of a deletion of unknown effect.
     *
     * @param error the answer, if its code is not listed, or null
     */
    void open(@Nullable FaceException error) {
        FaceException known = first;
        if (error == null || (known != null && !known.vendorCode().equals(error.vendorCode()))) {
            others = true;
        } else if (known == null) {
            first = error;
        }
    }

    /** Returns the answer that every deletion got so far, if it is one. */
    Optional<FaceException> only() {
        return others ? Optional.empty() : Optional.ofNullable(first);
    }
}
