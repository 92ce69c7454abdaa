package io.efface.policy;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Gives every call a deadline: the account's, or the caller's if that is earlier. Sends nothing once it has come. */
final class DeadlineLayer extends Layer {
    private final Duration most;
    private final Clock clock;
    private final CallGate gate;

    DeadlineLayer(FaceRepository inner, Duration most, Clock clock) {
        super(inner);
        this.most = most;
        this.clock = clock;
        this.gate = new CallGate(clock);
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return super.deletePerson(person, bounded(Operation.DELETE_PERSON, options));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return super.deleteFaces(person, faces, bounded(Operation.DELETE_FACES, options));
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        return super.findPerson(person, bounded(Operation.FIND_PERSON, options));
    }

    private CallOptions bounded(Operation operation, CallOptions options) {
        gate.pass(operation, options);
        Instant accounts = clock.instant().plus(most);
        boolean callersFirst = options.deadline().filter(accounts::isAfter).isPresent();
        return callersFirst ? options : options.withDeadline(accounts);
    }
}
