package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.ReadBack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tests that messages and {@code toString} never contain secrets or ids of people and faces. */
interface RedactionContract {
    /** The exception of each fault during {@code deletePerson}: message, causes, suppressed exceptions and stack trace. */
    @ContractTest
    default void deletePerson_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.DELETE_PERSON);
    }

    /** The exception of each fault during {@code deleteFaces}. */
    @ContractTest
    default void deleteFaces_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.DELETE_FACES);
    }

    /** The exception of each fault during {@code findPerson}. */
    @ContractTest
    default void findPerson_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.FIND_PERSON);
    }

    /** {@code toString} of results, of the repository and of the capabilities. */
    @ContractTest
    default void toString_ofEverything_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        List<Object> shown = new ArrayList<>();
        Set<FaceId> missing = harness.rejectsUnknownFaces() ? Set.of() : ContractFixture.faces(50, 1);
        shown.add(fixture.deleteFaces(ContractFixture.both(ContractFixture.faces(0, 1), missing))
                .success());
        if (fixture.capabilities().readBack() != ReadBack.NONE) {
            shown.add(fixture.findPerson().success());
        }
        shown.add(fixture.deletePerson().success());
        shown.add(fixture.deletePerson().success());
        shown.add(harness.repository());
        shown.add(harness.repository().capabilities());
        shown.forEach(
                each -> assertSilent(harness, each.toString(), each.getClass().getSimpleName()));
    }

    /** The exceptions for invalid arguments: an empty set of faces, and too many faces for a primitive repository. */
    @ContractTest
    default void deleteFaces_rejectedArguments_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        assertSilent(
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
            assertSilent(harness, textOf(rejection), "the rejection of too many faces");
        }
    }

    /** The result or exception of the deletion of the last face. */
    @ContractTest
    default void deleteFaces_lastFace_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        ObservedCall<?> observed = fixture.deleteFaces(ContractFixture.faces(0, 1));
        RuntimeException error = observed.error();
        assertSilent(harness, error == null ? String.valueOf(observed.result()) : textOf(error), "the last face");
    }

    /** The exception of a call that was rejected before its begin. */
    @ContractTest
    default void deletePerson_pastDeadline_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertSilent(
                harness,
                textOf(fixture.deletePerson(ContractFixture.PERSON, late).failure()),
                "the rejection");
    }

    private static void failSilently(ContractHarness harness, ContractFault fault, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        if (operation.isRead()) {
            fixture.assumeReadBack();
        }
        fixture.inject(operation, fault);
        ObservedCall<?> observed = TypicalCalls.of(fixture, operation, CallOptions.defaults());
        RuntimeException error = observed.error();
        assertSilent(harness, error == null ? String.valueOf(observed.result()) : textOf(error), "what was thrown");
    }

    private static String textOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static void assertSilent(ContractHarness harness, String shown, String what) {
        Set<String> secrets = new LinkedHashSet<>(harness.secrets());
        secrets.add(ContractFixture.PERSON.value());
        for (FaceId face : ContractFixture.both(ContractFixture.faces(0, 4), ContractFixture.faces(50, 1))) {
            secrets.add(face.value());
        }
        int number = 0;
        for (String secret : secrets) {
            int which = number;
            assertFalse(
                    shown.contains(secret),
                    () -> what + " contains an id or a secret (the harness's secrets first, then the ids: number "
                            + which + ")");
            number++;
        }
    }
}
