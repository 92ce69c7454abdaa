package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an account gives the same error of unknown effect to every deletion, so that the error concerns the account. All errors
 * of an account that cannot be reached count as the same. Not thread-safe: the account's worker holds its lock.
 */
final class CommonError {
    private @Nullable FaceException first;
    private boolean others;

    /** Records that the account accepted a deletion, in this run or in an earlier one of the job. */
    void accepted() {
        others = true;
    }

    /**
     * Records a deletion of unknown effect. An error of this process, such as that of an open breaker, is ignored.
     *
     * @param error the answer, or null if it concerns its target
     */
    void effectUnknown(@Nullable FaceException error) {
        FaceException known = first;
        if (error == null) {
            others = true;
        } else if (error.origin() == Origin.LOCAL) {
            return;
        } else if (known == null) {
            first = error;
        } else if (!isSame(known, error)) {
            others = true;
        }
    }

    private static boolean isSame(FaceException one, FaceException other) {
        boolean bothOutages = AccountPauses.isOutage(one.kind()) && AccountPauses.isOutage(other.kind());
        return bothOutages
                || (one.kind() == other.kind()
                        && one.vendorCode().equals(other.vendorCode())
                        && one.httpStatus().equals(other.httpStatus()));
    }

    /** Returns the error that every deletion got so far, if it is the same. */
    Optional<FaceException> get() {
        return others ? Optional.empty() : Optional.ofNullable(first);
    }
}
