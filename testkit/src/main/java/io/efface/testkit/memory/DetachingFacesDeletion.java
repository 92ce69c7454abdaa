package io.efface.testkit.memory;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.FaceId;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import io.efface.testkit.memory.InMemoryFaceLibrary.Exchange;
import io.efface.testkit.memory.InMemoryFaceRepository.Removal;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The deletion of faces in several requests. The deletion reads the person's list, detaches the faces, and deletes the faces. Each request
 * may be repeated. For one call; immutable.
 */
final class DetachingFacesDeletion {
    private final InMemoryFaceRepository repository;
    private final InMemoryConfig config;
    private final PersonId person;
    private final Set<FaceId> requested;

    DetachingFacesDeletion(
            InMemoryFaceRepository repository, InMemoryConfig config, PersonId person, Set<FaceId> requested) {
        this.repository = repository;
        this.config = config;
        this.person = person;
        this.requested = requested;
    }

    /** Sends the first request, which reads the list. */
    Step<DeleteFacesResult> start(CallContext call) {
        Exchange<Optional<Set<FaceId>>> exchange =
                repository.request(Operation.DELETE_FACES, call, people -> people.listed(person), Effect.NONE);
        Set<FaceId> listed = exchange.result().orElse(Set.of());
        boolean isLastFace = !listed.isEmpty() && requested.containsAll(listed);
        if (isLastFace && config.lastFace() == LastFaceRule.Behavior.KEPT) {
            throw repository.lastFace(exchange);
        }
        boolean deletesPerson = isLastFace && config.lastFace() != LastFaceRule.Behavior.DELETABLE;
        Set<FaceId> attached = new LinkedHashSet<>(requested);
        attached.retainAll(listed);
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        if (attached.isEmpty()) {
            return Step.more(Operation.DELETE_FACES, trace, each -> delete(deletesPerson, each));
        }
        return Step.<DeleteFacesResult>more(
                        Operation.DELETE_FACES, trace, each -> detach(attached, deletesPerson, each))
                .detaching(attached);
    }

    private Step<DeleteFacesResult> detach(Set<FaceId> attached, boolean deletesPerson, CallContext call) {
        Exchange<Boolean> exchange = repository.request(
                Operation.DELETE_FACES,
                call,
                people -> {
                    people.detach(person, attached);
                    return true;
                },
                Effect.NONE);
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        return Step.more(Operation.DELETE_FACES, trace, each -> delete(deletesPerson, each));
    }

    private Step<DeleteFacesResult> delete(boolean deletesPerson, CallContext call) {
        Exchange<Removal> exchange = repository.removal(person, requested, call, people -> {
            boolean exists = people.listed(person).isPresent();
            Set<FaceId> removed = people.remove(person, requested);
            if (deletesPerson) {
                people.remove(person);
            }
            return new Removal(exists || !removed.isEmpty(), removed, false, deletesPerson);
        });
        return Step.done(repository.result(person, requested, exchange));
    }
}
