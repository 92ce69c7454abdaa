package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.testkit.output.CollectedOutput;
import io.efface.testkit.output.FormsOfId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Tests that log lines contain no ids of people and faces: neither the ids, nor encodings from which the ids can be read, nor hashes without
 * a key, with which a known id can be recognised. The test reads the log of {@code java.util.logging} at all levels, and the standard streams.
 * With {@code slf4j-jdk14}, it thus reads all that is logged with SLF4J. If it does not receive lines of level {@code TRACE}, it is aborted.
 */
interface LogContract {
    /** An id that differs from its percent-encoded form. */
    PersonId PERSON_IN_LOGS = PersonId.of("contract person/Zo\u00eb");

    /** For each operation, with and without a fault, the log contains no id in any form. */
    @ContractTest
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    default void anyOperation_log_containsNoId(ContractHarness harness, Operation operation) {
        ContractFixture fixture = new ContractFixture(harness);
        if (operation.isRead()) {
            fixture.assumeReadBack();
        }
        Set<FaceId> faces = ContractFixture.faces(0, 4);
        boolean mayExist = harness.canHold(PERSON_IN_LOGS, faces)
                && fixture.capabilities().idRule().mayExist(PERSON_IN_LOGS);
        PersonId person = mayExist ? PERSON_IN_LOGS : ContractFixture.PERSON;
        Set<String> ids = new LinkedHashSet<>(Set.of(person.value()));
        faces.forEach(face -> ids.add(face.value()));
        String text;
        try (CollectedOutput output = new CollectedOutput()) {
            assumeTrue(
                    output.collectsTrace(),
                    "the log is not collected at level TRACE; add org.slf4j:slf4j-jdk14 to the tests in place of another backend");
            for (ContractFault fault : new ContractFault[] {
                ContractFault.DROP_AFTER_EFFECT, ContractFault.GARBAGE, ContractFault.UNLISTED_CODE_AFTER_EFFECT
            }) {
                harness.put(person, faces);
                call(harness.repository(), person, fixture.facesOfOneCall(0, 2), operation);
                harness.put(person, faces);
                harness.inject(fault);
                call(harness.repository(), person, fixture.facesOfOneCall(0, 2), operation);
            }
            text = output.text();
        }
        for (String id : ids) {
            assertEquals(Optional.empty(), new FormsOfId(id).in(text), "the log must not contain an id");
        }
    }

    private static void call(FaceRepository repository, PersonId person, Set<FaceId> faces, Operation operation) {
        CallOptions options = CallOptions.defaults();
        try {
            switch (operation) {
                case DELETE_PERSON -> repository.deletePerson(person, options);
                case DELETE_FACES -> repository.deleteFaces(person, faces, options);
                default -> repository.findPerson(person, options);
            }
        } catch (FaceException expected) {
            // Only the log of the call is tested here.
        }
    }
}
