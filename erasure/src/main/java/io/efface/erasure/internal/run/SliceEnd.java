package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a slice of an account run ended. {@link AccountSlices} describes slices. */
public sealed interface SliceEnd {
    /** Returns how the account run ended, or null if another slice continues it. */
    default @Nullable AccountEnd accountEnd() {
        return null;
    }

    /** The account run is finished: no target is left that could be processed. */
    record Done() implements SliceEnd {
        @Override
        public AccountEnd accountEnd() {
            return AccountEnd.FINISHED;
        }
    }

    /**
     * The account run is not finished. It waits for a pause, for a target or for its window, or the time of the slice is over.
     *
     * @param at the time at which the next slice can begin
     */
    record Later(Instant at) implements SliceEnd {}

    /**
     * The account run has ended, and only another run of the job continues it.
     *
     * @param reason how the account run ended
     */
    record Stopped(AccountEnd reason) implements SliceEnd {
        @Override
        public AccountEnd accountEnd() {
            return reason;
        }
    }

    /** Returns the end of a slice after which the account run is over. */
    static SliceEnd of(AccountEnd end) {
        return end == AccountEnd.FINISHED ? new Done() : new Stopped(end);
    }
}
