package io.efface.http;

import io.efface.Cancellation;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.CallContext;
import io.efface.spi.OpenContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Sends the HTTP requests of one account. Thread-safe.
 *
 * <p>{@link #exchange} sends exactly one request or none, and returns the complete response with any status. This method never repeats a
 * request, never follows a redirect, and never responds to an authentication challenge. An interrupt, a cancellation, the deadline and
 * {@link #close()} end the exchange at once at every stage: while connecting, waiting or receiving.
 *
 * <p>The debug log contains the method, host, path, status, duration and request id. The trace log contains the names of headers, and the
 * values of the headers that {@link Redaction} shows. A query, a body, an id or a secret is never logged.
 */
public final class HttpTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private final String provider;
    private final String account;
    private final String accountLabel;
    private final Clock clock;
    private final HttpSettings settings;
    private final OkHttpClient client;
    private final boolean ownsClient;
    private final ProxySelection proxies;
    private final Retrofit retrofit;
    private final ActiveExchanges exchanges;
    private volatile boolean closed;

    private HttpTransport(
            String provider,
            HttpSettings settings,
            Endpoint endpoint,
            OpenContext context,
            ProxySelection proxies,
            OkHttpClient client,
            boolean ownsClient,
            ActiveExchanges exchanges) {
        this.provider = provider;
        this.account = context.account();
        this.accountLabel = context.label();
        this.clock = context.clock();
        this.settings = settings;
        this.proxies = proxies;
        this.client = client;
        this.ownsClient = ownsClient;
        this.exchanges = exchanges;
        this.retrofit = new Retrofit.Builder()
                .baseUrl(endpoint.url())
                .callFactory(DescribedCall::new)
                .addConverterFactory(MoshiConverterFactory.create())
                .validateEagerly(true)
                .build();
    }

    /**
     * Opens a transport. Sends nothing.
     *
     * <p>If the context has an {@link OkHttpClient}, the transport uses the pool, dispatcher, interceptors, name lookup, event listeners
     * and TLS sockets of that client, and {@link #close()} does not close that client. The timeouts of the settings replace the timeouts of
     * the client. A proxy, a trust store or a client certificate of the settings replaces the same setting of the client. Even if the
     * client is configured to repeat or redirect requests, the transport does not do so. The client's dispatcher limits concurrent calls
     * per host, and the client's interceptors see requests before they are signed. Without such a client, the transport has its own pool
     * and daemon threads.
     *
     * <p>For an {@code https} endpoint, the transport uses the proxy of the first of these sources that names a proxy: the settings, the
     * context's {@code OkHttpClient}, Java's proxy settings ({@link java.net.ProxySelector}), and a {@link ProxyEnvironment} in the
     * context. The transport itself reads no environment variables.
     *
     * @param provider the name of the provider, for errors and logs
     * @throws FaceException of kind {@code CONFIGURATION} if the trust store or the client certificate cannot be used, a library on the
     *     class path is too old, or the proxy must be read from an environment variable that does not contain a proxy
     */
    public static HttpTransport open(
            String provider, HttpSettings settings, Endpoint endpoint, RequestSigner signer, OpenContext context) {
        HttpDependencies.check(provider, context);
        ActiveExchanges exchanges = new ActiveExchanges("efface-" + context.account() + "-watch");
        SigningInterceptor signing = new SigningInterceptor(endpoint, signer, exchanges);
        Optional<OkHttpClient> application = context.service(OkHttpClient.class);
        ProxySelection proxies = proxies(provider, settings, endpoint, context);
        try {
            OkHttpClient client = application.isPresent()
                    ? ClientFactory.basedOn(application.get(), settings, endpoint, proxies, signing)
                    : ClientFactory.standalone(
                            settings, endpoint, proxies, signing, exchanges, "efface-" + context.account());
            return new HttpTransport(
                    provider, settings, endpoint, context, proxies, client, application.isEmpty(), exchanges);
        } catch (GeneralSecurityException | IOException e) {
            // The cause is left out, because the message of a key store may contain more than the file name.
            throw new CallLabel(Operation.OPEN, provider, context.account())
                    .error(ErrorKind.CONFIGURATION)
                    .detail("the trust store or the client certificate cannot be used")
                    .build();
        }
    }

    private static ProxySelection proxies(
            String provider, HttpSettings settings, Endpoint endpoint, OpenContext context) {
        try {
            return ProxySelection.of(settings, endpoint, context);
        } catch (IllegalArgumentException e) {
            throw new CallLabel(Operation.OPEN, provider, context.account())
                    .error(ErrorKind.CONFIGURATION)
                    .detail(e.getMessage())
                    .build();
        }
    }

    /**
     * Returns the address and the source of the proxy that a transport with these arguments uses now, in one line without credentials.
     * Empty if the transport uses no proxy.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the proxy must be read from an environment variable that does not contain a
     *     proxy
     */
    public static Optional<String> proxy(
            String provider, HttpSettings settings, Endpoint endpoint, OpenContext context) {
        return proxies(provider, settings, endpoint, context).inUse().map(ProxySelection.InUse::toString);
    }

    /**
     * Returns an implementation of a Retrofit interface. Its methods must return {@code Call<ResponseBody>} and have absolute paths. Moshi
     * writes bodies from public records and leaves out null components.
     *
     * @throws IllegalArgumentException if Retrofit rejects the interface, or if Moshi cannot write one of its records; the message names the
     *     interface and the record
     */
    public <T> T create(Class<T> api) {
        try {
            return retrofit.create(api);
        } catch (AssertionError e) {
            // Moshi throws this error. Its message names neither the method nor the record, and Retrofit does not add
            // them.
            throw new IllegalArgumentException(
                    "a record in a parameter of " + api.getName()
                            + " cannot be written as JSON, because it is not public: " + e.getMessage(),
                    e);
        }
    }

    /** Returns the present time by the account's clock. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Sends one request and waits for its complete response.
     *
     * <p>This method converts a failure of the transport to an exception; the provider translates the response. The maximum wait is the
     * call timeout or the remaining time until the call's deadline, whichever is shorter. A response that is incomplete or larger than the
     * limit of the settings counts as a failure of the transport.
     *
     * @param call the Retrofit call that describes the request, from an interface that {@link #create} returned; this call itself is never
     *     executed
     * @param ids the ids in the request; a text of the response that repeats one of them is neither logged nor thrown
     * @return the response, with any status
     * @throws FaceException if there is no complete response. If the request was certainly not sent, the exception has 0 attempts and the
     *     effect {@code NONE}. If the request was sent, the exception has 1 attempt. The effect of a sent request is {@code NONE} if the
     *     status of the response means that the request was rejected, and otherwise {@code UNKNOWN}. Kinds: {@code CANCELLED} (the interrupt
     *     flag stays set), {@code DEADLINE_EXCEEDED}, {@code TIMEOUT} (the request was sent, but no response arrived),
     *     {@code UNAVAILABLE}, {@code MALFORMED_RESPONSE}, {@code CONFIGURATION}, or the kind of the signer's exception
     */
    public HttpResponse exchange(Operation operation, Call<ResponseBody> call, SentIds ids, CallContext context) {
        CallLabel label = new CallLabel(operation, provider, account);
        checkOpen(label);
        if (Thread.currentThread().isInterrupted()) {
            throw cancelledBeforeSending(label, "the thread was interrupted");
        }
        if (context.cancellation().map(Cancellation::isCancelled).orElse(false)) {
            throw cancelledBeforeSending(label, "the call was cancelled");
        }
        Exchange.Limit limit = limit(label, context);
        Exchange exchange = new Exchange(label, ids, clock, settings.maxResponseBytes(), proxies);
        Request request = requestOf(label, call);
        long started = System.nanoTime();
        try {
            HttpResponse response = send(exchange, request, context, limit);
            log(label, request, ids, started, response, null);
            return response;
        } catch (FaceException e) {
            log(label, request, ids, started, null, e);
            throw e;
        } catch (LinkageError e) {
            throw LinkageFailure.of(label, e, exchange.abandon());
        }
    }

    private HttpResponse send(Exchange exchange, Request request, CallContext context, Exchange.Limit limit) {
        Cancellation.Registration registration = context.cancellation()
                .map(each -> each.onCancel(exchange::cancel))
                .orElse(() -> {});
        long started = System.nanoTime();
        try {
            HttpResponse response = mayHaveUnusedConnection() ? sendInThisThread(exchange, request, limit) : null;
            return response == null ? dispatch(exchange, request, limit.after(System.nanoTime() - started)) : response;
        } finally {
            registration.close();
        }
    }

    private boolean mayHaveUnusedConnection() {
        return ownsClient && client.connectionPool().connectionCount() > 0;
    }

    /** Returns null if the request needs a new connection or new credentials. In this case nothing was sent. */
    private @Nullable HttpResponse sendInThisThread(Exchange exchange, Request request, Exchange.Limit limit) {
        okhttp3.Call httpCall = client.newCall(request);
        exchanges.addInCallersThread(httpCall, exchange);
        try {
            // The second check is needed because close() may have run before this exchange was added.
            checkOpen(exchange.label());
            return exchange.runInThisThread(httpCall, limit);
        } finally {
            exchanges.remove(httpCall);
        }
    }

    private HttpResponse dispatch(Exchange exchange, Request request, Exchange.Limit limit) {
        okhttp3.Call httpCall = client.newCall(request);
        exchanges.add(httpCall, exchange);
        try {
            checkOpen(exchange.label());
            return exchange.run(httpCall, limit);
        } finally {
            exchanges.remove(httpCall);
        }
    }

    private Exchange.Limit limit(CallLabel label, CallContext context) {
        Duration wait = settings.callTimeout();
        Optional<Instant> deadline = context.deadline();
        if (deadline.isEmpty()) {
            return new Exchange.Limit(wait, false);
        }
        Instant now = clock.instant();
        if (!now.isBefore(deadline.get())) {
            throw label.error(ErrorKind.DEADLINE_EXCEEDED)
                    .detail("the deadline had passed before anything was sent")
                    .build();
        }
        if (now.plus(wait).isBefore(deadline.get())) {
            return new Exchange.Limit(wait, false);
        }
        return new Exchange.Limit(Duration.between(now, deadline.get()), true);
    }

    private static Request requestOf(CallLabel label, Call<ResponseBody> call) {
        try {
            return call.request();
        } catch (LinkageError e) {
            throw LinkageFailure.of(label, e, false);
        } catch (RuntimeException e) {
            // The cause is left out, because the message of a converter may repeat a value.
            throw label.error(ErrorKind.INVALID_ARGUMENT)
                    .detail("the request cannot be written: " + e.getClass().getSimpleName())
                    .build();
        }
    }

    private void checkOpen(CallLabel label) {
        if (closed) {
            throw label.error(ErrorKind.UNAVAILABLE)
                    .detail("the repository is closed")
                    .build();
        }
    }

    private static FaceException cancelledBeforeSending(CallLabel label, String what) {
        return label.error(ErrorKind.CANCELLED)
                .detail(what + " before anything was sent")
                .build();
    }

    private void log(
            CallLabel label,
            Request request,
            SentIds ids,
            long started,
            @Nullable HttpResponse response,
            @Nullable FaceException failure) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        String result =
                failure != null ? failure.kind().name() : response == null ? "" : String.valueOf(response.status());
        LOG.debug(
                "{} {}: {} {}{} -> {} in {} ms{}",
                accountLabel,
                label.operation().spelling(),
                request.method(),
                Endpoint.hostHeader(request.url()),
                Redaction.path(request.url(), ids),
                result,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                response == null
                        ? ""
                        : Redaction.requestId(response.headers(), ids)
                                .map(id -> ", request " + id)
                                .orElse(""));
    }

    /**
     * Ends the exchanges in progress with kind {@code UNAVAILABLE}. Later exchanges fail with the same kind. A second call does nothing.
     */
    @Override
    public void close() {
        closed = true;
        exchanges.close();
        if (ownsClient) {
            ClientFactory.shutDown(client);
        }
    }
}
