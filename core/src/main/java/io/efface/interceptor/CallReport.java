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
 * The result of a call or request, without any id of a person or face. Immutable and thread-safe.
 *
 * @param outcome the outcome in one word
 * @param faces the number of faces for each outcome; an outcome that no face has is left out. Empty for operations on a person, and for a
 *     failed call that had no effect
 * @param evidence the evidence that the person is gone, or the weakest evidence of the faces that are gone; null if neither the person nor
 *     a face is gone
 * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have removed the person or a face
 * @param attempts the number of requests for the operation itself; reads before and after the operation do not count
 * @param waited the time that the call waited before repeats and for quota; zero or more
 * @param requestIds the vendor's request ids in the order of the responses. A request id has at most 120 ASCII letters, digits, dots,
 *     underscores and dashes. Any other request id is left out, because it could contain an id of a person or face
 * @param readBackError the kind of the error of the read that was to confirm the deletion; null if this read succeeded or did not take
 *     place
 * @param duration the time since the interceptor was called, by the account's clock; zero or more
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
     * Copies the map and the list.
     *
     * @throws NullPointerException if an argument other than {@code evidence} and {@code readBackError} is null
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
