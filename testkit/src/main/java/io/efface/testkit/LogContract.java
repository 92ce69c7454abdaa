package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.testkit.output.CollectedOutput;
import io.efface.testkit.output.FormsOfId;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Tests that log lines contain no ids of people and faces. Parts and encodings of an id are not allowed either. Nor are hashes and
 * checksums without a key, because they show whether a known id was used. {@link FormsOfId} finds all these forms. The test reads the log
 * of {@code java.util.logging} at all levels, and the standard streams. With {@code slf4j-jdk14}, the test thus reads all that is logged
 * with SLF4J. The test is aborted if it does not receive lines of level {@code TRACE}.
 */
interface LogContract {
    /** An id that differs from its percent-encoded form. No other text in the log contains a part of this id. */
    PersonId PERSON_IN_LOGS = PersonId.of("quokkaherd 4711/Zo\u00eb");

    /** An id for vendors that do not allow the characters of {@link #PERSON_IN_LOGS}. */
    PersonId PLAIN_PERSON_IN_LOGS = PersonId.of("quokkaherd-4711");

    /** The time after which a deadline, or the provider's own timeout, ends a call of {@link #anyOperation_log_containsNoId}. */
    Duration SHORT_TIMEOUT = Duration.ofMillis(20);

    /**
     * For each operation, the log contains no id in any form: after a success, with each fault, for an absent person, and if a
     * cancellation, an interrupt, a deadline or a timeout ends the call.
     */
    @ContractTest
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    default void anyOperation_log_containsNoId(ContractHarness harness, Operation operation) throws IOException {
        ContractFixture fixture = ContractFixture.absent(harness, operation);
        Set<FaceId> faces = ContractFixture.faces(0, 4);
        boolean mayExist = harness.canHold(PERSON_IN_LOGS, faces)
                && fixture.capabilities().idRule().mayExist(PERSON_IN_LOGS);
        PersonId person = mayExist ? PERSON_IN_LOGS : PLAIN_PERSON_IN_LOGS;
        Set<String> ids = new LinkedHashSet<>(Set.of(person.value()));
        faces.forEach(face -> ids.add(face.value()));
        String text;
        try (CollectedOutput output = new CollectedOutput()) {
            assumeTrue(
                    output.collectsTrace(),
                    "the log is not collected at level TRACE; add org.slf4j:slf4j-jdk14 to the tests in place of"
                            + " another backend");
            LoggedCalls calls = new LoggedCalls(operation, person, faces, fixture.facesOfOneCall(0, 2));
            // This order matters. After a fault, layers may reject calls for a while, so the calls with faults come
            // later. A short deadline may pass before a request is sent, and the fault of this request is then not
            // used, so these calls come last.
            calls.cancelAndInterrupt(harness);
            calls.succeedAndFail(harness);
            calls.stall(harness, CallOptions.defaults().withTimeout(SHORT_TIMEOUT));
            Optional<ContractHarness> started = harness.withTimeout(SHORT_TIMEOUT);
            if (started.isPresent()) {
                try (ContractHarness impatient = started.orElseThrow()) {
                    calls.stall(impatient, CallOptions.defaults());
                }
            }
            text = output.text();
        }
        for (String id : ids) {
            assertEquals(Optional.empty(), new FormsOfId(id).in(text), "the log must not contain an id");
        }
    }

    /**
     * Calls of an operation. Only the log of these calls is tested.
     *
     * @param held the faces that the vendor holds for the person before each call
     * @param requested the faces that a call deletes
     */
    record LoggedCalls(Operation operation, PersonId person, Set<FaceId> held, Set<FaceId> requested) {
        /** Calls the operation for a present and an absent person, and with each fault. */
        void succeedAndFail(ContractHarness harness) {
            harness.put(person, held);
            call(harness, CallOptions.defaults());
            harness.repository().deletePerson(person);
            call(harness, CallOptions.defaults());
            for (ContractFault fault : ContractFault.values()) {
                harness.put(person, held);
                if (fault.failsByItself() && harness.inject(fault)) {
                    call(harness, CallOptions.defaults());
                    skipRejections(harness);
                }
            }
        }

        /** Cancels and interrupts calls to which the vendor does not respond. */
        void cancelAndInterrupt(ContractHarness harness) {
            Cancellation cancellation = new Cancellation();
            stall(harness, CallOptions.defaults().withCancellation(cancellation), call -> cancellation.cancel());
            stall(harness, CallOptions.defaults(), BackgroundCall::interrupt);
            skipRejections(harness);
        }

        /** Makes a call to which the vendor does not respond. The call ends because of its options or the provider's own timeout. */
        void stall(ContractHarness harness, CallOptions options) {
            harness.put(person, held);
            if (harness.inject(ContractFault.STALL)) {
                call(harness, options);
            }
        }

        private void stall(ContractHarness harness, CallOptions options, Consumer<BackgroundCall> end) {
            harness.put(person, held);
            if (harness.inject(ContractFault.STALL)) {
                BackgroundCall call = BackgroundCall.start(
                        harness,
                        () -> TypicalCalls.unchecked(harness.repository(), operation, person, requested, options));
                call.awaitArrival(false);
                end.accept(call);
                call.endPromptly();
            }
        }

        private void call(ContractHarness harness, CallOptions options) {
            ObservedCall<?> unused = ObservedCall.call(
                    harness, () -> TypicalCalls.unchecked(harness.repository(), operation, person, requested, options));
        }

        /** Skips the time for which layers reject calls after a fault, if the target can skip time. */
        private static void skipRejections(ContractHarness harness) {
            if (harness.clock() instanceof SkippingClock) {
                Steps.waitForAccount(harness);
            }
        }
    }
}
