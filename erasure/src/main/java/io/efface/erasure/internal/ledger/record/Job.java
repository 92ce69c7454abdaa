package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger's list of jobs at the time of reading.
 *
 * @param number the job's number, which no other job of the ledger ever has
 * @param plannedAt the time at which planning ended, or null before that
 * @param dueAt the time by which the job should be done, or null
 * @param digest the digest of the plan in hex, or null before planning has ended
 * @param keys the fingerprints of the keys for the job's ids and receipts
 * @param fromJob the name of the job from whose results this job was planned, or null
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
        @Nullable String fromJob) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks a job's name.
     *
     * @throws ErasureException of reason {@code INPUT} if the text is not a valid name
     */
    public static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ErasureException(
                    ErasureException.Reason.INPUT, "a job's name has 1 to 40 of the characters a-z, 0-9 and -");
        }
        return name;
    }

    /**
     * Returns whether a text is a valid name of a job. The temporary name of a job that is being planned in order to replace another job is
     * not valid.
     */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
