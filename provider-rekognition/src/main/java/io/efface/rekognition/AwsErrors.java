package io.efface.rekognition;

import static io.efface.Effect.NONE;
import static io.efface.Effect.UNKNOWN;
import static io.efface.ErrorKind.ACCOUNT_UNAVAILABLE;
import static io.efface.ErrorKind.CONFLICT;
import static io.efface.ErrorKind.FAILED_PRECONDITION;
import static io.efface.ErrorKind.INTERNAL;
import static io.efface.ErrorKind.INVALID_ARGUMENT;
import static io.efface.ErrorKind.NOT_FOUND;
import static io.efface.ErrorKind.PERMISSION_DENIED;
import static io.efface.ErrorKind.QUOTA_EXCEEDED;
import static io.efface.ErrorKind.RATE_LIMITED;
import static io.efface.ErrorKind.TIMEOUT;
import static io.efface.ErrorKind.UNAUTHENTICATED;
import static io.efface.ErrorKind.UNAVAILABLE;
import static io.efface.ErrorKind.UNSUPPORTED;
import static io.efface.RetryAdvice.BACKOFF;
import static io.efface.RetryAdvice.NEVER;
import static io.efface.RetryAdvice.ONCE;
import static io.efface.http.ErrorTable.Remedy.CLOCK;
import static io.efface.http.ErrorTable.Remedy.CREDENTIALS;
import static io.efface.http.ErrorTable.Remedy.TEMPORARY_CREDENTIALS;
import static io.efface.http.ErrorTable.Row.exact;

import io.efface.ErrorKind;
import io.efface.http.ErrorTable;
import io.efface.http.ErrorTable.Row;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of AWS's error codes: the meaning of each code, whether the deletion may have happened, and whether a retry is useful. A
 * missing User and a missing collection have the same code. The row of this code describes a missing collection.
 */
final class AwsErrors {
    static final String RESOURCE_NOT_FOUND = "ResourceNotFoundException";
    static final String STILL_ASSOCIATED = "ASSOCIATED_TO_AN_EXISTING_USER";
    static final String OTHER_USER = "ASSOCIATED_TO_A_DIFFERENT_USER";
    static final String FACE_NOT_FOUND = "FACE_NOT_FOUND";
    static final String INVALID_TOKEN = "InvalidPaginationTokenException";

    private static final String MODEL =
            "exception classes of AWS's SDK for Java 2.57.8, dist-types/models/errors.d.ts of @aws-sdk/client-rekognition 3.1142.0,"
                    + " and \"Error handling\" of the developer guide (read 2026-11)";
    private static final String COMMON =
            "Common Errors (docs.aws.amazon.com/awsconsolehelpdocs/latest/gsg/common-errors.html, read 2026-11), which are common to all"
                    + " AWS services";
    private static final String OLDER =
            "Common Errors of CloudSearch (docs.aws.amazon.com/cloudsearch/latest/developerguide/CommonErrors.md, read 2026-11)";
    private static final String RECALLED = "recalled from other AWS services; no AWS page with this code was found";
    private static final String SDK = "AwsErrorCode of AWS's SDK for Java 2.57.8 (aws-core)";

    /** The messages for a signature that AWS rejects because of its time. A wrong secret has the same code and another message. */
    private static final Pattern CLOCK_TEXT =
            Pattern.compile("Signature (expired|not yet current)\\b.*", Pattern.DOTALL);

    /**
     * The exceptions of the service. Exceptions of actions that Efface does not use are included, because a faulty server might send them.
     */
    private static final List<Row> SERVICE = List.of(
            exact(RESOURCE_NOT_FOUND, NOT_FOUND, NONE, NEVER, "DeleteUser, ListFaces, DescribeCollection: " + MODEL)
                    .withDetail("there is no such collection in this region and account; check library and region"),
            // "The update or deletion of the User caused an inconsistent state": the deletion may be partly done.
            exact("ConflictException", CONFLICT, UNKNOWN, BACKOFF, MODEL).aboutTarget(),
            exact("InternalServerError", INTERNAL, UNKNOWN, BACKOFF, MODEL),
            // AWS describes this code as "Slow down" and, with status 500, as "temporarily unable to process the
            // request".
            exact("ThrottlingException", RATE_LIMITED, NONE, BACKOFF, MODEL),
            exact("ProvisionedThroughputExceededException", RATE_LIMITED, NONE, BACKOFF, MODEL),
            rejected("AccessDeniedException", PERMISSION_DENIED, MODEL),
            // The id of the collection is checked when the account is opened, so the other ids of the request are the
            // cause.
            rejected("InvalidParameterException", INVALID_ARGUMENT, MODEL)
                    .aboutTarget()
                    .withDetail("Rekognition rejects an id of the request; a face id is a UUID in lower case, and a"
                            + " person id contains only ASCII letters, digits, underscores, dots, dashes and colons"),
            exact(INVALID_TOKEN, CONFLICT, NONE, BACKOFF, MODEL)
                    .aboutTarget()
                    .withDetail("the list of faces changed or took too long to read; the next call reads the list"
                            + " again"),
            rejected("IdempotentParameterMismatchException", INVALID_ARGUMENT, MODEL),
            rejected("LimitExceededException", QUOTA_EXCEEDED, MODEL),
            rejected("ServiceQuotaExceededException", QUOTA_EXCEEDED, MODEL),
            rejected("HumanLoopQuotaExceededException", QUOTA_EXCEEDED, MODEL),
            rejected("ResourceAlreadyExistsException", CONFLICT, MODEL),
            rejected("ResourceInUseException", CONFLICT, MODEL),
            rejected("ResourceNotReadyException", FAILED_PRECONDITION, MODEL),
            rejected("SessionNotFoundException", NOT_FOUND, MODEL),
            rejected("ImageTooLargeException", INVALID_ARGUMENT, MODEL),
            rejected("InvalidImageFormatException", INVALID_ARGUMENT, MODEL),
            rejected("InvalidManifestException", INVALID_ARGUMENT, MODEL),
            rejected("InvalidPolicyRevisionIdException", INVALID_ARGUMENT, MODEL),
            rejected("InvalidS3ObjectException", INVALID_ARGUMENT, MODEL),
            rejected("MalformedPolicyDocumentException", INVALID_ARGUMENT, MODEL),
            rejected("VideoTooLargeException", INVALID_ARGUMENT, MODEL));

    /** The reasons that DeleteFaces gives for faces of the person that it did not delete. */
    private static final List<Row> REASONS =
            List.of(exact(STILL_ASSOCIATED, CONFLICT, NONE, BACKOFF, "DeleteFaces, UnsuccessfulFaceDeletion: " + MODEL)
                    .aboutTarget()
                    .withDetail("a face is still associated with the person after its disassociation"));

    /** The codes of AWS's servers in front of the service. */
    private static final List<Row> BEFORE_THE_SERVICE = List.of(
            rejected("AccessDenied", PERMISSION_DENIED, RECALLED),
            rejected("NotAuthorized", PERMISSION_DENIED, COMMON),
            rejected("UnauthorizedAccess", PERMISSION_DENIED, RECALLED),
            rejected("OptInRequired", ACCOUNT_UNAVAILABLE, COMMON),
            rejected("SubscriptionRequiredException", ACCOUNT_UNAVAILABLE, RECALLED),
            exact("ExpiredToken", UNAUTHENTICATED, NONE, ONCE, RECALLED).with(CREDENTIALS),
            exact("ExpiredTokenException", UNAUTHENTICATED, NONE, ONCE, COMMON).with(CREDENTIALS),
            rejected("UnrecognizedClientException", UNAUTHENTICATED, COMMON).with(TEMPORARY_CREDENTIALS),
            rejected("InvalidClientTokenId", UNAUTHENTICATED, OLDER).with(TEMPORARY_CREDENTIALS),
            rejected("MissingAuthenticationToken", UNAUTHENTICATED, OLDER),
            rejected("MissingAuthenticationTokenException", UNAUTHENTICATED, RECALLED),
            rejected("IncompleteSignature", UNAUTHENTICATED, COMMON),
            rejected("IncompleteSignatureException", UNAUTHENTICATED, RECALLED),
            rejected("InvalidSignatureException", UNAUTHENTICATED, RECALLED),
            rejected("SignatureDoesNotMatch", UNAUTHENTICATED, SDK),
            rejected("AuthFailure", UNAUTHENTICATED, SDK),
            exact("RequestExpired", UNAUTHENTICATED, NONE, ONCE, COMMON).with(CLOCK),
            exact("RequestTimeTooSkewed", UNAUTHENTICATED, NONE, ONCE, SDK).with(CLOCK),
            exact("RequestInTheFuture", UNAUTHENTICATED, NONE, ONCE, SDK).with(CLOCK),
            exact("InternalFailure", INTERNAL, UNKNOWN, BACKOFF, COMMON),
            exact("InternalError", INTERNAL, UNKNOWN, BACKOFF, SDK),
            exact("ServiceUnavailable", UNAVAILABLE, UNKNOWN, BACKOFF, COMMON),
            exact("ServiceUnavailableException", UNAVAILABLE, UNKNOWN, BACKOFF, RECALLED),
            exact("RequestAbortedException", UNAVAILABLE, UNKNOWN, BACKOFF, COMMON),
            exact("RequestTimeout", TIMEOUT, UNKNOWN, BACKOFF, SDK),
            exact("RequestTimeoutException", TIMEOUT, UNKNOWN, BACKOFF, COMMON),
            rejected("UnknownOperationException", UNSUPPORTED, COMMON),
            rejected("MalformedHttpRequestException", INVALID_ARGUMENT, COMMON),
            rejected("RequestEntityTooLargeException", INVALID_ARGUMENT, COMMON),
            rejected("SerializationException", INVALID_ARGUMENT, RECALLED),
            rejected("ValidationError", INVALID_ARGUMENT, COMMON),
            rejected("ValidationException", INVALID_ARGUMENT, RECALLED),
            throttled("Throttling"),
            throttled("ThrottledException"),
            throttled("SlowDown"),
            throttled("TooManyRequestsException"),
            throttled("RequestLimitExceeded"),
            throttled("BandwidthLimitExceeded"),
            throttled("RequestThrottled"),
            throttled("RequestThrottledException"),
            throttled("EC2ThrottledException"),
            throttled("PriorRequestNotComplete"),
            throttled("TransactionInProgressException"));

    static final ErrorTable TABLE = ErrorTable.of(Stream.of(SERVICE, REASONS, BEFORE_THE_SERVICE)
            .flatMap(List::stream)
            .toArray(Row[]::new));

    private AwsErrors() {}

    /**
     * Returns the row of a code.
     *
     * @param text the vendor's text without the ids that were sent
     */
    static Row row(String code, String text) {
        Row row = TABLE.find(code);
        return code.equals("InvalidSignatureException")
                        && CLOCK_TEXT.matcher(text).matches()
                ? row.with(CLOCK)
                : row;
    }

    /** Returns the row of a code with which AWS rejects a request without any effect. */
    private static Row rejected(String code, ErrorKind kind, String source) {
        return exact(code, kind, NONE, NEVER, source);
    }

    private static Row throttled(String code) {
        return exact(code, RATE_LIMITED, NONE, BACKOFF, SDK);
    }
}
