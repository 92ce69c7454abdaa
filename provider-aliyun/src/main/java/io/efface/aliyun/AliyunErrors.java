package io.efface.aliyun;

import static io.efface.Effect.NONE;
import static io.efface.ErrorKind.ACCOUNT_UNAVAILABLE;
import static io.efface.ErrorKind.CONFIGURATION;
import static io.efface.ErrorKind.CONFLICT;
import static io.efface.ErrorKind.FAILED_PRECONDITION;
import static io.efface.ErrorKind.INTERNAL;
import static io.efface.ErrorKind.INVALID_ARGUMENT;
import static io.efface.ErrorKind.NOT_FOUND;
import static io.efface.ErrorKind.PERMISSION_DENIED;
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
import static io.efface.http.ErrorTable.Row.prefix;
import static io.efface.http.ErrorTable.Row.text;

import io.efface.Effect;
import io.efface.Operation;
import io.efface.http.ErrorTable;
import io.efface.http.ErrorTable.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The vendor's error codes with their kind, their effect on the deletion, and the retry advice.
 *
 * <p>The gateway rejects requests before the service runs, so an error of the gateway has the effect {@code NONE}. An error of the service
 * may occur after the deletion, so its effect is {@code UNKNOWN}. Some codes are documented only for the scanning of media. If such a code
 * does not clearly mean that the request was rejected, its effect is unknown.
 */
final class AliyunErrors {
    private static final String RESPONSE =
            "Common response parameters and status codes (document 53414, read 2026-11-22)";
    private static final String FAQ = "Error code FAQ (document 276036, read 2026-11-22)";
    private static final String PUBLIC = "Public error codes of Content Scan (document 3060193, read 2026-11-22)";
    private static final String SIGNATURE = "ROA signature (document 315525, read 2026-11-22)";
    private static final String COMMON = "Common request parameters (document 53413, read 2026-11-22)";
    private static final String KEYS = "Access key errors (document 60629, read 2026-11-22)";
    private static final String THROTTLE = "Common errors of the gateway (document 48054, read 2026-11-22)";
    private static final String API_GATEWAY = "Common errors of the API gateway, and public threads (read 2026-11-28)";
    private static final String OTHER_PRODUCTS =
            "pages of related products (read 2026-11-28); no page of Green names the code";
    private static final String NO_PAGE = "no page describes whether the last face of a person can be deleted";
    private static final String SDK =
            "aliyun-java-sdk-core 4.7.10, and lists cited from memory; no page of Green names the code";

    private static final String NOT_OPENED =
            "the service is not activated or not paid, or the RAM user lacks a permission such as"
                    + " AliyunYundunGreenWebFullAccess";

    /** The service's numeric codes. */
    static final ErrorTable SERVICE = ErrorTable.of(
            // An asynchronous task is running: the request is neither rejected nor done.
            exact("280", UNAVAILABLE, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("400", INVALID_ARGUMENT, NONE, NEVER, RESPONSE),
            exact("401", PERMISSION_DENIED, NONE, NEVER, RESPONSE),
            exact("403", PERMISSION_DENIED, NONE, NEVER, RESPONSE),
            exact("404", NOT_FOUND, NONE, NEVER, RESPONSE),
            exact("408", PERMISSION_DENIED, NONE, NEVER, PUBLIC),
            exact("411", PERMISSION_DENIED, NONE, NEVER, PUBLIC),
            exact("480", INTERNAL, Effect.UNKNOWN, NEVER, RESPONSE),
            exact("500", INTERNAL, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("503", UNAVAILABLE, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("580", INTERNAL, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("581", TIMEOUT, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("585", INTERNAL, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("586", INTERNAL, Effect.UNKNOWN, NEVER, RESPONSE),
            exact("587", INTERNAL, Effect.UNKNOWN, ONCE, RESPONSE),
            exact("588", RATE_LIMITED, NONE, BACKOFF, RESPONSE),
            exact("589", INVALID_ARGUMENT, NONE, NEVER, RESPONSE),
            exact("590", INVALID_ARGUMENT, NONE, NEVER, RESPONSE),
            exact("591", UNAVAILABLE, Effect.UNKNOWN, BACKOFF, RESPONSE),
            exact("592", INTERNAL, Effect.UNKNOWN, NEVER, RESPONSE),
            exact("594", NOT_FOUND, NONE, NEVER, RESPONSE),
            exact("595", INTERNAL, Effect.UNKNOWN, NEVER, RESPONSE),
            // The cause is the state of the account, or a RAM user without the permission (public threads, read
            // 2026-11-28).
            exact("596", ACCOUNT_UNAVAILABLE, NONE, NEVER, FAQ).withDetail(NOT_OPENED));

    /** The gateway's codes. */
    static final ErrorTable GATEWAY = ErrorTable.of(
            // For an expired STS key, the vendor reports an unknown key or an expired token.
            exact("InvalidAccessKeyId.NotFound", UNAUTHENTICATED, NONE, NEVER, KEYS)
                    .with(TEMPORARY_CREDENTIALS),
            exact("InvalidAccessKeyId.Inactive", UNAUTHENTICATED, NONE, NEVER, KEYS),
            prefix("InvalidAccessKeyId", UNAUTHENTICATED, NONE, NEVER, KEYS),
            exact("InvalidAccessKeySecret", UNAUTHENTICATED, NONE, NEVER, OTHER_PRODUCTS),
            exact("MissingAccessKeyId", UNAUTHENTICATED, NONE, NEVER, API_GATEWAY),
            exact("SignatureDoesNotMatch", UNAUTHENTICATED, NONE, NEVER, SIGNATURE),
            exact("IncompleteSignature", UNAUTHENTICATED, NONE, NEVER, SIGNATURE),
            exact("InvalidSignatureMethod", UNAUTHENTICATED, NONE, NEVER, SIGNATURE),
            exact("IllegalTimestamp", UNAUTHENTICATED, NONE, NEVER, SIGNATURE),
            exact("InvalidTimeStamp.Format", UNAUTHENTICATED, NONE, NEVER, SIGNATURE),
            exact("InvalidTimeStamp.Expired", UNAUTHENTICATED, NONE, ONCE, SIGNATURE)
                    .with(CLOCK),
            prefix("InvalidTimeStamp", UNAUTHENTICATED, NONE, NEVER, SIGNATURE),
            // A server on the route sent the signed request twice, and the first copy may have been executed. A repeat
            // has a new signature.
            exact("SignatureNonceUsed", CONFLICT, Effect.UNKNOWN, BACKOFF, SIGNATURE),
            exact("MissingSecurityToken", UNAUTHENTICATED, NONE, NEVER, SDK),
            exact("InvalidSecurityToken.Expired", UNAUTHENTICATED, NONE, ONCE, SDK)
                    .with(CREDENTIALS),
            exact("InvalidSecurityToken.Malformed", UNAUTHENTICATED, NONE, NEVER, SDK),
            exact("InvalidSecurityToken.MismatchWithAccessKey", UNAUTHENTICATED, NONE, NEVER, SDK),
            prefix("InvalidSecurityToken", UNAUTHENTICATED, NONE, NEVER, SDK),
            exact("Throttling", RATE_LIMITED, NONE, BACKOFF, THROTTLE),
            exact("Throttling.User", RATE_LIMITED, NONE, BACKOFF, THROTTLE),
            exact("Throttling.Api", RATE_LIMITED, NONE, BACKOFF, THROTTLE),
            prefix("Throttling", RATE_LIMITED, NONE, BACKOFF, THROTTLE),
            exact("ActionUnauthorized", PERMISSION_DENIED, NONE, NEVER, API_GATEWAY),
            exact("Forbidden.RAM", PERMISSION_DENIED, NONE, NEVER, THROTTLE),
            exact("NoPermission", PERMISSION_DENIED, NONE, NEVER, THROTTLE),
            exact("Forbidden", PERMISSION_DENIED, NONE, NEVER, THROTTLE),
            exact("Forbidden.NotSupportRAM", PERMISSION_DENIED, NONE, NEVER, THROTTLE),
            // The vendor's pages spell the code in this way, too.
            exact("Forbedden.NotSupportRAM", PERMISSION_DENIED, NONE, NEVER, THROTTLE),
            exact("Forbidden.RiskControl", ACCOUNT_UNAVAILABLE, NONE, NEVER, THROTTLE),
            exact("Forbidden.UserVerification", ACCOUNT_UNAVAILABLE, NONE, NEVER, THROTTLE),
            exact("Forbidden.AccountInDebt", ACCOUNT_UNAVAILABLE, NONE, NEVER, OTHER_PRODUCTS),
            prefix("Forbidden", PERMISSION_DENIED, NONE, NEVER, THROTTLE),
            exact("InvalidAction.NotFound", UNSUPPORTED, NONE, NEVER, COMMON),
            exact("InvalidApi.NotFound", UNSUPPORTED, NONE, NEVER, THROTTLE),
            exact("InvalidProduct.NotFound", UNSUPPORTED, NONE, NEVER, THROTTLE),
            exact("NoSuchVersion", UNSUPPORTED, NONE, NEVER, API_GATEWAY),
            exact("ActionOffline", UNSUPPORTED, NONE, NEVER, API_GATEWAY),
            exact("UnsupportedOperation", UNSUPPORTED, NONE, NEVER, API_GATEWAY),
            exact("UnsupportedRegion", UNSUPPORTED, NONE, NEVER, API_GATEWAY),
            exact("InvalidRegionId", CONFIGURATION, NONE, NEVER, API_GATEWAY),
            exact("InvalidProtocol.NeedSsl", CONFIGURATION, NONE, NEVER, THROTTLE),
            exact("MissingParameter", INVALID_ARGUMENT, NONE, NEVER, THROTTLE),
            exact("InvalidParameter", INVALID_ARGUMENT, NONE, NEVER, THROTTLE),
            exact("InvalidParameter.Format", INVALID_ARGUMENT, NONE, NEVER, THROTTLE),
            exact("UnsupportedParameter", INVALID_ARGUMENT, NONE, NEVER, API_GATEWAY),
            exact("ContentMD5NotMatched", INVALID_ARGUMENT, NONE, NEVER, SIGNATURE),
            // The pages list Missing{Name} and Invalid{Name} for every parameter.
            prefix("InvalidPersonId", INVALID_ARGUMENT, NONE, NEVER, THROTTLE).aboutTarget(),
            prefix("InvalidFaceId", INVALID_ARGUMENT, NONE, NEVER, THROTTLE).aboutTarget(),
            prefix("Missing", INVALID_ARGUMENT, NONE, NEVER, THROTTLE),
            prefix("Invalid", INVALID_ARGUMENT, NONE, NEVER, THROTTLE),
            exact("UnsupportedHTTPMethod", UNSUPPORTED, NONE, NEVER, THROTTLE),
            exact("InsufficientBalance", ACCOUNT_UNAVAILABLE, NONE, NEVER, THROTTLE),
            exact("InternalError", INTERNAL, Effect.UNKNOWN, BACKOFF, THROTTLE),
            exact("InternalFailure", INTERNAL, Effect.UNKNOWN, BACKOFF, SDK),
            exact("ServiceUnavailable", UNAVAILABLE, Effect.UNKNOWN, BACKOFF, THROTTLE),
            exact("ServiceUnavailableTemporary", UNAVAILABLE, Effect.UNKNOWN, BACKOFF, THROTTLE),
            prefix("ServiceUnavailable", UNAVAILABLE, Effect.UNKNOWN, BACKOFF, THROTTLE));

    /** Texts that the vendor documents instead of codes. They occur with different codes. */
    private static final List<Row> TEXTS = List.of(
            text("you have not opened", ACCOUNT_UNAVAILABLE, NONE, NEVER, FAQ).withDetail(NOT_OPENED),
            text("subaccount is not authorized", PERMISSION_DENIED, NONE, NEVER, FAQ));

    /**
     * If the text of an error with the code {@code MissingParameter} names the parameter of the session token, the request lacks this
     * token.
     */
    private static final Row MISSING_TOKEN = text("securitytoken", UNAUTHENTICATED, NONE, NEVER, API_GATEWAY)
            .withDetail("the vendor requires the session token of this key");

    /**
     * Words that an error about the last face would probably contain. After such an error, the outcome of the other requested faces is
     * unknown.
     */
    private static final List<Row> LAST_FACE_TEXTS = List.of(
            text("at least one face", FAILED_PRECONDITION, Effect.UNKNOWN, NEVER, NO_PAGE)
                    .aboutTarget(),
            text("last face", FAILED_PRECONDITION, Effect.UNKNOWN, NEVER, NO_PAGE)
                    .aboutTarget());

    private AliyunErrors() {}

    /**
     * Returns the row of a code of the gateway.
     *
     * @param text the text of the error; it is used only to recognize a missing session token
     */
    static Row ofGateway(String code, String text) {
        return code.equals("MissingParameter") && lower(text).contains(MISSING_TOKEN.code())
                ? MISSING_TOKEN
                : GATEWAY.find(code);
    }

    /** Returns the row of a text that the vendor uses instead of a code, or the given row if the text is not listed. */
    static Row byText(Row row, Operation operation, String text) {
        String lower = lower(text);
        return Stream.concat(
                        TEXTS.stream(), operation == Operation.DELETE_FACES ? LAST_FACE_TEXTS.stream() : Stream.empty())
                .filter(each -> lower.contains(each.code()))
                .findFirst()
                .orElse(row);
    }

    /** Returns a vendor's text in lower case, for comparisons. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Returns all rows, for a test of their completeness. */
    static List<Row> rows() {
        return Stream.of(SERVICE.rows(), GATEWAY.rows(), TEXTS, List.of(MISSING_TOKEN), LAST_FACE_TEXTS)
                .flatMap(List::stream)
                .toList();
    }
}
