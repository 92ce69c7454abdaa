package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.ReadBack;
import io.efface.testkit.output.FormsOfId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tests that messages and {@code toString} never contain secrets or ids of people and faces. */
interface RedactionContract {
    /**
     * For each fault during {@code deletePerson}, the exception contains no id. The test searches its message, its stack trace and its
     * causes.
     */
    @ContractTest
    default void deletePerson_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        checkFault(harness, fault, Operation.DELETE_PERSON);
    }

    /** For each fault during {@code deleteFaces}, the exception contains no id. */
    @ContractTest
    default void deleteFaces_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        checkFault(harness, fault, Operation.DELETE_FACES);
    }

    /** For each fault during {@code findPerson}, the exception contains no id. */
    @ContractTest
    default void findPerson_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        checkFault(harness, fault, Operation.FIND_PERSON);
    }

    /** The {@code toString} of results, of the repository and of the capabilities contains no id. */
    @ContractTest
    default void toString_ofEverything_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        List<Object> objects = new ArrayList<>();
        Set<FaceId> missing = harness.rejectsUnknownFaces() ? Set.of() : ContractFixture.faces(50, 1);
        objects.add(fixture.deleteFaces(ContractFixture.both(ContractFixture.faces(0, 1), missing))
                .success());
        if (fixture.capabilities().readBack() != ReadBack.NONE) {
            objects.add(fixture.findPerson().success());
        }
        objects.add(fixture.deletePerson().success());
        objects.add(fixture.deletePerson().success());
        objects.add(harness.repository());
        objects.add(harness.repository().capabilities());
        objects.forEach(each ->
                assertContainsNoId(harness, each.toString(), each.getClass().getSimpleName()));
    }

    /** The exceptions for an empty set of faces, and for too many faces for a primitive repository, contain no id. */
    @ContractTest
    default void deleteFaces_rejectedArguments_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        assertContainsNoId(
                harness,
                textOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> harness.repository().deleteFaces(ContractFixture.PERSON, Set.of()))),
                "the rejection of an empty set");
        int most = fixture.capabilities().facesPerCall();
        if (!harness.opened() && most <= 10_000) {
            Throwable rejection = assertThrows(
                    IllegalArgumentException.class,
                    () -> harness.repository().deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, most + 1)));
            assertContainsNoId(harness, textOf(rejection), "the rejection of too many faces");
        }
    }

    /** The result or exception of the deletion of the last face contains no id. */
    @ContractTest
    default void deleteFaces_lastFace_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        ObservedCall<?> observed = fixture.deleteFaces(ContractFixture.faces(0, 1));
        RuntimeException error = observed.error();
        assertContainsNoId(harness, error == null ? String.valueOf(observed.result()) : textOf(error), "the last face");
    }

    /** The exception of a call that was rejected before it began contains no id. */
    @ContractTest
    default void deletePerson_pastDeadline_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertContainsNoId(
                harness,
                textOf(fixture.deletePerson(ContractFixture.PERSON, late).failure()),
                "the rejection");
    }

    private static void checkFault(ContractHarness harness, ContractFault fault, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        fixture.inject(operation, fault);
        ObservedCall<?> observed = TypicalCalls.checked(fixture, operation, CallOptions.defaults());
        RuntimeException error = observed.error();
        assertContainsNoId(
                harness, error == null ? String.valueOf(observed.result()) : textOf(error), "the result or exception");
    }

    private static String textOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static void assertContainsNoId(ContractHarness harness, String text, String what) {
        List<String> secrets = harness.secrets();
        for (int i = 0; i < secrets.size(); i++) {
            int which = i;
            assertFalse(
                    text.contains(secrets.get(i)),
                    () -> what + " contains number " + which + " of the harness's secrets");
        }
        List<String> ids = new ArrayList<>(List.of(ContractFixture.PERSON.value()));
        ContractFixture.both(ContractFixture.faces(0, 4), ContractFixture.faces(50, 1))
                .forEach(face -> ids.add(face.value()));
        for (String id : ids) {
            assertEquals(Optional.empty(), new FormsOfId(id).in(text), () -> what + " must not contain an id");
        }
    }
}
