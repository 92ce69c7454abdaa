package io.efface;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a read of a person found. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param person the person with its faces, or empty if the vendor positively says that there is none
 * @param readAt when the read began, by the repository's clock: what the result says held at that time or later
 * @param trace how the call went; its attempts are the requests of the read
 */
public record FindPersonResult(Optional<Person> person, Instant readAt, CallTrace trace)
        implements CallResult<FindPersonResult> {
    /**
     * Checks the parts.
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

    /** Returns the result of a read that positively did not find the person. */
    public static FindPersonResult absent(Instant readAt, CallTrace trace) {
        return new FindPersonResult(Optional.empty(), readAt, trace);
    }

    /** Returns whether the person was found. */
    public boolean isPresent() {
        return person.isPresent();
    }

    /** Returns whether the vendor positively said that there is no such person. */
    public boolean isAbsent() {
        return person.isEmpty();
    }

    @Override
    public FindPersonResult withTrace(CallTrace other) {
        return new FindPersonResult(person, readAt, other);
    }
}
