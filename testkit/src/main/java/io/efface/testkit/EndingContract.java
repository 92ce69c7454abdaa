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
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        CallOptions options =
                CallOptions.defaults().withTimeout(Duration.ofHours(1)).withCancellation(new Cancellation());
        fixture.deletePerson(ContractFixture.PERSON, options).success();
    }

    private static void refusedPastDeadline(ContractHarness harness, Operation operation) {
        ContractFixture fixture = fixtureFor(harness, operation);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertRefused(TypicalCalls.of(fixture, operation, late), ErrorKind.DEADLINE_EXCEEDED);
    }

    private static void refusedCancelled(ContractHarness harness, Operation operation) {
        ContractFixture fixture = fixtureFor(harness, operation);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertRefused(
                TypicalCalls.of(fixture, operation, CallOptions.defaults().withCancellation(cancellation)),
                ErrorKind.CANCELLED);
    }

    private static void refusedInterrupted(ContractHarness harness, Operation operation) {
        ContractFixture fixture = fixtureFor(harness, operation);
        // Vendors' emulators may not like to be looked at by an interrupted thread; the call has a thread of its own.
        BackgroundCall call = BackgroundCall.start(harness, () -> {
            Thread.currentThread().interrupt();
            return TypicalCalls.unchecked(fixture, operation, CallOptions.defaults());
        });
        ObservedCall<?> observed = call.end();
        assertRefused(observed, ErrorKind.CANCELLED);
        assertTrue(observed.interrupted(), "the interrupt must stay pending");
        assertEquals(fixture.stored(), call.before(), "nothing may be deleted");
    }

    private static void assertRefused(ObservedCall<?> observed, ErrorKind kind) {
        FaceException failure = observed.failure();
        assertEquals(kind, failure.kind());
        assertEquals(Effect.NONE, failure.effect());
        assertEquals(Origin.LOCAL, failure.origin());
        assertEquals(0, failure.attempts());
        assertEquals(0, observed.requests(), "nothing may be sent");
    }

    private static void interruptedDuringStall(ContractHarness harness, Operation operation) {
        ContractFixture fixture = fixtureFor(harness, operation);
        fixture.inject(operation, ContractFault.STALL);
        BackgroundCall call =
                BackgroundCall.start(harness, () -> TypicalCalls.unchecked(fixture, operation, CallOptions.defaults()));
        call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        call.interrupt();
        ObservedCall<?> observed = call.endPromptly();
        assertEnded(fixture, operation, call, observed, ErrorKind.CANCELLED);
        assertTrue(observed.interrupted(), "the interrupt must stay visible to the caller");
    }

    private static void cancelledDuring(ContractFault fault, ContractHarness harness, Operation operation) {
        ContractFixture fixture = fixtureFor(harness, operation);
        fixture.inject(operation, fault);
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.defaults().withCancellation(cancellation);
        BackgroundCall call = BackgroundCall.start(harness, () -> TypicalCalls.unchecked(fixture, operation, options));
        call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        cancellation.cancel();
        ObservedCall<?> observed = call.endPromptly();
        assertEnded(fixture, operation, call, observed, ErrorKind.CANCELLED);
        assertFalse(observed.interrupted(), "a cancellation is no interrupt");
    }

    private static void deadlineDuring(ContractFault fault, ContractHarness harness, Operation operation) {
        ContractFixture fixture = fixtureFor(harness, operation);
        fixture.inject(operation, fault);
        Duration allowed = DEADLINE;
        BackgroundCall call = within(allowed, harness, fixture, operation);
        ObservedCall<?> observed = call.end();
        while (isUnsent(observed) && allowed.compareTo(LONGEST_DEADLINE) < 0) {
            allowed = allowed.multipliedBy(2);
            call = within(allowed, harness, fixture, operation);
            observed = call.end();
        }
        assumeTrue(
                observed.requests() > fixture.readsBefore(operation),
                "this machine took longer than the deadline to send the request");
        Duration took = observed.took();
        Duration deadline = allowed;
        assertTrue(
                took.compareTo(deadline.plus(BackgroundCall.PROMPTLY)) < 0,
                () -> "the call took " + took + " with a deadline " + deadline + " away");
        call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        assertEnded(fixture, operation, call, observed, ErrorKind.DEADLINE_EXCEEDED);
    }

    private static BackgroundCall within(
            Duration allowed, ContractHarness harness, ContractFixture fixture, Operation operation) {
        return BackgroundCall.start(harness, () -> {
            CallOptions options = CallOptions.defaults().withTimeout(allowed);
            return TypicalCalls.unchecked(fixture, operation, options);
        });
    }

    private static boolean isUnsent(ObservedCall<?> observed) {
        return observed.requests() == 0 && observed.failure().attempts() == 0;
    }

    private static void assertEnded(
            ContractFixture fixture,
            Operation operation,
            BackgroundCall call,
            ObservedCall<?> observed,
            ErrorKind expected) {
        FaceException failure = observed.failure();
        assertEquals(expected, failure.kind());
        if (operation.isRead()) {
            assertEquals(Effect.NONE, failure.effect(), "a read has no effect");
        } else if (TypicalCalls.isOneRequest(fixture, operation)) {
            assertNotEquals(Effect.NONE, failure.effect(), "the request was sent, and it was carried out");
        }
        TypicalCalls.check(fixture, operation, call.before(), observed).ofFailure(observed.error());
    }

    private static ContractFixture fixtureFor(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        if (operation.isRead()) {
            fixture.assumeReadBack();
        }
        return fixture;
    }
}
