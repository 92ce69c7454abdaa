package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Invocation;

/**
 * Installs four interceptors in the HTTP client, which sign each request and ensure that a call sends at most one request. The interceptors
 * hide the statuses for which the client would send another request (408, 421, 503 with {@code Retry-After: 0}, redirects, challenges).
 * They also stop a second request of the same exchange before it is sent.
 */
final class SigningInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private final Endpoint endpoint;
    private final RequestSigner signer;
    private final ActiveExchanges exchanges;

    SigningInterceptor(Endpoint endpoint, RequestSigner signer, ActiveExchanges exchanges) {
        this.endpoint = endpoint;
        this.signer = signer;
        this.exchanges = exchanges;
    }

    void install(OkHttpClient.Builder client) {
        client.interceptors().add(0, this::guard);
        client.addInterceptor(this::sign);
        client.networkInterceptors().add(0, this::mask);
        client.addNetworkInterceptor(this::markSent);
    }

    /**
     * The outermost interceptor. It converts every exception that is not an IOException, because the client would print the exception with
     * its message.
     */
    private Response guard(Interceptor.Chain chain) throws IOException {
        Exchange exchange = exchanges.of(chain);
        try {
            return chain.proceed(chain.request());
        } catch (LinkageError e) {
            throw new TransportFailure.LocalFailureException(LinkageFailure.of(exchange.label(), e, exchange.isSent()));
        } catch (ActiveExchanges.DispatchNeededException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TransportFailure.LocalFailureException(exchange.label()
                    .error(ErrorKind.CONFIGURATION)
                    .detail("the HTTP client failed with " + e.getClass().getSimpleName())
                    .build());
        }
    }

    private Response sign(Interceptor.Chain chain) throws IOException {
        Exchange exchange = exchanges.of(chain);
        return exchange.unmask(chain.proceed(signed(exchange, chain.request())));
    }

    private Request signed(Exchange exchange, Request plain) throws IOException {
        byte[] body = bytes(plain.body());
        SignedRequest signed;
        exchange.setSigning(true);
        try {
            signed = signed(exchange, complete(plain, body), body);
        } catch (ActiveExchanges.DispatchNeededException e) {
            throw e;
        } catch (FaceException e) {
            throw new TransportFailure.LocalFailureException(e);
        } catch (RuntimeException e) {
            throw new TransportFailure.LocalFailureException(exchange.label()
                    .error(ErrorKind.CONFIGURATION)
                    .detail("the request cannot be signed: " + e.getClass().getSimpleName())
                    .build());
        } finally {
            exchange.setSigning(false);
        }
        Request request = signed.request();
        if (!endpoint.isOriginOf(request.url())) {
            throw new TransportFailure.LocalFailureException(exchange.label()
                    .error(ErrorKind.CONFIGURATION)
                    .detail("the request is not for the account's endpoint")
                    .build());
        }
        exchange.signedWith(signed.signing());
        return request.body() == null || request.body() instanceof Bytes
                ? request
                : request.newBuilder()
                        .method(request.method(), new Bytes(bytes(request.body())))
                        .build();
    }

    private SignedRequest signed(Exchange exchange, Request complete, byte[] body) {
        Operation operation = exchange.label().operation();
        if (!exchange.isInCallersThread()) {
            return signer.sign(operation, complete, body);
        }
        SignedRequest signed = signer.signAtOnce(operation, complete, body);
        if (signed == null) {
            throw new ActiveExchanges.DispatchNeededException();
        }
        return signed;
    }

    /** Returns the request with the headers and the body that will be sent. */
    private Request complete(Request plain, byte[] body) {
        // Retrofit's tag is removed, because the client would copy it several times.
        Request.Builder complete =
                plain.newBuilder().tag(Invocation.class, null).header("Host", hostHeader(plain));
        if (plain.header("User-Agent") == null) {
            complete.header("User-Agent", "efface");
        }
        if (plain.body() != null && plain.body().contentType() != null) {
            complete.header("Content-Type", Objects.toString(plain.body().contentType()));
        }
        if (plain.body() != null) {
            complete.method(plain.method(), new Bytes(body));
        }
        return complete.build();
    }

    private String hostHeader(Request request) {
        return endpoint.isOriginOf(request.url()) ? endpoint.hostHeader() : Endpoint.hostHeader(request.url());
    }

    /** The first interceptor after the connection is established. It replaces a status to which the client would react. */
    private Response mask(Interceptor.Chain chain) throws IOException {
        Exchange exchange = exchanges.of(chain);
        return exchange.mask(chain.proceed(chain.request()));
    }

    /** The last interceptor before the request is sent. */
    private Response markSent(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Exchange exchange = exchanges.of(chain);
        if (LOG.isTraceEnabled()) {
            LOG.trace("{} sends {}", exchange.label(), Redaction.show(request.headers(), exchange.ids()));
        }
        Connection connection = chain.connection();
        if (connection != null) {
            exchange.connectedThrough(connection.route().proxy());
        }
        if (!exchange.markSent()) {
            throw new IOException("the exchange has ended or has already sent its request");
        }
        Response response = chain.proceed(request);
        if (LOG.isTraceEnabled()) {
            LOG.trace(
                    "{} receives {} {}",
                    exchange.label(),
                    response.code(),
                    Redaction.show(response.headers(), exchange.ids()));
        }
        return response;
    }

    private static byte[] bytes(@Nullable RequestBody body) throws IOException {
        if (body == null) {
            return new byte[0];
        }
        Buffer buffer = new Buffer();
        body.writeTo(buffer);
        return buffer.readByteArray();
    }

    /**
     * A body of exact bytes that is sent once. It has no media type, so that the client does not change the signed {@code Content-Type}
     * header.
     */
    private static final class Bytes extends RequestBody {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        @Override
        public okhttp3.@Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return content.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(content);
        }
    }
}
