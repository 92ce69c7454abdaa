package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.CallResult;
import io.efface.Classification;
import io.efface.FaceException;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.testkit.ContractHarness.VendorResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tests that results and exceptions contain the details of the vendor's responses, which the vendor's support and the layers need. */
interface DetailContract {
    /** The classifications of errors that the vendor reports with a code. */
    Set<Classification> OF_CODES =
            Set.of(Classification.CODE, Classification.CODE_PREFIX, Classification.TEXT, Classification.HTTP_STATUS);

    /** A result contains the ids of the requests that the vendor answered, and no other ids. */
    @ContractTest
    default void anyOperation_requestIds_areThoseOfTheResponses(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 4, operation);
        int earlier = harness.responses().size();
        Object result = TypicalCalls.unchecked(fixture, operation, CallOptions.defaults());
        List<String> sent = harness.responses().stream()
                .skip(earlier)
                .flatMap(response -> response.requestId().stream())
                .toList();
        assumeTrue(!sent.isEmpty(), "this harness does not know the request ids of the vendor");
        List<String> reported = requestIds(result);
        if (harness.opened()) {
            assertTrue(sent.containsAll(reported), "the result contains an id that no response contained");
            assertFalse(reported.isEmpty(), "the result must contain the request ids of the responses");
        } else {
            assertEquals(sent, reported, "the result must contain the request ids of the responses");
        }
    }

    /**
     * For each fault during each operation, the exception contains the account's name, and the code, the HTTP status, the request id and
     * the wait of the vendor's response. The classification, the origin and the advice of the exception fit the response. The exception
     * concerns the person only if the vendor says so.
     */
    @ContractTest
    default void anyOperation_vendorFails_keepsTheDetails(
            ContractHarness harness, Operation operation, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 4, operation);
        fixture.assumeIsFault(operation, fault);
        fixture.inject(operation, fault);
        ObservedCall<?> observed = TypicalCalls.checked(fixture, operation, CallOptions.defaults());
        assumeTrue(observed.failed(), "the layers repeated the request");
        FaceException failure = observed.failure();
        assertNamesAccount(harness, failure);
        assertClassified(fault, failure);
        assertAbout(fault, failure);
        assertDetails(harness, fault, failure);
    }

    /** Checks the origin and the advice of a failure under a fault, and whether the failure concerns the target. */
    static void assertAbout(ContractFault fault, FaceException failure) {
        boolean isLost = fault == ContractFault.DROP_BEFORE_EFFECT || fault == ContractFault.DROP_AFTER_EFFECT;
        if (isLost || fault.isRejection()) {
            assertEquals(
                    isLost ? Origin.NETWORK : Origin.VENDOR,
                    failure.origin(),
                    () -> "the origin of the error under " + fault + " is wrong");
            assertFalse(
                    failure.isAboutTarget() && fault != ContractFault.CONFLICT,
                    () -> "the error under " + fault + " must not concern the person");
        }
        Set<RetryAdvice> permitted = switch (fault) {
            case THROTTLE, CONFLICT, DROP_BEFORE_EFFECT, DROP_AFTER_EFFECT -> Set.of(RetryAdvice.BACKOFF);
            case PERMISSION_DENIED, ACCOUNT_UNAVAILABLE -> Set.of(RetryAdvice.NEVER);
            case AUTH_REJECTED -> Set.of(RetryAdvice.NEVER, RetryAdvice.ONCE);
            default -> Set.of(RetryAdvice.values());
        };
        assertTrue(
                permitted.contains(failure.advice()),
                () -> "under " + fault + " the advice must be one of " + permitted + ", not " + failure.advice());
    }

    /** Checks that a failure contains the details of the latest response, and no others. */
    static void assertDetails(ContractHarness harness, ContractFault fault, FaceException failure) {
        if (fault == ContractFault.DROP_BEFORE_EFFECT || fault == ContractFault.DROP_AFTER_EFFECT) {
            assertEquals(Optional.empty(), failure.vendorCode(), "no response arrived, so the error must have no code");
            assertEquals(
                    Optional.empty(), failure.requestId(), "no response arrived, so the error must have no request id");
            assertEquals(
                    OptionalInt.empty(), failure.httpStatus(), "no response arrived, so the error must have no status");
            return;
        }
        List<VendorResponse> responses = harness.responses();
        if (!responses.isEmpty()) {
            VendorResponse latest = responses.get(responses.size() - 1);
            assertKept(latest, failure);
            assertTrue(
                    harness.opened()
                            || latest.retryAfter().isPresent()
                            || failure.retryAfter().isEmpty(),
                    "the vendor states no wait, so the error must contain none");
        }
    }

    /** Checks that a failure contains the name of the account, if the harness knows it. */
    static void assertNamesAccount(ContractHarness harness, FaceException failure) {
        if (harness.account().isPresent()) {
            assertEquals(harness.account(), failure.account(), "the error must name the account");
        }
    }

    /** Checks the classification of an error, if only one classification is right for the fault. */
    private static void assertClassified(ContractFault fault, FaceException failure) {
        Set<Classification> permitted = switch (fault) {
            case DROP_BEFORE_EFFECT, DROP_AFTER_EFFECT -> Set.of(Classification.TRANSPORT);
            case EMPTY, GARBAGE, WRONG_SHAPE, NESTED, OVERSIZED -> Set.of(Classification.SHAPE);
            default -> Set.of();
        };
        assertTrue(
                permitted.isEmpty() || permitted.contains(failure.classification()),
                () -> "under " + fault + " the classification must be one of " + permitted + ", not "
                        + failure.classification());
    }

    private static void assertKept(VendorResponse response, FaceException failure) {
        if (response.retryAfter().isPresent()) {
            assertEquals(
                    response.retryAfter(),
                    failure.retryAfter(),
                    "the error must contain the wait that the vendor states");
        }
        if (response.code().isEmpty()) {
            return;
        }
        assertEquals(response.code(), failure.vendorCode(), "the error must contain the vendor's code");
        if (response.httpStatus().isPresent()) {
            assertEquals(response.httpStatus(), failure.httpStatus(), "the error must contain the HTTP status");
        }
        assertEquals(
                response.requestId(), failure.requestId(), "the error must contain the vendor's id of the request");
        assertTrue(
                OF_CODES.contains(failure.classification()),
                () -> "the vendor responded with a code, but the classification is " + failure.classification());
    }

    private static List<String> requestIds(Object result) {
        return result instanceof FindPersonResult read
                ? read.trace().requestIds()
                : ((CallResult<?>) result).trace().requestIds();
    }
}
