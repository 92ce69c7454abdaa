package io.efface.policy;

import io.efface.Cancellation;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs the deletions of the same person one after the other, because vendors reject concurrent deletions of a person as a conflict. Reads
 * do not wait. The lock applies only within this process. If another process causes a conflict, the retry layer decides whether to repeat
 * the request.
 */
final class PersonLockLayer extends Layer {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final KeyedLock<PersonId> lock;
    private final Clock clock;

    PersonLockLayer(AccountRepository inner, KeyedLock<PersonId> lock, Clock clock) {
        super(inner);
        this.lock = lock;
        this.clock = clock;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return withLock(Operation.DELETE_PERSON, person, call, () -> inner().deletePerson(person, call));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        return withLock(Operation.DELETE_FACES, person, call, () -> inner().deleteFaces(person, faces, call));
    }

    private <T> T withLock(Operation operation, PersonId person, LayerCall call, Supplier<T> work) {
        await(operation, person, call);
        try {
            return work.get();
        } finally {
            lock.release(person);
        }
    }

    private void await(Operation operation, PersonId person, LayerCall call) {
        Duration longestWait = call.deadline()
                .map(deadline -> Duration.between(clock.instant(), deadline))
                .orElse(LONGEST);
        try {
            if (!lock.acquire(person, longestWait, call)) {
                boolean cancelled =
                        call.cancellation().map(Cancellation::isCancelled).orElse(false);
                throw rejection(operation, cancelled ? ErrorKind.CANCELLED : ErrorKind.DEADLINE_EXCEEDED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw rejection(operation, ErrorKind.CANCELLED);
        }
    }

    private FaceException rejection(Operation operation, ErrorKind kind) {
        return FaceException.of(operation, kind)
                .provider(capabilities().provider())
                .detail("the call ended while it waited for another deletion of the same person; nothing was sent")
                .build();
    }
}
