package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertNotEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;

/** Tests repositories that are closed before or during a call. */
interface ClosingContract {
    /** A call to a closed repository fails and sends nothing. */
    @ContractTest
    default void anyOperation_closed_isUnavailable(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        harness.closeRepository();
        ObservedCall<?> observed = TypicalCalls.checked(fixture, operation, CallOptions.defaults());
        FaceException failure = observed.failure();
        assertEquals(ErrorKind.UNAVAILABLE, failure.kind(), "the kind of the error is wrong");
        assertEquals(Origin.LOCAL, failure.origin(), "the origin of the error is wrong");
        assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
        assertEquals(0, observed.requests(), "nothing may be sent");
    }

    /** A second {@code close} does nothing and throws nothing. */
    @ContractTest
    default void close_again_doesNothing(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        fixture.deletePerson().success();
        harness.closeRepository();
        assertDoesNotThrow(harness::closeRepository, "a second close must not throw an exception");
    }

    /**
     * {@code close} leaves clients and executors of the application open, because other accounts may use them. They also stay open after a
     * second {@code close} and after a call to the closed repository.
     */
    @ContractTest
    default void close_sharedResources_stayOpen(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        assumeTrue(
                harness.sharedResourcesOpen().isPresent(),
                "the application gives no resources to the account of this contract target");
        // The fixture checks after each call that the resources are open. So each case of the contract checks this,
        // too.
        fixture.deletePerson().success();
        for (int i = 0; i < 2; i++) {
            harness.closeRepository();
            assertTrue(harness.sharedResourcesOpen().orElse(false), "the application's resources must stay open");
            FaceException unused = fixture.deletePerson().failure();
        }
    }

    /** The capabilities are available after the repository was closed. */
    @ContractTest
    default void capabilities_closed_stayTheSame(ContractHarness harness) {
        Capabilities open = harness.repository().capabilities();
        harness.closeRepository();
        assertEquals(open, harness.repository().capabilities(), "the capabilities must stay the same");
    }

    /** {@code close} ends a call to which the vendor does not respond. The reported effect of the call is still correct. */
    @ContractTest
    default void close_duringStall_endsTheCall(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        fixture.inject(operation, ContractFault.STALL);
        boolean isOneDeletion = !operation.isRead() && TypicalCalls.isOneRequest(fixture, operation);
        BackgroundCall call =
                BackgroundCall.start(harness, () -> TypicalCalls.unchecked(fixture, operation, CallOptions.defaults()));
        call.awaitArrival(isOneDeletion);
        harness.closeRepository();
        ObservedCall<?> observed = call.endPromptly();
        FaceException failure = observed.failure();
        assertTrue(
                failure.kind() == ErrorKind.UNAVAILABLE || failure.kind() == ErrorKind.CANCELLED,
                () -> "close must end the call with UNAVAILABLE or CANCELLED, not " + failure.kind());
        if (isOneDeletion) {
            assertNotEquals(
                    Effect.NONE,
                    failure.effect(),
                    "the request was sent and carried out, so the effect must not be NONE");
        }
        TypicalCalls.check(fixture, operation, call.facesBefore(), observed).checkFailure(failure);
    }
}
