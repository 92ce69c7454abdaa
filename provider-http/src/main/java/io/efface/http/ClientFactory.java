package io.efface.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/** Builds the HTTP client of an account, either from the application's client or as a separate client. */
final class ClientFactory {
    private static final int IDLE_CONNECTIONS = 64;
    /**
     * The time after which this client closes an unused connection. Most servers and load balancers close an unused connection later. So
     * few requests are sent over a connection that the server has already closed.
     */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private ClientFactory() {}

    /** Returns a client that shares the pool, dispatcher, interceptors, name lookup and event listeners of the application's client. */
    static OkHttpClient basedOn(
            OkHttpClient application,
            HttpSettings settings,
            Endpoint endpoint,
            ProxySelection proxies,
            SigningInterceptor signing)
            throws GeneralSecurityException, IOException {
        OkHttpClient.Builder client = application.newBuilder();
        client.hostnameVerifier(new OkHttpClient().hostnameVerifier());
        return configure(client, settings, endpoint, proxies, signing, application.dns());
    }

    /** Returns a client with its own pool and threads. The caller must shut the client down. */
    static OkHttpClient standalone(
            HttpSettings settings,
            Endpoint endpoint,
            ProxySelection proxies,
            SigningInterceptor signing,
            ActiveExchanges exchanges,
            String threads)
            throws GeneralSecurityException, IOException {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .dispatcher(unlimited(executor(threads)))
                .eventListener(exchanges.connectionGuard())
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS));
        return configure(client, settings, endpoint, proxies, signing, Dns.SYSTEM);
    }

    private static OkHttpClient configure(
            OkHttpClient.Builder client,
            HttpSettings settings,
            Endpoint endpoint,
            ProxySelection proxies,
            SigningInterceptor signing,
            Dns dns)
            throws GeneralSecurityException, IOException {
        client.retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .callTimeout(settings.callTimeout());
        if (endpoint.isHttps()) {
            client.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
            proxies.own().ifPresent(proxy -> useProxy(client, proxy));
            TlsMaterial.of(settings)
                    .ifPresent(tls -> client.sslSocketFactory(tls.context().getSocketFactory(), tls.trust()));
        } else {
            // An unencrypted request must not leave this machine, neither through a proxy nor by means of a name that
            // resolves to another machine.
            client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                    .proxy(Proxy.NO_PROXY)
                    .dns(host -> loopback(dns, host));
        }
        signing.install(client);
        return client.build();
    }

    private static List<InetAddress> loopback(Dns dns, String host) throws UnknownHostException {
        List<InetAddress> found = dns.lookup(host);
        for (InetAddress each : found) {
            if (!each.isLoopbackAddress()) {
                throw new UnknownHostException(host + " does not resolve to this machine");
            }
        }
        return found;
    }

    private static void useProxy(OkHttpClient.Builder client, HttpProxy proxy) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        client.proxyAuthenticator((route, response) -> {
            if (!isPreemptive(response)) {
                throw new ProxyRejectedException(407);
            }
            return proxy.authorization()
                    .map(value -> response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", value)
                            .build())
                    .orElse(null);
        });
    }

    /**
     * Returns whether OkHttp itself created this challenge. OkHttp creates a challenge to get the proxy's credentials before it opens a
     * tunnel.
     */
    private static boolean isPreemptive(Response response) {
        for (Challenge challenge : response.challenges()) {
            if (challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive")) {
                return true;
            }
        }
        return false;
    }

    private static Dispatcher unlimited(ExecutorService executor) {
        // Each caller waits for its call, so the callers limit the number of calls. A dispatcher with a limit would
        // queue calls, and no timeout applies to a queued call.
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    private static ExecutorService executor(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Stops the threads and closes the connections of a {@linkplain #standalone standalone} client. */
    static void shutDown(OkHttpClient standalone) {
        standalone.dispatcher().executorService().shutdown();
        standalone.connectionPool().evictAll();
    }
}
