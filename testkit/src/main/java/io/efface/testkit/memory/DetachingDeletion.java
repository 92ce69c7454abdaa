package io.efface.testkit.memory;

import io.efface.CallTrace;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import io.efface.testkit.memory.InMemoryFaceLibrary.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The deletion of a person in several requests. The deletion reads the list of faces page by page, detaches the faces, deletes the faces,
 * and deletes the person's record last. So a read finds the person until everything is deleted. Each request may be repeated. For one call;
 * immutable.
 */
final class DetachingDeletion {
    private final InMemoryFaceRepository repository;
    private final InMemoryConfig config;
    private final PersonId person;

    DetachingDeletion(InMemoryFaceRepository repository, InMemoryConfig config, PersonId person) {
        this.repository = repository;
        this.config = config;
        this.person = person;
    }

    /** Sends the first request, which reads the first page of the list. */
    Step<DeletePersonResult> start(CallContext call) {
        Exchange<Optional<Set<FaceId>>> exchange = read(call);
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        Set<FaceId> detachedEarlier = call.detachedFaces();
        if (exchange.result().isEmpty() && detachedEarlier.isEmpty() && config.reportsAbsentPersons()) {
            return Step.done(DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, trace));
        }
        Set<FaceId> listed = exchange.result().orElse(Set.of());
        Listing listing = new Listing(
                exchange.result().isPresent(), new ArrayList<>(listed), listed.isEmpty() && detachedEarlier.isEmpty());
        return page(listing, config.facesPerPage(), trace);
    }

    /**
     * The list at the begin of the deletion.
     *
     * @param hasRecord whether the record of the person existed
     * @param faces the faces that the deletion detaches
     * @param isWithoutFaces whether the deletion has no faces to delete, neither faces of the list nor faces that were detached earlier
     */
    private record Listing(boolean hasRecord, List<FaceId> faces, boolean isWithoutFaces) {
        /** Returns the index after a part of the list. The part begins at {@code from} and has at most {@code most} faces. */
        int end(int from, int most) {
            return from + Math.min(most, faces.size() - from);
        }
    }

    private Step<DeletePersonResult> page(Listing listing, int facesRead, CallTrace trace) {
        if (facesRead < listing.faces().size()) {
            int end = listing.end(facesRead, config.facesPerPage());
            return Step.more(
                    Operation.FIND_PERSON,
                    trace,
                    call -> page(listing, end, CallTrace.ofRequest(read(call).requestId())));
        }
        return detach(listing, 0, trace);
    }

    private Step<DeletePersonResult> detach(Listing listing, int from, CallTrace trace) {
        if (listing.isWithoutFaces()) {
            return Step.more(Operation.DELETE_PERSON, trace, call -> deleteRecord(listing, false, call));
        }
        if (from == listing.faces().size()) {
            // The call contains the faces that this attempt detached, and the faces that an earlier, interrupted
            // attempt detached.
            return Step.more(
                    Operation.DELETE_FACES,
                    trace,
                    call -> delete(listing, new ArrayList<>(call.detachedFaces()), 0, false, call));
        }
        int end = listing.end(from, config.facesPerCall());
        Set<FaceId> chunk = new LinkedHashSet<>(listing.faces().subList(from, end));
        return Step.<DeletePersonResult>more(Operation.DELETE_FACES, trace, call -> {
                    Exchange<Boolean> exchange = requestWithoutEffect(call, people -> {
                        people.detach(person, chunk);
                        return true;
                    });
                    return detach(listing, end, CallTrace.ofRequest(exchange.requestId()));
                })
                .detaching(chunk);
    }

    private Step<DeletePersonResult> delete(
            Listing listing, List<FaceId> detached, int from, boolean removedBefore, CallContext call) {
        int to = from + Math.min(config.facesPerCall(), detached.size() - from);
        Set<FaceId> chunk = new LinkedHashSet<>(detached.subList(from, to));
        Exchange<Set<FaceId>> exchange =
                repository.request(Operation.DELETE_PERSON, call, people -> people.remove(person, chunk));
        boolean removed = removedBefore || !exchange.result().isEmpty();
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        Step.More<DeletePersonResult> next = to == detached.size()
                ? Step.more(Operation.DELETE_PERSON, trace, each -> deleteRecord(listing, removed, each))
                : Step.more(Operation.DELETE_FACES, trace, each -> delete(listing, detached, to, removed, each));
        return next.withEffect(removed ? Effect.PARTIAL : Effect.NONE);
    }

    /**
     * Deletes the record. If several deletions run at the same time, only the deletion that removes the record reports that it deleted the
     * person.
     */
    private Step<DeletePersonResult> deleteRecord(Listing listing, boolean removedFaces, CallContext call) {
        Exchange<Boolean> exchange = repository.request(Operation.DELETE_PERSON, call, people -> people.remove(person));
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        if (!config.reportsAbsentPersons()) {
            return Step.done(DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, trace));
        }
        boolean removedLeftFaces = removedFaces && !listing.hasRecord();
        PersonOutcome outcome =
                exchange.result() || removedLeftFaces ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
        return Step.done(DeletePersonResult.of(person, outcome, Evidence.CONFIRMED, trace));
    }

    private Exchange<Optional<Set<FaceId>>> read(CallContext call) {
        return requestWithoutEffect(call, people -> people.listed(person));
    }

    /** Sends a request that cannot delete anything. If its response is lost, it is still certain that nothing was deleted. */
    private <T> Exchange<T> requestWithoutEffect(CallContext call, Function<People, T> effect) {
        return repository.request(Operation.DELETE_PERSON, call, effect, Effect.NONE);
    }
}
