package io.efface.http;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;

/**
 * Translates a response whose body is not the vendor's JSON, such as HTML of a gateway, an empty body or a truncated document. The
 * exception depends only on the status. The effect is {@code NONE} only if the status itself means that the request was rejected.
 *
 * <table border="1"> <caption>By status</caption>
 * <tr><th>status</th><th>kind</th><th>effect</th><th>advice</th></tr>
 * <tr><td>2xx</td><td>MALFORMED_RESPONSE</td><td>UNKNOWN</td><td>BACKOFF: repeating the deletion is harmless</td></tr>
 * <tr><td>3xx</td><td>UNAVAILABLE</td><td>UNKNOWN</td><td>NEVER: redirects are not followed; the endpoint is wrong, or a login portal
 * intercepted the request</td></tr>
 * <tr><td>401</td><td>UNAUTHENTICATED</td><td>NONE</td><td>NEVER</td></tr>
 * <tr><td>403</td><td>PERMISSION_DENIED</td><td>NONE</td><td>NEVER</td></tr>
 * <tr><td>407</td><td>CONFIGURATION</td><td>NONE</td><td>NEVER: the proxy requires other credentials</td></tr>
 * <tr><td>408</td><td>TIMEOUT</td><td>UNKNOWN</td><td>BACKOFF</td></tr>
 * <tr><td>413, 414, 431</td><td>INVALID_ARGUMENT</td><td>NONE</td><td>NEVER: the request is too large</td></tr>
 * <tr><td>421</td><td>UNAVAILABLE</td><td>NONE</td><td>BACKOFF: the request reached the wrong server, which rejected it</td></tr>
 * <tr><td>429</td><td>RATE_LIMITED</td><td>NONE</td><td>BACKOFF</td></tr>
 * <tr><td>other 4xx</td><td>MALFORMED_RESPONSE</td><td>UNKNOWN</td><td>NEVER</td></tr>
 * <tr><td>5xx</td><td>UNAVAILABLE</td><td>UNKNOWN</td><td>BACKOFF</td></tr>
 * </table>
 *
 * <p>The origin is always {@code NETWORK}, because it is unknown whether the vendor responded. The detail names the proxy of the request.
 * The exception contains the {@code Retry-After} time. RFC 9110 (section 15) and RFC 6585 define the meaning of each status.
 */
final class HttpStatusErrorMapper {
    private HttpStatusErrorMapper() {}

    static FaceException translate(HttpResponse response, String detail) {
        Mapping mapping = mapping(response.status());
        return response.error(mapping.kind)
                .origin(Origin.NETWORK)
                .effect(mapping.effect)
                .advice(mapping.advice)
                .classification(response.isSuccess() ? Classification.SHAPE : Classification.HTTP_STATUS)
                .detail((mapping.remark.isEmpty() ? detail : detail + "; " + mapping.remark)
                        + ProxyFailure.sentRemark(response.proxy()))
                .build();
    }

    private static Mapping mapping(int status) {
        return switch (status) {
            case 401 ->
                Mapping.rejected(
                        ErrorKind.UNAUTHENTICATED, "a server between this machine and the vendor requires credentials");
            case 403 ->
                Mapping.rejected(
                        ErrorKind.PERMISSION_DENIED, "a server between this machine and the vendor blocks the request");
            case 407 -> Mapping.rejected(ErrorKind.CONFIGURATION, "a proxy requires other credentials");
            case 408 -> new Mapping(ErrorKind.TIMEOUT, Effect.UNKNOWN, RetryAdvice.BACKOFF, "");
            case 413, 414, 431 -> Mapping.rejected(ErrorKind.INVALID_ARGUMENT, "the request is too large");
            case 421 ->
                new Mapping(ErrorKind.UNAVAILABLE, Effect.NONE, RetryAdvice.BACKOFF, "the wrong server was reached");
            case 429 -> new Mapping(ErrorKind.RATE_LIMITED, Effect.NONE, RetryAdvice.BACKOFF, "");
            default -> byStatusClass(status);
        };
    }

    private static Mapping byStatusClass(int status) {
        return switch (status / 100) {
            case 3 ->
                new Mapping(
                        ErrorKind.UNAVAILABLE,
                        Effect.UNKNOWN,
                        RetryAdvice.NEVER,
                        "the response is a redirect, which is not followed");
            case 4 -> new Mapping(ErrorKind.MALFORMED_RESPONSE, Effect.UNKNOWN, RetryAdvice.NEVER, "");
            case 5 -> new Mapping(ErrorKind.UNAVAILABLE, Effect.UNKNOWN, RetryAdvice.BACKOFF, "");
            default -> new Mapping(ErrorKind.MALFORMED_RESPONSE, Effect.UNKNOWN, RetryAdvice.BACKOFF, "");
        };
    }

    private record Mapping(ErrorKind kind, Effect effect, RetryAdvice advice, String remark) {
        static Mapping rejected(ErrorKind kind, String remark) {
            return new Mapping(kind, Effect.NONE, RetryAdvice.NEVER, remark);
        }
    }
}
