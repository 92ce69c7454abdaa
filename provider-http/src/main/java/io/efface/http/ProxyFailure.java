package io.efface.http;

import io.efface.Classification;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy means that opens no tunnel to the vendor. No request was sent.
 *
 * <table border="1">
 * <caption>By its answer to {@code CONNECT}</caption>
 * <tr><th>status</th><th>kind</th><th>advice</th></tr>
 * <tr><td>407</td><td>CONFIGURATION</td><td>NEVER: it wants a user and a password, or others</td></tr>
 * <tr><td>408, 429</td><td>UNAVAILABLE</td><td>BACKOFF</td></tr>
 * <tr><td>3xx, other 4xx</td><td>CONFIGURATION</td><td>NEVER: it does not let this endpoint pass</td></tr>
 * <tr><td>others</td><td>UNAVAILABLE</td><td>BACKOFF: it does not reach the endpoint now</td></tr>
 * </table>
 */
final class ProxyFailure {
    private ProxyFailure() {}

    static FaceException of(CallLabel label, int status, ProxySelection proxies) {
        boolean refuses = status >= 300 && status < 500 && status != 408 && status != 429;
        return label.error(refuses ? ErrorKind.CONFIGURATION : ErrorKind.UNAVAILABLE)
                .origin(Origin.NETWORK)
                .advice(refuses ? RetryAdvice.NEVER : RetryAdvice.BACKOFF)
                .classification(Classification.HTTP_STATUS)
                .httpStatus(status)
                .detail(detail(status, refuses, proxies))
                .build();
    }

    private static String detail(int status, boolean refuses, ProxySelection proxies) {
        String proxy = "the proxy" + proxies.inUse().map(used -> " " + used).orElse("");
        if (status == 407) {
            boolean refused =
                    proxies.inUse().map(ProxySelection.InUse::withCredentials).orElse(false);
            return proxy
                    + (refused
                            ? " does not accept its user and password"
                            : " asks for a user and a password; give proxy, proxy.username and proxy.password");
        }
        return proxy + (refuses ? " refuses to connect to the endpoint" : " does not connect to the endpoint")
                + ", with status " + status;
    }

    /** Returns a remark for a failure before the request was sent, beginning with a semicolon; empty if no proxy is in use. */
    static String unsentRemark(ProxySelection proxies) {
        return proxies.inUse().map(used -> "; through the proxy " + used).orElse("");
    }

    /**
     * Returns a remark for a failure after the request was sent, beginning with a semicolon; empty if it went past every proxy.
     *
     * @param proxy the proxy's address and what named it, or null
     */
    static String sentRemark(@Nullable String proxy) {
        return proxy == null ? "" : "; the request was sent through the proxy " + proxy + ", which may be the cause";
    }
}
