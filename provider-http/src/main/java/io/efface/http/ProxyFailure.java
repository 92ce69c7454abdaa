package io.efface.http;

import io.efface.Classification;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import org.jspecify.annotations.Nullable;

/**
 * Translates the failure of a proxy to open a tunnel to the vendor. No request was sent.
 *
 * <table border="1"> <caption>By the status of the response to {@code CONNECT}</caption>
 * <tr><th>status</th><th>kind</th><th>advice</th></tr>
 * <tr><td>407</td><td>CONFIGURATION</td><td>NEVER: the proxy requires a user and a password, or rejects the given user and password</td></tr>
 * <tr><td>408, 429</td><td>UNAVAILABLE</td><td>BACKOFF</td></tr>
 * <tr><td>3xx, other 4xx</td><td>CONFIGURATION</td><td>NEVER: the proxy does not allow this endpoint</td></tr>
 * <tr><td>any other</td><td>UNAVAILABLE</td><td>BACKOFF: the proxy cannot reach the endpoint now</td></tr>
 * </table>
 */
final class ProxyFailure {
    private ProxyFailure() {}

    static FaceException of(CallLabel label, int status, ProxySelection proxies) {
        boolean isPermanent = status >= 300 && status < 500 && status != 408 && status != 429;
        return label.error(isPermanent ? ErrorKind.CONFIGURATION : ErrorKind.UNAVAILABLE)
                .origin(Origin.NETWORK)
                .advice(isPermanent ? RetryAdvice.NEVER : RetryAdvice.BACKOFF)
                .classification(Classification.HTTP_STATUS)
                .httpStatus(status)
                .detail(detail(status, isPermanent, proxies))
                .build();
    }

    private static String detail(int status, boolean isPermanent, ProxySelection proxies) {
        String proxy = "the proxy" + proxies.inUse().map(used -> " " + used).orElse("");
        if (status == 407) {
            boolean hasCredentials =
                    proxies.inUse().map(ProxySelection.InUse::withCredentials).orElse(false);
            return proxy
                    + (hasCredentials
                            ? " does not accept the given user and password"
                            : " requires a user and a password; set proxy, proxy.username and proxy.password");
        }
        return proxy + (isPermanent ? " refuses to connect to the endpoint" : " does not connect to the endpoint")
                + ", with status " + status;
    }

    /**
     * Returns a remark for a failure before the request was sent. The remark begins with a semicolon. Returns an empty text if no proxy is
     * in use.
     */
    static String unsentRemark(ProxySelection proxies) {
        return proxies.inUse().map(used -> "; the proxy in use is " + used).orElse("");
    }

    /**
     * Returns a remark for a failure after the request was sent. The remark begins with a semicolon. Returns an empty text if the request
     * used no proxy.
     *
     * @param proxy the address and the source of the proxy, or null
     */
    static String sentRemark(@Nullable String proxy) {
        return proxy == null ? "" : "; the request was sent through the proxy " + proxy + ", which may be the cause";
    }
}
