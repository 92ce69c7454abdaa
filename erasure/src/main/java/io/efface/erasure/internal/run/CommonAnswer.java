package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The error that an account gives to every deletion, as long as it gives one and the same to all; all ways of being out of reach count
 * as one. Each such answer leaves its target's effect unknown; given to everybody, it is about the account. Everything is under the pool's
 * lock.
 */
final class CommonAnswer {
    private @Nullable FaceException first;
    private boolean others;

    /** Records that the account accepted a deletion, in this run or in an earlier one of the job. */
    void accepted() {
        others = true;
    }

    /**
     * Records a deletion of unknown effect. An error of this process, such as that of an open breaker, shows nothing.
     *
     * @param error the answer, or null if it is about its target
     */
    void open(@Nullable FaceException error) {
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

    /** Returns the answer that every deletion got so far, if it is one. */
    Optional<FaceException> get() {
        return others ? Optional.empty() : Optional.ofNullable(first);
    }
}
