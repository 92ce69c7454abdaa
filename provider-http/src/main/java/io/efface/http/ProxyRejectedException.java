package io.efface.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thrown if the proxy that the account's settings name responds to {@code CONNECT} with status 407. For other statuses and other proxies,
 * the HTTP client throws its own exceptions, which {@link #statusIn} recognizes. In all these cases, no request is sent.
 */
final class ProxyRejectedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The message of the HTTP client (versions 4 and 5) if a proxy responds with status 407 and the client has no credentials. */
    private static final String NOT_AUTHENTICATED = "Failed to authenticate with proxy";

    /** The message of the HTTP client for other statuses. The client's exception has no field for the status. */
    private static final Pattern STATUS = Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

    private final int status;

    ProxyRejectedException(int status) {
        super("the proxy responded with status " + status);
        this.status = status;
    }

    /** Returns the status with which a proxy rejected a tunnel, or empty if the exception has another cause. */
    static OptionalInt statusIn(IOException failure) {
        if (failure instanceof ProxyRejectedException rejected) {
            return OptionalInt.of(rejected.status);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.equals(NOT_AUTHENTICATED)) {
            return OptionalInt.of(HttpURLConnection.HTTP_PROXY_AUTH);
        }
        Matcher status = STATUS.matcher(message);
        return status.matches() ? OptionalInt.of(Integer.parseInt(status.group(1))) : OptionalInt.empty();
    }
}
