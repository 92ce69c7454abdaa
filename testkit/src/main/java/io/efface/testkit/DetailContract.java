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
import io.efface.testkit.ContractHarness.VendorResponse;
import java.util.List;
import java.util.Set;

/** Tests that results and exceptions contain the details of the vendor's responses, which the vendor's support and the layers need. */
interface DetailContract {
    /** The classifications of errors that concern no response. */
    Set<Classification> WITHOUT_RESPONSE =
            Set.of(Classification.LOCAL, Classification.CREDENTIALS, Classification.TRANSPORT);

    /** A result contains the ids of the requests that the vendor answered, and no other ids. */
    @ContractTest
    default void anyOperation_requestIds_areThoseOfTheResponses(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        if (operation.isRead()) {
            fixture.assumeReadBack();
        }
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

    /** An exception contains the code, the HTTP status, the request id and the wait of the response that it reports. */
    @ContractTest
    default void deletePerson_vendorReportsAnError_keepsItsDetails(ContractHarness harness, ContractFault fault) {
        FaceException failure = failureWithCode(harness, fault);
        List<VendorResponse> responses = harness.responses();
        VendorResponse last = responses.get(responses.size() - 1);
        assertEquals(last.code(), failure.vendorCode(), "the error must contain the vendor's code");
        if (last.httpStatus().isPresent()) {
            assertEquals(last.httpStatus(), failure.httpStatus(), "the error must contain the HTTP status");
        }
        assertEquals(last.requestId(), failure.requestId(), "the error must contain the vendor's id of the request");
        if (last.retryAfter().isPresent()) {
            assertEquals(
                    last.retryAfter(), failure.retryAfter(), "the error must contain the wait that the vendor states");
        }
    }

    /** The classification of an error that the vendor reports with a code shows that there was a response. */
    @ContractTest
    default void deletePerson_vendorReportsAnError_isClassified(ContractHarness harness, ContractFault fault) {
        FaceException failure = failureWithCode(harness, fault);
        assertFalse(
                WITHOUT_RESPONSE.contains(failure.classification()),
                () -> "the vendor responded with a code, but the classification is " + failure.classification());
    }

    /** For each fault, the exception contains the account's name. */
    @ContractTest
    default void deletePerson_vendorFails_namesTheAccount(ContractHarness harness, ContractFault fault) {
        assumeTrue(harness.account().isPresent(), "this harness does not know the name of the account");
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.inject(fault);
        ObservedCall<?> observed = fixture.deletePerson();
        assumeTrue(observed.failed(), "the layers repeated the request");
        assertEquals(harness.account(), observed.failure().account(), "the error must name the account");
    }

    private static FaceException failureWithCode(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.inject(fault);
        ObservedCall<?> observed = fixture.deletePerson();
        assumeTrue(observed.failed(), "the layers repeated the request");
        List<VendorResponse> responses = harness.responses();
        assumeTrue(
                !responses.isEmpty()
                        && responses.get(responses.size() - 1).code().isPresent(),
                "the vendor reports this fault without a code, or this harness does not know the code");
        return observed.failure();
    }

    private static List<String> requestIds(Object result) {
        return result instanceof FindPersonResult read
                ? read.trace().requestIds()
                : ((CallResult<?>) result).trace().requestIds();
    }
}
