package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether every deletion of an account gets the same error of unknown effect. Such an error concerns the account and not the
 * targets. All errors of an account that cannot be reached count as the same error. Not thread-safe: the worker of the account calls the
 * methods under a lock.
 */
final class CommonError {
    private @Nullable FaceException first;
    private boolean hasDifferentResults;

    /** Records that the account accepted a deletion, in this run or in an earlier run of the job. */
    void accepted() {
        hasDifferentResults = true;
    }

    /**
     * Records a deletion of unknown effect. Errors of this process, such as those of an open breaker, are ignored.
     *
     * @param error the error; null if the error concerns the target alone
     */
    void effectUnknown(@Nullable FaceException error) {
        FaceException known = first;
        if (error == null) {
            hasDifferentResults = true;
        } else if (error.origin() == Origin.LOCAL) {
            return;
        } else if (known == null) {
            first = error;
        } else if (!isSame(known, error)) {
            hasDifferentResults = true;
        }
    }

    private static boolean isSame(FaceException a, FaceException b) {
        boolean bothOutages = AccountPauses.isOutage(a.kind()) && AccountPauses.isOutage(b.kind());
        return bothOutages
                || (a.kind() == b.kind()
                        && a.vendorCode().equals(b.vendorCode())
                        && a.httpStatus().equals(b.httpStatus()));
    }

    /** Returns the error that every deletion got so far, or empty if the results differ. */
    Optional<FaceException> get() {
        return hasDifferentResults ? Optional.empty() : Optional.ofNullable(first);
    }
}
