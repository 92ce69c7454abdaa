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
    default void deletePerson_vendorFails_givesNobodyAway(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.DELETE_PERSON);
    }

    /** Each fault under {@code deleteFaces}. */
    @ContractTest
    default void deleteFaces_vendorFails_givesNobodyAway(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.DELETE_FACES);
    }

    /** Each fault under {@code findPerson}. */
    @ContractTest
    default void findPerson_vendorFails_givesNobodyAway(ContractHarness harness, ContractFault fault) {
        failSilently(harness, fault, Operation.FIND_PERSON);
    }

    /** Results, repository and capabilities as text. */
    @ContractTest
    default void toString_ofEverything_givesNobodyAway(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        List<Object> shown = new ArrayList<>();
        Set<FaceId> missing = harness.refusesUnknownFaces() ? Set.of() : Scene.faces(50, 1);
        shown.add(scene.deleteFaces(Scene.both(Scene.faces(0, 1), missing)).success());
        if (scene.capabilities().readBack() != ReadBack.NONE) {
            shown.add(scene.findPerson().success());
        }
        shown.add(scene.deletePerson().success());
        shown.add(scene.deletePerson().success());
        shown.add(harness.repository());
        shown.add(harness.repository().capabilities());
        shown.forEach(
                each -> assertSilent(harness, each.toString(), each.getClass().getSimpleName()));
    }

    /** Refused arguments: too many faces for a primitive repository, none at all. */
    @ContractTest
    default void deleteFaces_refusedArguments_givesNobodyAway(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        assertSilent(
                harness,
                textOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> harness.repository().deleteFaces(Scene.PERSON, Set.of()))),
                "the refusal of an empty set");
        int most = scene.capabilities().facesPerCall();
        if (!harness.opened() && most <= 10_000) {
            Throwable refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> harness.repository().deleteFaces(Scene.PERSON, Scene.faces(0, most + 1)));
            assertSilent(harness, textOf(refusal), "the refusal of too many faces");
        }
    }

    /** A refused last face, or whatever the vendor makes of it. */
    @ContractTest
    default void deleteFaces_lastFace_givesNobodyAway(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        Tried<?> tried = scene.deleteFaces(Scene.faces(0, 1));
        RuntimeException error = tried.error();
        assertSilent(harness, error == null ? String.valueOf(tried.result()) : textOf(error), "the last face");
    }

    /** A call refused before it began. */
    @ContractTest
    default void deletePerson_pastDeadline_givesNobodyAway(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertSilent(harness, textOf(scene.deletePerson(Scene.PERSON, late).failure()), "the refusal");
    }

    private static void failSilently(ContractHarness harness, ContractFault fault, Operation operation) {
        Scene scene = Scene.holding(harness, 3);
        if (operation.isRead()) {
            scene.assumeReadBack();
        }
        scene.inject(operation, fault);
        Tried<?> tried = Calls.of(scene, operation, CallOptions.defaults());
        RuntimeException error = tried.error();
        assertSilent(harness, error == null ? String.valueOf(tried.result()) : textOf(error), "what was thrown");
    }

    private static String textOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static void assertSilent(ContractHarness harness, String shown, String what) {
        Set<String> secrets = new LinkedHashSet<>(harness.secrets());
        secrets.add(Scene.PERSON.value());
        for (FaceId face : Scene.both(Scene.faces(0, 4), Scene.faces(50, 1))) {
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
