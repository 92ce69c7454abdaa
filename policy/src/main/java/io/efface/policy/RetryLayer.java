package io.efface.policy;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Repeats a failed request as its error advises, with full jitter, never sooner than the vendor asked for and never past the
 * deadline.
 */
final class RetryLayer extends Layer {
    private final RetrySettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    RetryLayer(FaceRepository inner, RetrySettings settings, Clock clock, RandomGenerator random, Sleeper sleeper) {
        super(inner);
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
    }

    private static boolean mayRepeat(FaceException error) {
        return error.origin() != Origin.LOCAL && error.advice() != RetryAdvice.NEVER;
    }

    private long waitMillis(int attempt, FaceException error) {
        if (error.advice() == RetryAdvice.ONCE) {
            return error.retryAfter().map(RetryLayer::wholeMillis).orElse(0L);
        }
        long jittered = random.nextLong(settings.ceiling(attempt).toMillis() + 1);
        // A wait that the vendor asked for is the least, and the jitter on top keeps clients from returning together.
        return error.retryAfter().map(asked -> wholeMillis(asked) + jittered).orElse(jittered);
    }

    /** Rounded up: a repeat that comes part of a millisecond early is refused once more. */
    private static long wholeMillis(Duration asked) {
        return asked.plusNanos(999_999).toMillis();
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        Attempts attempts = new Attempts();
        return repeat(
                Operation.DELETE_PERSON,
                person,
                options,
                attempts,
                now -> attempts.succeeded(inner().deletePerson(person, now)),
                Set.of());
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        Attempts attempts = new Attempts(faces);
        return repeat(
                Operation.DELETE_FACES,
                person,
                options,
                attempts,
                now -> {
                    Set<FaceId> open = attempts.open();
                    return open.isEmpty()
                            ? attempts.settled(person)
                            : attempts.succeeded(inner().deleteFaces(person, open, now), person);
                },
                faces);
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        Attempts attempts = new Attempts();
        Optional<Person> found = repeat(
                Operation.FIND_PERSON, person, options, attempts, now -> inner().findPerson(person, now), Set.of());
        options.readTrace().ifPresent(trace -> trace.add(attempts.trace()));
        return found;
    }

    private interface Attempt<T> {
        T with(CallOptions options);
    }

    private <T> T repeat(
            Operation operation,
            PersonId person,
            CallOptions options,
            Attempts attempts,
            Attempt<T> attempt,
            Set<FaceId> faces) {
        boolean repeatedOnce = false;
        for (int number = 1; ; number++) {
            try {
                return attempt.with(options.withAttempt(options.attempt() + number - 1));
            } catch (FaceException e) {
                attempts.failed(e, faces.isEmpty() ? faces : attempts.open());
                boolean spent = e.advice() == RetryAdvice.ONCE && repeatedOnce;
                repeatedOnce |= e.advice() == RetryAdvice.ONCE;
                if (spent || number >= settings.maxAttempts() || !mayRepeat(e)) {
                    throw attempts.onto(e.toBuilder(), person).build();
                }
                long millis = waitMillis(number, e);
                if (isPastDeadline(options, millis)) {
                    throw attempts.onto(e.toBuilder(), person).build();
                }
                pause(operation, person, options, attempts, Duration.ofMillis(millis), e);
            }
        }
    }

    private boolean isPastDeadline(CallOptions options, long millis) {
        return options.deadline()
                .map(deadline -> !clock.instant().plusMillis(millis).isBefore(deadline))
                .orElse(false);
    }

    private void pause(
            Operation operation,
            PersonId person,
            CallOptions options,
            Attempts attempts,
            Duration time,
            FaceException reason) {
        boolean whole;
        try {
            whole = sleeper.sleep(time, options);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            whole = false;
        }
        if (!whole) {
            throw attempts.onto(FaceException.of(operation, ErrorKind.CANCELLED), person)
                    .provider(reason.provider().orElse(null))
                    .account(reason.account().orElse(null))
                    .detail("ended while it waited to repeat")
                    .cause(reason)
                    .build();
        }
        attempts.waited(time);
    }
}
