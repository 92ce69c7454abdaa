package io.efface.policy;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Sets the deadline of every call: the earlier of the account's deadline and the caller's deadline. Rejects a call if it was cancelled, if
 * its thread was interrupted, or if its deadline has passed.
 */
final class DeadlineLayer extends Layer {
    private final Duration longest;
    private final Clock clock;
    private final CallGuard guard;

    DeadlineLayer(AccountRepository inner, Duration longest, Clock clock) {
        super(inner);
        this.longest = longest;
        this.clock = clock;
        this.guard = new CallGuard(clock);
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return super.deletePerson(person, bounded(Operation.DELETE_PERSON, call));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        return super.deleteFaces(person, faces, bounded(Operation.DELETE_FACES, call));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        return super.findPerson(person, bounded(Operation.FIND_PERSON, call));
    }

    private LayerCall bounded(Operation operation, LayerCall call) {
        guard.check(operation, call);
        Instant accountDeadline = clock.instant().plus(longest);
        boolean isCallersEarlier =
                call.deadline().filter(accountDeadline::isAfter).isPresent();
        return isCallersEarlier ? call : call.withDeadline(accountDeadline);
    }
}
