package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertNotEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tests calls that a deadline, a cancellation or an interrupt ends, either before the call begins or while the vendor sends no response or
 * a slow response.
 */
interface EndingContract {
    /** The deadline that a test tries first. */
    Duration DEADLINE = Duration.ofMillis(100);

    /** The provider's own timeout in {@link #anyOperation_timeoutOfTheProvider_reportsWhatMayHaveHappened}. */
    Duration TIMEOUT = Duration.ofMillis(250);

    /** The longest deadline that a test tries if a busy machine sends no request before the deadline. */
    Duration LONGEST_DEADLINE = DEADLINE.multipliedBy(16);

    /** A call whose deadline has passed sends nothing. */
    @ContractTest
    default void anyOperation_pastDeadline_sendsNothing(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        CallOptions late =
                CallOptions.defaults().withDeadline(harness.clock().instant().minusSeconds(1));
        assertRejected(TypicalCalls.checked(fixture, operation, late), ErrorKind.DEADLINE_EXCEEDED);
    }

    /** A call that is cancelled before its begin sends nothing. */
    @ContractTest
    default void anyOperation_cancelledBefore_sendsNothing(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertRejected(
                TypicalCalls.checked(fixture, operation, CallOptions.defaults().withCancellation(cancellation)),
                ErrorKind.CANCELLED);
    }

    /** A call of an interrupted thread sends nothing, and the interrupt flag stays set. */
    @ContractTest
    default void anyOperation_interruptedBefore_sendsNothing(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        // The call has a separate thread, because an emulator may fail if an interrupted thread reads its state.
        BackgroundCall call = BackgroundCall.start(harness, () -> {
            Thread.currentThread().interrupt();
            return TypicalCalls.unchecked(fixture, operation, CallOptions.defaults());
        });
        ObservedCall<?> observed = call.end();
        assertRejected(observed, ErrorKind.CANCELLED);
        assertTrue(observed.interrupted(), "the interrupt flag must stay set");
        assertEquals(fixture.stored(), call.facesBefore(), "nothing may be deleted");
    }

    /** An interrupt ends a call to which the vendor does not respond, and the interrupt flag stays set. */
    @ContractTest
    default void anyOperation_interruptedDuringStall_endsQuickly(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        fixture.inject(operation, ContractFault.STALL);
        BackgroundCall call =
                BackgroundCall.start(harness, () -> TypicalCalls.unchecked(fixture, operation, CallOptions.defaults()));
        call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        call.interrupt();
        ObservedCall<?> observed = call.endPromptly();
        assertEnded(fixture, operation, call, observed, ErrorKind.CANCELLED);
        assertTrue(observed.interrupted(), "the interrupt flag must stay set");
    }

    /** A cancellation from another thread ends a call to which the vendor does not respond. */
    @ContractTest
    default void anyOperation_cancelledDuringStall_endsQuickly(ContractHarness harness, Operation operation) {
        checkCancellationDuring(ContractFault.STALL, harness, operation);
    }

    /** A cancellation from another thread ends a call with a slow response. */
    @ContractTest
    default void anyOperation_cancelledDuringDrip_endsQuickly(ContractHarness harness, Operation operation) {
        checkCancellationDuring(ContractFault.DRIP, harness, operation);
    }

    /** A deadline ends a call to which the vendor does not respond. */
    @ContractTest
    default void anyOperation_deadlineDuringStall_endsInTime(ContractHarness harness, Operation operation) {
        checkDeadlineDuring(ContractFault.STALL, harness, operation);
    }

    /** A deadline ends a call with a slow response, although each byte arrives within the read timeout. */
    @ContractTest
    default void anyOperation_deadlineDuringDrip_endsInTime(ContractHarness harness, Operation operation) {
        checkDeadlineDuring(ContractFault.DRIP, harness, operation);
    }

    /**
     * The provider's own timeout ends a call to which the vendor does not respond. The vendor may have carried out the request, so the
     * effect of a deletion is not NONE.
     */
    @ContractTest
    default void anyOperation_timeoutOfTheProvider_reportsWhatMayHaveHappened(
            ContractHarness harness, Operation operation) throws IOException {
        ContractFixture measured = ContractFixture.holding(harness, 3, operation);
        Optional<ContractHarness> started = harness.withTimeout(TIMEOUT);
        assumeTrue(started.isPresent(), "this target cannot be started with a timeout of its own");
        try (ContractHarness impatient = started.orElseThrow()) {
            ContractFixture fixture = measured.sameOn(impatient, 3);
            fixture.inject(operation, ContractFault.STALL);
            BackgroundCall call = BackgroundCall.start(
                    impatient, () -> TypicalCalls.unchecked(fixture, operation, CallOptions.defaults()));
            call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
            ObservedCall<?> observed = call.end();
            if (observed.failed()) {
                assertEnded(fixture, operation, call, observed, ErrorKind.TIMEOUT);
            } else {
                assertTrue(impatient.opened(), "a primitive repository must not hide that no response arrived");
            }
        }
    }

    /** A deadline that does not pass during the call does not change the result. */
    @ContractTest
    default void anyOperation_distantDeadline_succeeds(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        CallOptions options =
                CallOptions.defaults().withTimeout(Duration.ofHours(1)).withCancellation(new Cancellation());
        TypicalCalls.checked(fixture, operation, options).success();
    }

    private static void assertRejected(ObservedCall<?> observed, ErrorKind kind) {
        FaceException failure = observed.failure();
        assertEquals(kind, failure.kind(), "the kind of the error is wrong");
        assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
        assertEquals(Origin.LOCAL, failure.origin(), "the origin of the error is wrong");
        assertEquals(0, failure.attempts(), "nothing was sent, so there is no attempt");
        assertEquals(0, observed.requests(), "nothing may be sent");
    }

    private static void checkCancellationDuring(ContractFault fault, ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        fixture.inject(operation, fault);
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.defaults().withCancellation(cancellation);
        BackgroundCall call = BackgroundCall.start(harness, () -> TypicalCalls.unchecked(fixture, operation, options));
        call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        cancellation.cancel();
        ObservedCall<?> observed = call.endPromptly();
        assertEnded(fixture, operation, call, observed, ErrorKind.CANCELLED);
        assertFalse(observed.interrupted(), "a cancellation must not set the interrupt flag");
    }

    private static void checkDeadlineDuring(ContractFault fault, ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        Duration allowed = DEADLINE;
        BackgroundCall call = startStalled(fault, allowed, fixture, operation);
        ObservedCall<?> observed = call.end();
        while (!isSent(observed, fixture, operation) && allowed.compareTo(LONGEST_DEADLINE) < 0) {
            allowed = allowed.multipliedBy(2);
            call = startStalled(fault, allowed, fixture, operation);
            observed = call.end();
        }
        assumeTrue(
                isSent(observed, fixture, operation), "this machine took longer than the deadline to send the request");
        Duration took = observed.took();
        Duration deadline = allowed;
        assertTrue(
                took.compareTo(deadline.plus(BackgroundCall.PROMPTLY)) < 0,
                () -> "the call took " + took + " with a deadline after " + deadline);
        call.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        assertEnded(fixture, operation, call, observed, ErrorKind.DEADLINE_EXCEEDED);
    }

    /**
     * Starts a call to which the vendor does not respond. First stores the faces and prepares the fault again, because an earlier call may
     * have deleted the faces and used up the fault.
     */
    private static BackgroundCall startStalled(
            ContractFault fault, Duration allowed, ContractFixture fixture, Operation operation) {
        fixture.put(ContractFixture.PERSON, ContractFixture.faces(0, 3));
        fixture.inject(operation, fault);
        return BackgroundCall.start(fixture.harness, () -> {
            CallOptions options = CallOptions.defaults().withTimeout(allowed);
            return TypicalCalls.unchecked(fixture, operation, options);
        });
    }

    private static boolean isSent(ObservedCall<?> observed, ContractFixture fixture, Operation operation) {
        return observed.requests() > fixture.readsBefore(operation);
    }

    private static void assertEnded(
            ContractFixture fixture,
            Operation operation,
            BackgroundCall call,
            ObservedCall<?> observed,
            ErrorKind expected) {
        FaceException failure = observed.failure();
        assertEquals(expected, failure.kind(), "the kind of the error is wrong");
        if (operation.isRead()) {
            assertEquals(Effect.NONE, failure.effect(), "a read has no effect");
        } else if (TypicalCalls.isOneRequest(fixture, operation)) {
            assertNotEquals(
                    Effect.NONE,
                    failure.effect(),
                    "the request was sent and carried out, so the effect must not be NONE");
            if (!fixture.harness.opened()) {
                ConsistencyCheck.checkFacesWithoutResponse(failure);
            }
        }
        TypicalCalls.check(fixture, operation, call.facesBefore(), observed).checkFailure(observed.error());
    }
}
