package io.efface;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a read of a person. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param person the person with its faces, or empty if the vendor positively reports that the person does not exist
 * @param readAt the time at which the read began, by the repository's clock; the result describes the person at this time or later
 * @param trace the requests, waits and warnings of the call
 */
public record FindPersonResult(Optional<Person> person, Instant readAt, CallTrace trace)
        implements CallResult<FindPersonResult> {
    /**
     * Checks the arguments.
     *
     * @throws NullPointerException if an argument is null
     */
    public FindPersonResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(readAt, "readAt");
        Objects.requireNonNull(trace, "trace");
    }

    /** Returns the result of a read that found the person. */
    public static FindPersonResult present(Person person, Instant readAt, CallTrace trace) {
        return new FindPersonResult(Optional.of(person), readAt, trace);
    }

    /** Returns the result of a read in which the vendor reported that the person does not exist. */
    public static FindPersonResult absent(Instant readAt, CallTrace trace) {
        return new FindPersonResult(Optional.empty(), readAt, trace);
    }

    /** Returns whether the person was found. */
    public boolean isPresent() {
        return person.isPresent();
    }

    /** Returns whether the vendor positively reported that the person does not exist. */
    public boolean isAbsent() {
        return person.isEmpty();
    }

    @Override
    public FindPersonResult withTrace(CallTrace other) {
        return new FindPersonResult(person, readAt, other);
    }
}
