package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import java.time.Duration;

/** Calls that are ended from outside: before they begin, and while the vendor is silent or slow. */
interface EndingContract {
    /** Time given to the deadline of a stalled call. */
    Duration DEADLINE = Duration.ofMillis(300);

    /** What a machine is given at most that needs longer than the deadline to send the request. */
    Duration LONGEST_DEADLINE = DEADLINE.multipliedBy(4);

    /** A deadline that has passed lets nothing out. */
    @ContractTest
    default void deletePerson_pastDeadline_sendsNothing(ContractHarness harness) {
        refusedPastDeadline(harness, Operation.DELETE_PERSON);
    }

    /** A deadline that has passed lets nothing out. */
    @ContractTest
    default void deleteFaces_pastDeadline_sendsNothing(ContractHarness harness) {
        refusedPastDeadline(harness, Operation.DELETE_FACES);
    }

    /** A deadline that has passed lets nothing out. */
    @ContractTest
    default void findPerson_pastDeadline_sendsNothing(ContractHarness harness) {
        refusedPastDeadline(harness, Operation.FIND_PERSON);
    }

    /** A cancelled call never begins. */
    @ContractTest
    default void deletePerson_cancelledBefore_sendsNothing(ContractHarness harness) {
        refusedCancelled(harness, Operation.DELETE_PERSON);
    }

    /** A cancelled call never begins. */
    @ContractTest
    default void deleteFaces_cancelledBefore_sendsNothing(ContractHarness harness) {
        refusedCancelled(harness, Operation.DELETE_FACES);
    }

    /** A cancelled call never begins. */
    @ContractTest
    default void findPerson_cancelledBefore_sendsNothing(ContractHarness harness) {
        refusedCancelled(harness, Operation.FIND_PERSON);
    }

    /** An interrupted thread begins no call, and stays interrupted. */
    @ContractTest
    default void deletePerson_interruptedBefore_sendsNothing(ContractHarness harness) {
        refusedInterrupted(harness, Operation.DELETE_PERSON);
    }

    /** An interrupted thread begins no call, and stays interrupted. */
    @ContractTest
    default void deleteFaces_interruptedBefore_sendsNothing(ContractHarness harness) {
        refusedInterrupted(harness, Operation.DELETE_FACES);
    }

    /** An interrupted thread begins no call, and stays interrupted. */
    @ContractTest
    default void findPerson_interruptedBefore_sendsNothing(ContractHarness harness) {
        refusedInterrupted(harness, Operation.FIND_PERSON);
    }

    /** An interrupt ends a call that the vendor leaves without an answer, and the flag stays set. */
    @ContractTest
    default void deletePerson_interruptedDuringStall_endsQuickly(ContractHarness harness) {
        interruptedDuringStall(harness, Operation.DELETE_PERSON);
    }

    /** An interrupt ends a call that the vendor leaves without an answer, and the flag stays set. */
    @ContractTest
    default void deleteFaces_interruptedDuringStall_endsQuickly(ContractHarness harness) {
        interruptedDuringStall(harness, Operation.DELETE_FACES);
    }

    /** An interrupt ends a call that the vendor leaves without an answer, and the flag stays set. */
    @ContractTest
    default void findPerson_interruptedDuringStall_endsQuickly(ContractHarness harness) {
        interruptedDuringStall(harness, Operation.FIND_PERSON);
    }

    /** A cancellation from another thread ends a call that the vendor leaves without an answer. */
    @ContractTest
    default void deletePerson_cancelledDuringStall_endsQuickly(ContractHarness harness) {
        cancelledDuring(ContractFault.STALL, harness, Operation.DELETE_PERSON);
    }

    /** A cancellation from another thread ends a call that the vendor leaves without an answer. */
    @ContractTest
    default void deleteFaces_cancelledDuringStall_endsQuickly(ContractHarness harness) {
        cancelledDuring(ContractFault.STALL, harness, Operation.DELETE_FACES);
    }

    /** A cancellation from another thread ends a call that the vendor leaves without an answer. */
    @ContractTest
    default void findPerson_cancelledDuringStall_endsQuickly(ContractHarness harness) {
        cancelledDuring(ContractFault.STALL, harness, Operation.FIND_PERSON);
    }

    /** A cancellation from another thread ends a call whose answer trickles in. */
    @ContractTest
    default void deletePerson_cancelledDuringDrip_endsQuickly(ContractHarness harness) {
        cancelledDuring(ContractFault.DRIP, harness, Operation.DELETE_PERSON);
    }

    /** A deadline ends a call that the vendor leaves without an answer. */
    @ContractTest
    default void deletePerson_deadlineDuringStall_endsInTime(ContractHarness harness) {
        deadlineDuring(ContractFault.STALL, harness, Operation.DELETE_PERSON);
    }

    /** A deadline ends a call that the vendor leaves without an answer. */
    @ContractTest
    default void deleteFaces_deadlineDuringStall_endsInTime(ContractHarness harness) {
        deadlineDuring(ContractFault.STALL, harness, Operation.DELETE_FACES);
    }

    /** A deadline ends a call that the vendor leaves without an answer. */
    @ContractTest
    default void findPerson_deadlineDuringStall_endsInTime(ContractHarness harness) {
        deadlineDuring(ContractFault.STALL, harness, Operation.FIND_PERSON);
    }

    /** A deadline ends a call whose answer trickles in, byte by byte, each of them in time. */
    @ContractTest
    default void deletePerson_deadlineDuringDrip_endsInTime(ContractHarness harness) {
        deadlineDuring(ContractFault.DRIP, harness, Operation.DELETE_PERSON);
    }

    /** A deadline that is far enough away changes nothing. */
    @ContractTest
    default void deletePerson_distantDeadline_isDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        CallOptions options =
                CallOptions.defaults().withTimeout(Duration.ofHours(1)).withCancellation(new Cancellation());
        scene.deletePerson(Scene.PERSON, options).success();
    }

    private static void refusedPastDeadline(ContractHarness harness, Operation operation) {
        Scene scene = sceneFor(harness, operation);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertRefused(Calls.of(scene, operation, late), ErrorKind.DEADLINE_EXCEEDED);
    }

    private static void refusedCancelled(ContractHarness harness, Operation operation) {
        Scene scene = sceneFor(harness, operation);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertRefused(
                Calls.of(scene, operation, CallOptions.defaults().withCancellation(cancellation)), ErrorKind.CANCELLED);
    }

    private static void refusedInterrupted(ContractHarness harness, Operation operation) {
        Scene scene = sceneFor(harness, operation);
        // Vendors' emulators may not like to be looked at by an interrupted thread; the call has a thread of its own.
        StalledCall call = StalledCall.start(harness, () -> {
            Thread.currentThread().interrupt();
            return Calls.unchecked(scene, operation, CallOptions.defaults());
        });
        Tried<?> tried = call.end();
        assertRefused(tried, ErrorKind.CANCELLED);
        assertTrue(tried.interrupted(), "the interrupt must stay pending");
        assertEquals(scene.stored(), call.before(), "nothing may be deleted");
    }

    private static void assertRefused(Tried<?> tried, ErrorKind kind) {
        FaceException failure = tried.failure();
        assertEquals(kind, failure.kind());
        assertEquals(Effect.NONE, failure.effect());
        assertEquals(Origin.LOCAL, failure.origin());
        assertEquals(0, failure.attempts());
        assertEquals(0, tried.requests(), "nothing may be sent");
    }

    private static void interruptedDuringStall(ContractHarness harness, Operation operation) {
        Scene scene = sceneFor(harness, operation);
        scene.inject(operation, ContractFault.STALL);
        StalledCall call = StalledCall.start(harness, () -> Calls.unchecked(scene, operation, CallOptions.defaults()));
        call.awaitArrival(!operation.isRead() && Calls.isOneRequest(scene, operation));
        call.interrupt();
        Tried<?> tried = call.endPromptly();
        assertEnded(scene, operation, call, tried, ErrorKind.CANCELLED);
        assertTrue(tried.interrupted(), "the interrupt must stay visible to the caller");
    }

    private static void cancelledDuring(ContractFault fault, ContractHarness harness, Operation operation) {
        Scene scene = sceneFor(harness, operation);
        scene.inject(operation, fault);
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.defaults().withCancellation(cancellation);
        StalledCall call = StalledCall.start(harness, () -> Calls.unchecked(scene, operation, options));
        call.awaitArrival(!operation.isRead() && Calls.isOneRequest(scene, operation));
        cancellation.cancel();
        Tried<?> tried = call.endPromptly();
        assertEnded(scene, operation, call, tried, ErrorKind.CANCELLED);
        assertFalse(tried.interrupted(), "a cancellation is no interrupt");
    }

    private static void deadlineDuring(ContractFault fault, ContractHarness harness, Operation operation) {
        Scene scene = sceneFor(harness, operation);
        scene.inject(operation, fault);
        Duration allowed = DEADLINE;
        StalledCall call = within(allowed, harness, scene, operation);
        Tried<?> tried = call.end();
        while (isUnsent(tried) && allowed.compareTo(LONGEST_DEADLINE) < 0) {
            allowed = allowed.multipliedBy(2);
            call = within(allowed, harness, scene, operation);
            tried = call.end();
        }
        assumeTrue(
                tried.requests() > scene.readsBefore(operation),
                "this machine took longer than the deadline to send the request");
        Duration took = tried.took();
        Duration deadline = allowed;
        assertTrue(
                took.compareTo(deadline.plus(StalledCall.PROMPTLY)) < 0,
                () -> "the call took " + took + " with a deadline " + deadline + " away");
        call.awaitArrival(!operation.isRead() && Calls.isOneRequest(scene, operation));
        assertEnded(scene, operation, call, tried, ErrorKind.DEADLINE_EXCEEDED);
    }

    private static StalledCall within(Duration allowed, ContractHarness harness, Scene scene, Operation operation) {
        return StalledCall.start(harness, () -> {
            CallOptions options = CallOptions.defaults().withTimeout(allowed);
            return Calls.unchecked(scene, operation, options);
        });
    }

    private static boolean isUnsent(Tried<?> tried) {
        return tried.requests() == 0 && tried.failure().attempts() == 0;
    }

    private static void assertEnded(
            Scene scene, Operation operation, StalledCall call, Tried<?> tried, ErrorKind expected) {
        FaceException failure = tried.failure();
        assertEquals(expected, failure.kind());
        if (operation.isRead()) {
            assertEquals(Effect.NONE, failure.effect(), "a read has no effect");
        } else if (Calls.isOneRequest(scene, operation)) {
            assertNotEquals(Effect.NONE, failure.effect(), "the request was sent, and it was carried out");
        }
        Calls.agreement(scene, operation, call.before(), tried).ofFailure(tried.error());
    }

    private static Scene sceneFor(ContractHarness harness, Operation operation) {
        Scene scene = Scene.holding(harness, 3);
        if (operation.isRead()) {
            scene.assumeReadBack();
        }
        return scene;
    }
}
