package io.efface.testkit;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import java.util.Optional;
import java.util.Set;

/**
 * One typical call of each operation, for tests that run with every operation. The calls concern the existing person and two faces of the
 * person, or one face if a call accepts only one.
 */
final class TypicalCalls {
    private TypicalCalls() {}

    /** Returns whether the call needs only one request. */
    static boolean isOneRequest(ContractFixture fixture, Operation operation) {
        return switch (operation) {
            case DELETE_PERSON -> fixture.deletesPersonInOneRequest();
            case DELETE_FACES -> fixture.requestsOfFaceDeletion() == 1;
            default -> true;
        };
    }

    private static Set<FaceId> faces(ContractFixture fixture) {
        return fixture.facesOfOneCall(0, 2);
    }

    /** Makes the call, and checks it against the vendor's state. */
    static ObservedCall<?> checked(ContractFixture fixture, Operation operation, CallOptions options) {
        return switch (operation) {
            case DELETE_PERSON -> fixture.deletePerson(ContractFixture.PERSON, options);
            case DELETE_FACES -> fixture.deleteFaces(ContractFixture.PERSON, faces(fixture), options);
            default -> fixture.findPerson(ContractFixture.PERSON, options);
        };
    }

    /** Makes the call without checks. */
    static Object unchecked(ContractFixture fixture, Operation operation, CallOptions options) {
        return unchecked(fixture.repository, operation, ContractFixture.PERSON, faces(fixture), options);
    }

    /** Makes a call that concerns another person or other faces, without checks. */
    static Object unchecked(
            FaceRepository repository, Operation operation, PersonId person, Set<FaceId> faces, CallOptions options) {
        return switch (operation) {
            case DELETE_PERSON -> repository.deletePerson(person, options);
            case DELETE_FACES -> repository.deleteFaces(person, faces, options);
            default -> repository.findPerson(person, options);
        };
    }

    /** Returns the checks of an observed call against the vendor's state. */
    static ConsistencyCheck check(
            ContractFixture fixture, Operation operation, Optional<Set<FaceId>> before, ObservedCall<?> observed) {
        Set<FaceId> requested = operation == Operation.DELETE_FACES ? faces(fixture) : Set.of();
        fixture.assertOthersUnchanged();
        return new ConsistencyCheck(
                fixture.harness,
                operation,
                ContractFixture.PERSON,
                requested,
                before,
                fixture.stored(),
                false,
                observed);
    }
}
