package io.efface.http;

import io.efface.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy for {@code https} endpoints. Immutable and thread-safe; {@code toString} shows no credentials.
 *
 * <p>Plain {@code http} endpoints are on this machine and are never sent to a proxy.
 *
 * @param host host name or address
 * @param port 1 to 65535
 * @param username user for the proxy, or null for none; without a colon
 * @param password password for the proxy; there exactly when {@code username} is
 */
public record HttpProxy(
        String host,
        int port,
        @Nullable String username,
        @Nullable Secret password) {
    private static final String NOT_A_PROXY = "the proxy must be a URL of the form http://host:port";
    private static final Pattern ENDS_IN_PORT = Pattern.compile(":\\d+/?$");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the host is blank, the port out of range, or only one of user and password is there
     */
    public HttpProxy {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the proxy has no host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the proxy's port must be 1 to 65535");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("the proxy needs both a user and a password, or neither");
        }
        if (username != null && username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the proxy's user must not hold a colon");
        }
    }

    /**
     * Reads {@code http://host:port}.
     *
     * @throws IllegalArgumentException if the text is not of that form; the message does not hold it
     */
    public static HttpProxy parse(String text) {
        HttpUrl url = HttpUrl.parse(Objects.requireNonNull(text, "text"));
        if (url == null) {
            throw new IllegalArgumentException(NOT_A_PROXY);
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "the proxy has a user in its URL; use proxy.username and proxy.password");
        }
        boolean bare = url.encodedPath().equals("/") && url.query() == null && url.fragment() == null;
        if (url.isHttps() || !bare || !ENDS_IN_PORT.matcher(text.strip()).find()) {
            throw new IllegalArgumentException(NOT_A_PROXY);
        }
        return new HttpProxy(url.host(), url.port(), null, null);
    }

    /** Returns this proxy with credentials, which are sent with the first request and never asked for. */
    public HttpProxy withCredentials(String user, Secret secret) {
        return new HttpProxy(
                host, port, Objects.requireNonNull(user, "user"), Objects.requireNonNull(secret, "secret"));
    }

    Optional<String> authorization() {
        return username == null || password == null
                ? Optional.empty()
                : Optional.of(Credentials.basic(username, password.reveal(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "HttpProxy[http://" + host + ":" + port + (username == null ? "" : ", with credentials") + "]";
    }
}
