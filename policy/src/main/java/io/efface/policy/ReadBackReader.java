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

/** Reads a person after a deletion, until what should be gone is gone, the waits are used up, or the deadline is near. */
final class ReadBackReader {
    /** Vendors promise no read-after-delete; these waits give them 3.7 s in all. */
    static final List<Duration> WAITS =
            List.of(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /**
     * The last read that was answered.
     *
     * @param person the person that was found, or null for none
     * @param at when
     */
    record Seen(@Nullable Person person, Instant at) {}

    /**
     * What reading came to.
     *
     * @param seen the last answered read, or null if none was
     * @param error the last failed read after it, or null
     */
    record Reading(@Nullable Seen seen, @Nullable FaceException error) {}

    private final AccountRepository repository;
    private final Clock clock;
    private final Sleeper sleeper;

    ReadBackReader(AccountRepository repository, Clock clock, Sleeper sleeper) {
        this.repository = repository;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Reads once. */
    Reading once(PersonId person, LayerCall call) {
        return read(person, call, new Reading(null, null));
    }

    /** Reads until the wish holds, with the waits between. */
    Reading until(Predicate<Optional<Person>> wish, PersonId person, LayerCall call) {
        Reading reading = once(person, call);
        for (Duration wait : WAITS) {
            // The waits are for what is still there; a read that failed was repeated by the layers within.
            if (reading.error() != null || holds(wish, reading) || !mayWait(wait, call)) {
                return reading;
            }
            Instant before = clock.instant();
            try {
                if (!sleeper.sleep(wait, call)) {
                    return reading;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return reading.error() != null ? reading : new Reading(reading.seen(), interrupted(before));
            }
            reading = read(person, call, reading);
        }
        return reading;
    }

    private static boolean holds(Predicate<Optional<Person>> wish, Reading reading) {
        Seen seen = reading.seen();
        return seen != null && wish.test(Optional.ofNullable(seen.person()));
    }

    private boolean mayWait(Duration wait, LayerCall call) {
        return call.deadline()
                .map(deadline -> clock.instant().plus(wait).isBefore(deadline))
                .orElse(true);
    }

    private Reading read(PersonId person, LayerCall call, Reading earlier) {
        try {
            FindPersonResult read = repository.findPerson(person, call);
            return new Reading(new Seen(read.person().orElse(null), read.readAt()), null);
        } catch (FaceException e) {
            return new Reading(earlier.seen(), e);
        }
    }

    private static FaceException interrupted(Instant since) {
        return FaceException.of(Operation.FIND_PERSON, ErrorKind.CANCELLED)
                .detail("interrupted while it waited to read back, since " + since)
                .build();
    }
}
