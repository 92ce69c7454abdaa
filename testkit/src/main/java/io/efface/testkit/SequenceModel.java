package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertNotEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import io.efface.spi.ProviderRepository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs sequences of calls, and compares results, errors and the vendor's people with a model of these people. {@link ConsistencyCheck}
 * checks each call alone; the model checks what follows from earlier calls and from the prepared fault. Each sequence has new people.
 */
final class SequenceModel {
    private static final int FIRST_FACE = 1_000_000;
    private static final PersonId ABSENT = PersonId.of("contract-person-9");

    private final ContractHarness harness;
    private final ContractFixture fixture;
    private final boolean findsFaces;
    private final boolean reads;
    private final int mostRequests;
    /** The number of the current sequence, from 1. Each sequence has different ids. */
    private int sequences;

    SequenceModel(ContractHarness harness) {
        this.harness = harness;
        // The fixture measures the requests that a deletion needs for a person with this number of faces.
        this.fixture = ContractFixture.holding(harness, 3);
        this.mostRequests = Math.max(fixture.requestsOfDeletion(), fixture.requestsOfFaceDeletion());
        this.findsFaces = fixture.findsFaces();
        this.reads = fixture.capabilities().readBack() != ReadBack.NONE;
    }

    /** Returns the largest number of faces that one call may delete. */
    int mostFaces() {
        return harness.opened() ? SequenceStep.FACES : fixture.capabilities().facesPerCall();
    }

    /** Returns the number of requests of a deletion, including a read that layers may send before the deletion. */
    int mostRequests() {
        return harness.opened() ? mostRequests + 1 : mostRequests;
    }

    /**
     * Runs a sequence, and then deletes its people.
     *
     * @throws AssertionError if a result, an error or the vendor's people differ from the model
     */
    void run(List<SequenceStep> steps) {
        sequences++;
        List<ModelPerson> all = new ArrayList<>();
        for (int i = 0; i < SequenceStep.PEOPLE; i++) {
            all.add(new ModelPerson(i));
        }
        for (SequenceStep step : steps) {
            run(step, all.get(step.person()));
            all.forEach(ModelPerson::assertUnchanged);
        }
        all.forEach(this::deleteRest);
    }

    private void run(SequenceStep step, ModelPerson person) {
        switch (step.action()) {
            case PUT -> person.put(faces(step));
            case DELETE_PERSON -> deletePerson(step, person);
            case DELETE_FACES -> deleteFaces(step, person);
            case FIND -> {
                if (reads) {
                    find(step, person);
                }
            }
        }
    }

    private void deletePerson(SequenceStep step, ModelPerson person) {
        boolean isOneRequest = step.fault() != null && fixture.deletesPersonInOneRequest();
        PreparedFault fault = new PreparedFault(Operation.DELETE_PERSON, step);
        ObservedCall<DeletePersonResult> observed;
        try {
            observed = fixture.deletePerson(person.id, person.options());
        } finally {
            fault.end();
        }
        if (mustSucceed(fault, observed)) {
            PersonOutcome outcome = observed.success().outcome();
            if (person.held.isEmpty()) {
                PersonDeletionContract.assertAbsence(fixture, observed.success());
            } else if (person.detached.isEmpty()) {
                assertEquals(PersonOutcome.DELETED, outcome, "the person existed, so the outcome must be DELETED");
            }
        }
        if (observed.failed()) {
            assertKind(fault, observed.failure());
            assertEffect(person, fault, observed.failure(), isOneRequest, Optional.empty());
        }
        person.changed(observed, observed.failed() ? harness.stored(person.id) : Optional.empty());
    }

    private void deleteFaces(SequenceStep step, ModelPerson person) {
        boolean isOneRequest = step.fault() != null && fixture.requestsOfFaceDeletion() == 1;
        Set<FaceId> requested = faces(step);
        Optional<Set<FaceId>> left = person.without(requested);
        // Depending on the vendor's rules, a deletion of the last face may be rejected. Some variants also reject
        // unknown faces.
        boolean isLast = person.held.isPresent()
                && (person.held.get().size() <= 1 || left.orElseThrow().isEmpty());
        boolean mayReject = isLast
                || (harness.rejectsUnknownFaces()
                        && !person.held.orElse(Set.of()).containsAll(requested));
        PreparedFault fault = new PreparedFault(Operation.DELETE_FACES, step);
        ObservedCall<DeleteFacesResult> observed;
        try {
            observed = fixture.deleteFaces(person.id, requested, person.options());
        } finally {
            fault.end();
        }
        if (mayReject) {
            person.changed(observed, harness.stored(person.id));
            return;
        }
        if (mustSucceed(fault, observed) && person.detached.isEmpty()) {
            DeleteFacesResult result = observed.success();
            for (FaceId face : requested) {
                if (person.held.orElse(Set.of()).contains(face)) {
                    FaceDeletionContract.assertDeleted(fixture, result, face);
                } else {
                    FaceDeletionContract.assertMissing(fixture, result, face);
                }
            }
        }
        if (observed.failed()) {
            assertKind(fault, observed.failure());
            assertEffect(person, fault, observed.failure(), isOneRequest, left);
        }
        person.changed(observed, observed.failed() ? harness.stored(person.id) : left);
    }

    /** Returns the faces of a step of the current sequence. */
    private Set<FaceId> faces(SequenceStep step) {
        Set<FaceId> faces = new LinkedHashSet<>();
        int first = FIRST_FACE + sequences * SequenceStep.FACES;
        step.faces().forEach(face -> faces.addAll(ContractFixture.faces(first + face, 1)));
        return faces;
    }

    private void find(SequenceStep step, ModelPerson person) {
        PreparedFault fault = new PreparedFault(Operation.FIND_PERSON, step);
        ObservedCall<FindPersonResult> observed;
        try {
            observed = fixture.read(person.id, person.options());
        } finally {
            fault.end();
        }
        mustSucceed(fault, observed);
        if (observed.failed()) {
            assertKind(fault, observed.failure());
            assertEquals(Effect.NONE, observed.failure().effect(), "a read has no effect");
        }
    }

    /** Deletes what is left of a person, and checks that nothing stays at the vendor. */
    private void deleteRest(ModelPerson person) {
        SequenceStep last = new SequenceStep(SequenceStep.Action.DELETE_PERSON, 0, List.of(), null, 0);
        deletePerson(last, person);
        if (reads) {
            find(last, person);
        }
        person.assertUnchanged();
        assertTrue(
                !findsFaces || person.everHeld.stream().noneMatch(harness::holdsFace),
                "the vendor still holds a face of a person whom the last call deleted");
    }

    /**
     * Returns whether a call must have the same result as without a fault. Fails if the call had to succeed and failed, or had to fail and
     * succeeded. Only a repository with layers may succeed despite a fault.
     */
    private boolean mustSucceed(PreparedFault fault, ObservedCall<?> observed) {
        if (!fault.hasHappened()) {
            observed.success();
            return true;
        }
        assertTrue(
                harness.opened() || observed.failed(), "a primitive repository must not hide that the vendor failed");
        return false;
    }

    private static void assertKind(PreparedFault fault, FaceException failure) {
        ContractFault happened = fault.fault();
        assertTrue(
                happened.kinds().contains(failure.kind()),
                () -> "under " + happened + " the kind must be one of " + happened.kinds() + ", not " + failure.kind());
    }

    /**
     * Checks the vendor's people after a failed deletion. For a primitive repository, also checks the effect of the error.
     *
     * @param isOneRequest whether the whole deletion needs only one request
     * @param left the faces that the vendor must hold after the deletion
     */
    private void assertEffect(
            ModelPerson person,
            PreparedFault fault,
            FaceException failure,
            boolean isOneRequest,
            Optional<Set<FaceId>> left) {
        Optional<Set<FaceId>> stored = harness.stored(person.id);
        boolean isUnchanged = stored.equals(person.held);
        assertTrue(
                isUnchanged
                        || stored.equals(left)
                        || person.held.orElse(Set.of()).containsAll(stored.orElse(Set.of())),
                "a failed deletion must not add faces");
        if (harness.opened()) {
            return;
        }
        if (isOneRequest) {
            assertEquals(
                    fault.fault().deletes() ? left : person.held,
                    stored,
                    "after the fault, the vendor must hold what the fault leaves");
        }
        if (isOneRequest && fault.fault().deletes()) {
            assertNotEquals(
                    Effect.NONE,
                    failure.effect(),
                    "the response does not exclude the deletion, so the effect must not be NONE");
            ConsistencyCheck.checkFacesWithoutResponse(failure);
        }
        if (fault.fault().isRejection() && isUnchanged) {
            assertEquals(Effect.NONE, failure.effect(), "the vendor rejected the request, so nothing was deleted");
        }
    }

    /** A person of a sequence, in the state in which the vendor must hold the person. */
    private final class ModelPerson {
        final PersonId id;
        final Set<FaceId> everHeld = new LinkedHashSet<>();
        /** The detached faces of failed deletions, which later calls for the person must name. */
        Set<FaceId> detached = Set.of();

        Optional<Set<FaceId>> held = Optional.empty();

        ModelPerson(int number) {
            this.id = PersonId.of("contract-person-" + (100 + sequences * SequenceStep.PEOPLE + number));
        }

        CallOptions options() {
            return CallOptions.defaults().withDetachedFaces(detached);
        }

        /** Adds or replaces the person, unless a deletion of the person is unfinished. */
        void put(Set<FaceId> faces) {
            if (detached.isEmpty()) {
                fixture.put(id, faces);
                everHeld.addAll(faces);
                held = Optional.of(faces);
            }
        }

        Optional<Set<FaceId>> without(Set<FaceId> deleted) {
            return held.map(faces -> {
                Set<FaceId> left = new LinkedHashSet<>(faces);
                left.removeAll(deleted);
                return left;
            });
        }

        /** Stores what the vendor must hold after a deletion. */
        void changed(ObservedCall<?> observed, Optional<Set<FaceId>> left) {
            held = left;
            Set<FaceId> known = new LinkedHashSet<>(detached);
            if (observed.failed()) {
                known.addAll(observed.failure().detachedFaces());
            }
            known.retainAll(left.orElse(Set.of()));
            detached = known;
        }

        void assertUnchanged() {
            assertEquals(held, harness.stored(id), "the person at the vendor must be as the model states");
        }
    }

    /** The fault of a step, which the harness prepares for one request. */
    private final class PreparedFault {
        private final @Nullable ContractFault prepared;
        private final int lastRequest;
        private boolean happened;

        PreparedFault(Operation operation, SequenceStep step) {
            ContractFault fault = fixture.isDocumentedSuccess(operation, step.fault()) ? null : step.fault();
            boolean isPrepared = fault != null
                    && (step.earlierRequests() == 0
                            ? harness.inject(fault)
                            : harness.injectAfter(step.earlierRequests(), fault));
            prepared = isPrepared ? fault : null;
            lastRequest = harness.requests() + step.earlierRequests() + 1;
        }

        /**
         * Called after the call for which the fault was prepared. If the call sent too few requests, calls for an absent person use up the
         * fault.
         */
        void end() {
            if (prepared == null) {
                return;
            }
            happened = harness.requests() >= lastRequest;
            for (int missing = lastRequest - harness.requests(); missing > 0; missing--) {
                Steps.waitForAccount(harness);
                ObservedCall<?> unused = ObservedCall.call(harness, this::sendRequest);
            }
            Steps.waitForAccount(harness);
        }

        private Object sendRequest() {
            FaceRepository direct =
                    harness.repository().unwrap(ProviderRepository.class).isPresent()
                            ? Steps.callWithoutLayers(fixture, repository -> repository)
                            : harness.repository();
            return reads ? direct.findPerson(ABSENT) : direct.deletePerson(ABSENT);
        }

        /** Returns whether a request of the call had the fault. */
        boolean hasHappened() {
            return happened;
        }

        ContractFault fault() {
            if (prepared == null || !happened) {
                throw new AssertionError("the call failed although no request had a fault");
            }
            return prepared;
        }
    }
}
