package io.efface.http;

import io.efface.spi.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy in environment variables. The library itself reads no environment variables. An application that wants to use these variables
 * registers an instance of this class as a service, as the {@code efface} command does:
 *
 * <pre>{@code
 * FaceRepositories.builder().service(ProxyEnvironment.class, ProxyEnvironment.of(System.getenv()))
 * }</pre>
 *
 * <p>The variables apply to {@code https} endpoints if neither the account nor Java's proxy settings name a proxy.
 *
 * <p>The variable {@code https_proxy} contains the proxy: {@code http://[user:password@]host[:port]} or {@code host:port}. The default port
 * is 80. User and password are percent-decoded. The variable {@code no_proxy} lists the hosts that are called without the proxy, separated
 * by commas or spaces. An entry is {@code *} for all hosts, or a name, with an optional leading dot and an optional port. A name also
 * matches its subdomains. An address range matches no host. If a variable is absent or empty, the variable with the same name in upper case
 * is used instead. {@code HTTP_PROXY} and {@code ALL_PROXY} are not read.
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

    /** Reads the variables of an environment. The values are checked when they are needed. */
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

    /** Returns the name of the variable that is used, such as {@code HTTPS_PROXY}. */
    public String name() {
        return name;
    }

    /**
     * Returns the proxy for a host, or empty if there is no proxy or the host is called without a proxy.
     *
     * @param host name or address of the host; an IPv6 address has no brackets
     * @param port port of the host, 1 to 65535
     * @throws IllegalArgumentException if the variable does not contain a proxy; the message names the variable but not its value
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
                    name + " names a proxy that is not http://; this library uses plain HTTP with proxies");
        }
        String rest = text.substring(scheme < 0 ? 0 : scheme + 3).replaceFirst("/$", "");
        int at = rest.lastIndexOf('@');
        try {
            HttpProxy proxyWithoutUser = withoutCredentials(rest.substring(at + 1));
            return at < 0 ? proxyWithoutUser : withCredentials(proxyWithoutUser, rest.substring(0, at));
        } catch (IllegalArgumentException e) {
            // The cause is left out, because its message may contain a part of the value.
            throw new IllegalArgumentException(name + " is not http://[user:password@]host:port");
        }
    }

    private static HttpProxy withoutCredentials(String authority) {
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

    /** Shows the name of the variable that is used. */
    @Override
    public String toString() {
        return "ProxyEnvironment[" + (proxy == null ? "no proxy" : name) + "]";
    }
}
