package io.efface.http;

import io.efface.spi.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that environment variables name. The library reads no environment by itself: an application that wants these variables
 * to count registers one of these as a service, as the {@code efface} command does:
 *
 * <pre>{@code
 * FaceRepositories.builder().service(ProxyEnvironment.class, ProxyEnvironment.of(System.getenv()))
 * }</pre>
 *
 * <p>It counts for {@code https} endpoints of accounts without a proxy of their own, where Java's proxy settings name none either.
 *
 * <p>{@code https_proxy}, else {@code HTTPS_PROXY}, is {@code http://[user:password@]host[:port]} or {@code host:port}; the port is 80
 * by default, and user and password are percent-decoded. {@code no_proxy}, else {@code NO_PROXY}, lists hosts that are called without
 * it, between commas or spaces: {@code *} for all, or names, which count for their subdomains as well, with or without a leading dot
 * and with or without a port. An empty variable counts as absent. {@code HTTP_PROXY} and {@code ALL_PROXY} are not read, and address
 * ranges in {@code NO_PROXY} match nothing.
 *
 * <p>Immutable and thread-safe; {@code toString} shows no value.
 */
public final class ProxyEnvironment {
    private static final String PROXY = "HTTPS_PROXY";
    private static final String EXCEPTIONS = "NO_PROXY";
    private static final int DEFAULT_PORT = 80;

    private final String name;
    private final @Nullable String proxy;
    private final String exceptions;

    private ProxyEnvironment(String name, @Nullable String proxy, String exceptions) {
        this.name = name;
        this.proxy = proxy;
        this.exceptions = exceptions;
    }

    /** Returns what an environment says; its values are checked when they are needed. */
    public static ProxyEnvironment of(Map<String, String> environment) {
        String lower = PROXY.toLowerCase(Locale.ROOT);
        String name = value(environment, lower) == null ? PROXY : lower;
        String exceptions = value(environment, EXCEPTIONS.toLowerCase(Locale.ROOT));
        if (exceptions == null) {
            exceptions = value(environment, EXCEPTIONS);
        }
        return new ProxyEnvironment(name, value(environment, name), exceptions == null ? "" : exceptions);
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the name of the variable that counts, such as {@code HTTPS_PROXY}. */
    public String name() {
        return name;
    }

    /**
     * Returns the proxy for a host, or empty if there is none or the host is called without one.
     *
     * @param host name or address, an IPv6 address without brackets
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the variable does not hold a proxy; the message names the variable and not its value
     */
    public Optional<HttpProxy> proxyFor(String host, int port) {
        return proxy == null || isException(host.toLowerCase(Locale.ROOT), port)
                ? Optional.empty()
                : Optional.of(parsed(proxy));
    }

    private boolean isException(String host, int port) {
        for (String entry : exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            if (entry.equals("*") || matches(entry, host) || matches(withoutPort(entry, port), host)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String entry, String host) {
        String name = entry.replaceFirst("^\\*?\\.", "").replaceFirst("^\\[(.*)]$", "$1");
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static String withoutPort(String entry, int port) {
        String suffix = ":" + port;
        return entry.endsWith(suffix) ? entry.substring(0, entry.length() - suffix.length()) : "";
    }

    private HttpProxy parsed(String text) {
        int scheme = text.indexOf("://");
        if (scheme >= 0 && !text.substring(0, scheme).equalsIgnoreCase("http")) {
            throw new IllegalArgumentException(
                    name + " names a proxy that is not http://; this library speaks plain HTTP to proxies");
        }
        String rest = text.substring(scheme < 0 ? 0 : scheme + 3).replaceFirst("/$", "");
        int at = rest.lastIndexOf('@');
        try {
            HttpProxy bare = bare(rest.substring(at + 1));
            return at < 0 ? bare : withCredentials(bare, rest.substring(0, at));
        } catch (IllegalArgumentException e) {
            // The cause stays out: its message may hold a part of the value.
            throw new IllegalArgumentException(name + " is not http://[user:password@]host:port");
        }
    }

    private static HttpProxy bare(String authority) {
        boolean hasPort = authority.matches(".*:\\d+");
        return HttpProxy.parse("http://" + authority + (hasPort ? "" : ":" + DEFAULT_PORT));
    }

    private static HttpProxy withCredentials(HttpProxy proxy, String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        return proxy.withCredentials(user, new Secret(password));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Shows which variable counts. */
    @Override
    public String toString() {
        return "ProxyEnvironment[" + (proxy == null ? "no proxy" : name) + "]";
    }
}
