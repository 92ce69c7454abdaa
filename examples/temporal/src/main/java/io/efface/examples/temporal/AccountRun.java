package io.efface.examples.temporal;

import io.temporal.activity.ActivityInterface;

/** The work on one account of a list. */
@ActivityInterface
public interface AccountRun {
    /**
     * Works on an account for a short time. Another worker may continue with the next slice.
     *
     * @return how the work ended, as the name of an {@link io.efface.erasure.AccountEnd}, or an empty text if work is left
     */
    String slice(String list, String account);
}
