package io.efface.policy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a person after a deletion, repeatedly until the person or faces are absent. The reads end earlier if a read fails, if the waits are
 * used up, if the deadline is near, or if the call is cancelled or interrupted.
 */
final class ReadBackReader {
    /** The waits between reads, 3.7 s in total. Vendors do not promise that a read immediately after a deletion shows the deletion. */
    static final List<Duration> WAITS =
            List.of(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /**
     * A successful read.
     *
     * @param person the person that was found, or null if the person is absent
     * @param at the time of the read
     */
    record Observation(@Nullable Person person, Instant at) {}

    /**
     * The result of one or more reads.
     *
     * @param observed the last successful read, or null if no read was successful
     * @param error the error of the last read, or of the wait after the last read if this wait was interrupted; null if there is no error
     */
    record ReadBackResult(
            @Nullable Observation observed, @Nullable FaceException error) {}

    private final AccountRepository repository;
    private final Clock clock;
    private final Sleeper sleeper;

    ReadBackReader(AccountRepository repository, Clock clock, Sleeper sleeper) {
        this.repository = repository;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Reads once. */
    ReadBackResult readOnce(PersonId person, LayerCall call) {
        return read(person, call, new ReadBackResult(null, null));
    }

    /**
     * Reads until a condition on the person is true, with waits between the reads. The condition gets an empty value if the person is
     * absent.
     */
    ReadBackResult readUntil(Predicate<Optional<Person>> condition, PersonId person, LayerCall call) {
        ReadBackResult readBack = readOnce(person, call);
        for (Duration wait : WAITS) {
            // A failed read is not repeated here, because the inner layers have already repeated it.
            if (readBack.error() != null || holds(condition, readBack) || !mayWait(wait, call)) {
                return readBack;
            }
            Instant before = clock.instant();
            try {
                if (!sleeper.sleep(wait, call)) {
                    return readBack;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return readBack.error() != null
                        ? readBack
                        : new ReadBackResult(readBack.observed(), interrupted(before));
            }
            readBack = read(person, call, readBack);
        }
        return readBack;
    }

    private static boolean holds(Predicate<Optional<Person>> condition, ReadBackResult readBack) {
        Observation observed = readBack.observed();
        return observed != null && condition.test(Optional.ofNullable(observed.person()));
    }

    private boolean mayWait(Duration wait, LayerCall call) {
        return call.deadline()
                .map(deadline -> clock.instant().plus(wait).isBefore(deadline))
                .orElse(true);
    }

    private ReadBackResult read(PersonId person, LayerCall call, ReadBackResult earlier) {
        try {
            FindPersonResult read = repository.findPerson(person, call);
            return new ReadBackResult(new Observation(read.person().orElse(null), read.readAt()), null);
        } catch (FaceException e) {
            return new ReadBackResult(earlier.observed(), e);
        }
    }

    private static FaceException interrupted(Instant since) {
        return FaceException.of(Operation.FIND_PERSON, ErrorKind.CANCELLED)
                .detail("the call was interrupted while it waited for the next read; the wait began at " + since)
                .build();
    }
}
