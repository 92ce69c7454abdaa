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

/** Ids of people and faces, and secrets, never come out in a message or in {@code toString}. */
interface RedactionContract {
    /** Each fault under {@code deletePerson}: message, causes, suppressed exceptions, stack trace. */
    @ContractTest
    default void deletePerson_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.DELETE_PERSON);
    }

    /** Each fault under {@code deleteFaces}. */
    @ContractTest
    default void deleteFaces_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.DELETE_FACES);
    }

    /** Each fault under {@code findPerson}. */
    @ContractTest
    default void findPerson_vendorFails_exposesNoId(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.FIND_PERSON);
    }

    /** Results, repository and capabilities as text. */
    @ContractTest
    default void toString_ofEverything_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        List<Object> shown = new ArrayList<>();
        Set<FaceId> missing = harness.refusesUnknownFaces() ? Set.of() : ContractFixture.faces(50, 1);
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

    /** Refused arguments: too many faces for a primitive repository, none at all. */
    @ContractTest
    default void deleteFaces_refusedArguments_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        assertSilent(
                harness,
                textOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> harness.repository().deleteFaces(ContractFixture.PERSON, Set.of()))),
                "the refusal of an empty set");
        int most = fixture.capabilities().facesPerCall();
        if (!harness.opened() && most <= 10_000) {
            Throwable refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> harness.repository().deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, most + 1)));
            assertSilent(harness, textOf(refusal), "the refusal of too many faces");
        }
    }

    /** A refused last face, or whatever the vendor makes of it. */
    @ContractTest
    default void deleteFaces_lastFace_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        ObservedCall<?> observed = fixture.deleteFaces(ContractFixture.faces(0, 1));
        RuntimeException error = observed.error();
        assertSilent(harness, error == null ? String.valueOf(observed.result()) : textOf(error), "the last face");
    }

    /** A call refused before it began. */
    @ContractTest
    default void deletePerson_pastDeadline_exposesNoId(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertSilent(
                harness,
                textOf(fixture.deletePerson(ContractFixture.PERSON, late).failure()),
                "the refusal");
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
                    () -> what + " holds an id or a secret (the harness's secrets first, then the ids: number " + which
                            + ")");
            number++;
        }
    }
}
