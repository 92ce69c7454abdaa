package io.efface.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxy answered {@code CONNECT} with a status other than 200: no tunnel, so no request. */
final class ProxyRejectedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What the HTTP client writes in its versions 4 and 5 where it has no credentials for a proxy that answers 407. */
    private static final String NOT_AUTHENTICATED = "Failed to authenticate with proxy";

    /** What it writes for other statuses; its exception has no field for them. */
    private static final Pattern STATUS = Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

    private final int status;

    ProxyRejectedException(int status) {
        super("the proxy answers " + status);
        this.status = status;
    }

    /** Returns the status of a proxy that opened no tunnel, or empty if the exception is about something else. */
    static OptionalInt statusIn(IOException failure) {
        if (failure instanceof ProxyRejectedException refused) {
            return OptionalInt.of(refused.status);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.equals(NOT_AUTHENTICATED)) {
            return OptionalInt.of(HttpURLConnection.HTTP_PROXY_AUTH);
        }
        Matcher status = STATUS.matcher(message);
        return status.matches() ? OptionalInt.of(Integer.parseInt(status.group(1))) : OptionalInt.empty();
    }
}
