package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger's list of jobs, as it was when it was read.
 *
 * @param digest SHA-256 of what was planned in hex, or null before
 * @param keys the fingerprints of the keys that the job's ids and receipts were made with
 * @param fromJob the job that this one was planned from, or null
 */
public record Job(
        int number,
        String name,
        JobState state,
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant dueAt,
        @Nullable String digest,
        String keys,
        @Nullable String fromJob,
        long epoch) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks a job's name.
     *
     * @throws ErasureException of reason {@code INPUT} if it is none
     */
    public static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ErasureException(
                    ErasureException.Reason.INPUT, "a job's name has 1 to 40 of the characters a-z, 0-9 and -");
        }
        return name;
    }

    /** Returns whether a text is the name of a job, and not that of a draft that stands beside one. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
