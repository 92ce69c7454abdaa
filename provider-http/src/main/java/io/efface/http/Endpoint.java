package io.efface.http;

import io.efface.spi.AccountSettings;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The address to which requests are sent: {@code https} to any host, or {@code http} to this machine ({@code 127.0.0.0/8}, {@code [::1]},
 * {@code localhost}). Endpoints are equal if scheme, host and port are equal. Immutable and thread-safe.
 */
public final class Endpoint {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private static final Pattern EMPTY_LABEL = Pattern.compile("^\\.|\\.\\.");

    private final HttpUrl url;
    private final String hostHeader;

    private Endpoint(HttpUrl url) {
        this.url = url;
        this.hostHeader = hostHeader(url);
    }

    /**
     * Checks a URL.
     *
     * @param text the URL, such as {@code https://api.example.com} or {@code http://127.0.0.1:8080}
     * @throws IllegalArgumentException if the text is not an absolute {@code http} or {@code https} URL, if the URL has a user, a path, a
     *     query or a fragment, or if its scheme is {@code http} and its host is another machine. The message names the problem and does not
     *     contain the text
     */
    public static Endpoint parse(String text) {
        HttpUrl url = HttpUrl.parse(Objects.requireNonNull(text, "text"));
        if (url == null) {
            throw new IllegalArgumentException(
                    "the endpoint must be an absolute http or https URL, such as https://api.example.com");
        }
        String problem = problemOf(url);
        if (problem != null) {
            throw new IllegalArgumentException("the endpoint " + problem);
        }
        return new Endpoint(withoutRootDot(url));
    }

    /**
     * Removes the dot at the end of {@code host.example.}. The name without the dot means the same host, and TLS sends it without the dot.
     */
    private static HttpUrl withoutRootDot(HttpUrl url) {
        String host = url.host();
        return host.endsWith(".")
                ? url.newBuilder().host(host.substring(0, host.length() - 1)).build()
                : url;
    }

    /**
     * Checks a URL.
     *
     * @throws IllegalArgumentException under the conditions of {@link #parse(String)}
     */
    public static Endpoint of(URI uri) {
        return parse(uri.toString());
    }

    /** Reads the endpoint of an account and rejects an invalid endpoint. Returns empty if the setting is missing or rejected. */
    public static Optional<Endpoint> read(AccountSettings settings, String key) {
        Optional<URI> uri = settings.url(key);
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(uri.get()));
        } catch (IllegalArgumentException e) {
            settings.reject(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static @Nullable String problemOf(HttpUrl url) {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return "contains a user or a password; use the settings for credentials";
        }
        if (url.query() != null || url.fragment() != null) {
            return "has a query or fragment";
        }
        if (EMPTY_LABEL.matcher(url.host()).find()) {
            return "has an invalid host: two dots in a row, or only a dot";
        }
        if (!url.encodedPath().equals("/")) {
            return "has a path; give scheme, host and port only";
        }
        if (!url.isHttps() && !isLoopback(url.host())) {
            return "is plain http to another machine; use https, or http to 127.0.0.1, [::1] or localhost only";
        }
        return null;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || LOOPBACK_V4.matcher(host).matches();
    }

    /** Returns the URL, ending in {@code /}. */
    public HttpUrl url() {
        return url;
    }

    /** Returns the host in lower case, without a final dot; an IPv6 address has no brackets. */
    public String host() {
        return url.host();
    }

    /** Returns the port, or the default port of the scheme if the URL has no port. */
    public int port() {
        return url.port();
    }

    /** Returns whether the scheme is {@code https}. */
    public boolean isHttps() {
        return url.isHttps();
    }

    /** Returns whether the name or the address of the host means this machine. Does not resolve the name. */
    public boolean isLoopback() {
        return isLoopback(url.host());
    }

    /** Returns the value of the {@code Host} header: the host, followed by the port if it is not the default port of the scheme. */
    public String hostHeader() {
        return hostHeader;
    }

    static String hostHeader(HttpUrl url) {
        String host = bracketed(url.host());
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    /** Returns a host in the form of a URL, with brackets around an IPv6 address. */
    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    boolean isOriginOf(HttpUrl other) {
        return url.scheme().equals(other.scheme()) && url.host().equals(other.host()) && url.port() == other.port();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    /** Returns scheme, host and port, such as {@code https://api.example.com} or {@code http://127.0.0.1:8080}. */
    @Override
    public String toString() {
        return url.scheme() + "://" + hostHeader();
    }
}
