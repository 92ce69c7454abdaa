package io.efface.http;

import io.efface.spi.AccountSettings;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where a vendor is spoken to: {@code https} anywhere, {@code http} on this machine only ({@code 127.0.0.0/8}, {@code [::1]},
 * {@code localhost}). Immutable and thread-safe; equal when scheme, host and port are.
 */
public final class Endpoint {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private static final Pattern EMPTY_LABEL = Pattern.compile("^\\.|\\.\\.");

    private final HttpUrl url;

    private Endpoint(HttpUrl url) {
        this.url = url;
    }

    /**
     * Checks a URL.
     *
     * @param text such as {@code https://api.example.com} or {@code http://127.0.0.1:8080}
     * @throws IllegalArgumentException if it is not an absolute {@code http} or {@code https} URL, has a user, a path, a query or a
     *     fragment, or is plain {@code http} to another machine; the message says which, without the text
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

    /** The dot at the end of {@code host.example.} changes neither the host nor its certificate, and TLS sends names without it. */
    private static HttpUrl withoutRootDot(HttpUrl url) {
        String host = url.host();
        return host.endsWith(".")
                ? url.newBuilder().host(host.substring(0, host.length() - 1)).build()
                : url;
    }

    /**
     * Checks a URL.
     *
     * @throws IllegalArgumentException as {@link #parse(String)}
     */
    public static Endpoint of(URI uri) {
        return parse(uri.toString());
    }

    /** Reads an account's endpoint, rejecting a wrong one under its key; empty if it is not set or rejected. */
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
            return "has a user or password in it; credentials have settings of their own";
        }
        if (url.query() != null || url.fragment() != null) {
            return "has a query or fragment";
        }
        if (EMPTY_LABEL.matcher(url.host()).find()) {
            return "has two dots in a row in its host, or nothing but a dot";
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

    /** Returns the host in lower case and without a dot at its end, an IPv6 address without brackets. */
    public String host() {
        return url.host();
    }

    /** Returns the port, the scheme's own if none was given. */
    public int port() {
        return url.port();
    }

    /** Returns whether the way is encrypted. */
    public boolean isHttps() {
        return url.isHttps();
    }

    /** Returns whether the host is this machine by its name or address; nothing is looked up. */
    public boolean isLoopback() {
        return isLoopback(url.host());
    }

    /** Returns the value of the {@code Host} header: the host, and the port unless it is the scheme's own. */
    public String hostHeader() {
        return hostHeader(url);
    }

    static String hostHeader(HttpUrl url) {
        String host = bracketed(url.host());
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    /** Returns a host as it stands in a URL: an IPv6 address in brackets. */
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
