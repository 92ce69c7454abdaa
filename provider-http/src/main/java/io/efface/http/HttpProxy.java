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
 * <p>Requests to plain {@code http} endpoints stay on this machine and never use a proxy.
 *
 * @param host host name or address of the proxy
 * @param port port of the proxy, 1 to 65535
 * @param username user for the proxy, without a colon, or null
 * @param password password for the proxy; null exactly if {@code username} is null
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
     * @throws IllegalArgumentException if the host is blank, the port is out of range, the user contains a colon, or only one of user and
     *     password is given
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
            throw new IllegalArgumentException("the proxy's user must not contain a colon");
        }
    }

    /**
     * Parses {@code http://host:port}.
     *
     * @throws IllegalArgumentException if the text has another form; the message does not contain the text
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
        boolean hasOnlyAuthority = url.encodedPath().equals("/") && url.query() == null && url.fragment() == null;
        if (url.isHttps()
                || !hasOnlyAuthority
                || !ENDS_IN_PORT.matcher(text.strip()).find()) {
            throw new IllegalArgumentException(NOT_A_PROXY);
        }
        return new HttpProxy(url.host(), url.port(), null, null);
    }

    /** Returns a copy of this proxy with credentials. The credentials are sent with the first request, before the proxy requests them. */
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
