package io.efface.http;

import io.efface.spi.OpenContext;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy of an account's endpoint and names the source of the choice. The sources, in order: the settings of the account, the
 * application's HTTP client, Java's proxy settings, and the environment that the application registered. Immutable and thread-safe.
 */
final class ProxySelection {
    private static final String JAVA = "Java's proxy settings, such as https.proxyHost";
    private static final String CLIENT = "the application's OkHttpClient";

    private final Endpoint endpoint;
    private final @Nullable HttpProxy own;
    private final String ownSource;
    private final @Nullable Proxy clientProxy;
    private final @Nullable ProxySelector selector;
    private final String selectorSource;

    private ProxySelection(
            Endpoint endpoint,
            @Nullable HttpProxy own,
            String ownSource,
            @Nullable Proxy clientProxy,
            @Nullable ProxySelector selector,
            String selectorSource) {
        this.endpoint = endpoint;
        this.own = own;
        this.ownSource = ownSource;
        this.clientProxy = clientProxy;
        this.selector = selector;
        this.selectorSource = selectorSource;
    }

    /**
     * Returns the selection for an endpoint.
     *
     * @throws IllegalArgumentException if the proxy must be read from an environment variable that does not contain a proxy; the message
     *     does not contain the value of the variable
     */
    static ProxySelection of(HttpSettings settings, Endpoint endpoint, OpenContext context) {
        if (!endpoint.isHttps()) {
            return new ProxySelection(endpoint, null, "", null, null, "");
        }
        if (settings.proxy().isPresent()) {
            return new ProxySelection(endpoint, settings.proxy().get(), "the setting 'proxy'", null, null, "");
        }
        Optional<OkHttpClient> client = context.service(OkHttpClient.class);
        ProxySelection external = client.isPresent()
                ? new ProxySelection(
                        endpoint,
                        null,
                        "",
                        client.get().proxy(),
                        client.get().proxySelector(),
                        client.get().proxySelector() == ProxySelector.getDefault() ? JAVA : CLIENT)
                : new ProxySelection(endpoint, null, "", null, ProxySelector.getDefault(), JAVA);
        if (external.clientProxy != null || external.inUse().isPresent()) {
            return external;
        }
        return context.service(ProxyEnvironment.class)
                .flatMap(environment -> environment
                        .proxyFor(endpoint.host(), endpoint.port())
                        .map(proxy -> new ProxySelection(endpoint, proxy, environment.name(), null, null, "")))
                .orElse(external);
    }

    /**
     * Returns the proxy that this library sets in the HTTP client, with the proxy's credentials. Empty if the HTTP client chooses the proxy
     * itself.
     */
    Optional<HttpProxy> own() {
        return Optional.ofNullable(own);
    }

    /** Returns the proxy that is in use now, for messages. */
    Optional<InUse> inUse() {
        if (own != null) {
            return Optional.of(new InUse(
                    "http://" + Endpoint.bracketed(own.host()) + ":" + own.port(), ownSource, own.username() != null));
        }
        if (clientProxy != null) {
            return describe(clientProxy, CLIENT);
        }
        return selector == null ? Optional.empty() : fromSelector(selector);
    }

    /** Returns the proxy of an established connection, for messages. Empty if the connection uses no proxy. */
    Optional<InUse> of(Proxy connected) {
        if (connected.type() == Proxy.Type.DIRECT) {
            return Optional.empty();
        }
        return own != null ? inUse() : describe(connected, clientProxy == null ? selectorSource : CLIENT);
    }

    private Optional<InUse> fromSelector(ProxySelector from) {
        try {
            List<Proxy> proxies = from.select(URI.create(endpoint.toString()));
            return proxies == null || proxies.isEmpty() ? Optional.empty() : describe(proxies.get(0), selectorSource);
        } catch (RuntimeException e) {
            // If the application's proxy selector fails, the HTTP client reports the failure.
            return Optional.empty();
        }
    }

    private static Optional<InUse> describe(Proxy proxy, String source) {
        if (proxy.type() == Proxy.Type.DIRECT || !(proxy.address() instanceof InetSocketAddress address)) {
            return Optional.empty();
        }
        String scheme = proxy.type() == Proxy.Type.SOCKS ? "socks" : "http";
        return Optional.of(new InUse(
                scheme + "://" + Endpoint.bracketed(address.getHostString()) + ":" + address.getPort(), source, false));
    }

    /**
     * The proxy in use, for messages.
     *
     * @param address the address without credentials, such as {@code http://proxy.example:3128}
     * @param source the setting that chose the proxy
     * @param withCredentials whether this library sends a user and a password to the proxy
     */
    record InUse(String address, String source, boolean withCredentials) {
        /** Shows the address and the source. */
        @Override
        public String toString() {
            return address + " (from " + source + ")";
        }
    }
}
