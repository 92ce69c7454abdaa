package io.efface.interceptor;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a call or request ended, without any id of a person or face. Immutable and thread-safe.
 *
 * @param outcome the outcome in one word
 * @param faces how many faces had each outcome, without zeros; of a failed deletion of faces, as far as known. Empty for
 *     operations on a person, and where a failure had no effect
 * @param evidence the weakest evidence among what is gone; null if nothing is
 * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have removed the person or a face
 * @param attempts requests made for the operation itself, without the reads around it
 * @param waited time spent waiting for repeats or quota; zero or more
 * @param requestIds the vendor's request ids as far as they are kept, in the order of the answers; one that is no plain token is
 *     left out, since it could echo an id
 * @param readBackError why a read that should have raised the evidence failed, or null
 * @param duration from the moment the interceptor was asked, by the account's clock; zero or more
 */
public record CallReport(
        CallOutcome outcome,
        Map<FaceOutcome, Integer> faces,
        @Nullable Evidence evidence,
        boolean maybeByEarlierAttempt,
        int attempts,
        Duration waited,
        List<String> requestIds,
        @Nullable ErrorKind readBackError,
        Duration duration) {
    /**
     * Copies map and list.
     *
     * @throws NullPointerException if anything but {@code evidence} and {@code readBackError} is null
     * @throws IllegalArgumentException if a number or a time is negative
     */
    public CallReport {
        Objects.requireNonNull(outcome, "outcome");
        EnumMap<FaceOutcome, Integer> counts = new EnumMap<>(FaceOutcome.class);
        counts.putAll(faces);
        faces = Collections.unmodifiableMap(counts);
        requestIds = List.copyOf(requestIds);
        if (attempts < 0 || waited.isNegative() || duration.isNegative()) {
            throw new IllegalArgumentException("attempts, waited and duration are zero or more");
        }
    }
}
