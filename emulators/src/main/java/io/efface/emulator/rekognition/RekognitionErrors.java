package io.efface.emulator.rekognition;

import java.util.Map;
import java.util.Set;

/**
 * AWS's error codes with their HTTP statuses and usual messages.
 *
 * <p>Source of the statuses of the service's exceptions: the service model in AWS's SDK for Java 2.57.8 ({@code DefaultRekognitionClient}).
 * The codes of the servers in front of the service are AWS's common errors, recalled from memory. The messages are also recalled from
 * memory; clients must not depend on them.
 */
final class RekognitionErrors {
    static final int BAD_REQUEST = 400;
    static final int SERVER_ERROR = 500;

    static final String NOT_FOUND = "ResourceNotFoundException";
    static final String CONFLICT = "ConflictException";
    static final String INVALID_TOKEN = "InvalidPaginationTokenException";

    private static final Set<String> STATUS_500 =
            Set.of("ThrottlingException", "InternalServerError", "InternalFailure", "InternalError");

    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry("MissingAuthenticationTokenException", "Missing Authentication Token"),
            Map.entry("IncompleteSignatureException", "The request signature does not conform to AWS standards."),
            Map.entry("UnrecognizedClientException", "The security token included in the request is invalid."),
            Map.entry("ExpiredTokenException", "The security token included in the request is expired"),
            Map.entry(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                            + " Access Key and signing method. Consult the service documentation for details."),
            Map.entry("UnknownOperationException", "The operation is unknown."),
            Map.entry("SerializationException", "The request could not be read."),
            Map.entry("ThrottlingException", "Slow down; you are sending requests too fast."),
            Map.entry("ProvisionedThroughputExceededException", "Provisioned throughput rate exceeded."),
            Map.entry("AccessDeniedException", "The key is not authorized to perform this action."),
            Map.entry(CONFLICT, "The update or deletion of the User caused an inconsistent state."),
            Map.entry(INVALID_TOKEN, "Invalid pagination token."),
            Map.entry(
                    "IdempotentParameterMismatchException",
                    "A ClientRequestToken input parameter was reused with an operation, but at least one of the other input"
                            + " parameters is different from the previous call."),
            Map.entry("InternalServerError", "An internal error occurred."));

    /** The codes of the servers in front of the service. Responses of these servers have another form. */
    private static final Set<String> BEFORE_THE_SERVICE = Set.of(
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException",
            "UnrecognizedClientException",
            "ExpiredTokenException",
            "InvalidSignatureException",
            "UnknownOperationException",
            "SerializationException",
            "SubscriptionRequiredException",
            "OptInRequired");

    private RekognitionErrors() {}

    static int status(String code) {
        if (code.equals("ServiceUnavailable") || code.equals("ServiceUnavailableException")) {
            return 503;
        }
        return STATUS_500.contains(code) ? SERVER_ERROR : BAD_REQUEST;
    }

    static String message(String code) {
        return MESSAGES.getOrDefault(code, "The request failed.");
    }

    static boolean isBeforeTheService(String code) {
        return BEFORE_THE_SERVICE.contains(code);
    }
}
