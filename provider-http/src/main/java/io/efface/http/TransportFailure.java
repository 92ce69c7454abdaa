package io.efface.http;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Translates an exchange that failed without a usable response. If the request was not sent, the effect is {@code NONE}. If the request was
 * sent, the effect is {@code UNKNOWN}.
 *
 * <p>If name lookup, connecting or TLS fails, the exception contains the original exception as its cause. Other causes are left out,
 * because their messages may repeat bytes that the server sent.
 */
final class TransportFailure {
    private TransportFailure() {}

    /**
     * Returns the exception for a failed exchange.
     *
     * @param sent whether the request was sent
     * @param proxyRemark remark of {@link ProxyFailure} about the proxy, possibly empty
     */
    static FaceException translate(
            CallLabel label, IOException e, boolean sent, ProxySelection proxies, String proxyRemark) {
        if (e instanceof LocalFailureException rejection) {
            return rejected(label, rejection.failure(), sent);
        }
        OptionalInt tunnelStatus = sent ? OptionalInt.empty() : ProxyRejectedException.statusIn(e);
        if (tunnelStatus.isPresent()) {
            return ProxyFailure.of(label, tunnelStatus.getAsInt(), proxies);
        }
        if (e instanceof SSLException tls) {
            return sent
                    ? tlsFailedAfterSending(label, tls, proxyRemark)
                    : tlsFailedBeforeSending(label, tls, proxyRemark);
        }
        return sent ? afterSending(label, e, proxyRemark) : beforeSending(label, e, proxyRemark);
    }

    /** Returns the exception for a response with a success status and an incomplete body. */
    static FaceException brokenBody(HttpResponse response, Exception e) {
        String proxyRemark = ProxyFailure.sentRemark(response.proxy());
        if (e instanceof InterruptedIOException) {
            return noResponse(response.call(), "the response stopped before its end" + proxyRemark, response.status());
        }
        return broken(response.call(), "the response broke off before its end" + proxyRemark, response.status());
    }

    /** Returns the exception for a request that was sent, but received no complete response in time. */
    static FaceException noResponse(CallLabel label, String detail, int status) {
        return label.error(ErrorKind.TIMEOUT)
                .effect(Effect.UNKNOWN)
                .advice(RetryAdvice.BACKOFF)
                .origin(Origin.NETWORK)
                .classification(Classification.TRANSPORT)
                .httpStatus(status)
                .attempts(1)
                .detail(detail)
                .build();
    }

    /** Returns the exception for a request that was not sent. */
    static FaceException unsent(CallLabel label, String detail, RetryAdvice advice) {
        return unsent(label, detail, advice, null);
    }

    private static FaceException unsent(
            CallLabel label, String detail, RetryAdvice advice, @Nullable IOException cause) {
        return label.error(ErrorKind.UNAVAILABLE)
                .advice(advice)
                .origin(Origin.NETWORK)
                .classification(Classification.TRANSPORT)
                .detail(detail)
                .cause(cause)
                .build();
    }

    private static FaceException rejected(CallLabel label, FaceException failure, boolean sent) {
        return failure.toBuilder()
                .provider(label.provider())
                .account(label.account())
                .effect(sent ? Effect.UNKNOWN : Effect.NONE)
                .attempts(sent ? 1 : 0)
                .build();
    }

    private static FaceException beforeSending(CallLabel label, IOException e, String proxyRemark) {
        if (e instanceof UnknownHostException) {
            return unsent(label, "the host name cannot be resolved" + proxyRemark, RetryAdvice.BACKOFF, e);
        }
        if (e instanceof InterruptedIOException) {
            return unsent(label, "no connection in time" + proxyRemark, RetryAdvice.BACKOFF, null);
        }
        boolean isSafeCause = e instanceof ConnectException || e instanceof NoRouteToHostException;
        return unsent(label, "no connection" + proxyRemark, RetryAdvice.BACKOFF, isSafeCause ? e : null);
    }

    private static FaceException afterSending(CallLabel label, IOException e, String proxyRemark) {
        if (e instanceof InterruptedIOException) {
            return noResponse(label, "no response within the timeout" + proxyRemark, 0);
        }
        if (e instanceof ProtocolException) {
            return label.error(ErrorKind.MALFORMED_RESPONSE)
                    .effect(Effect.UNKNOWN)
                    .advice(RetryAdvice.BACKOFF)
                    .origin(Origin.NETWORK)
                    .classification(Classification.SHAPE)
                    .attempts(1)
                    .detail("the response is not HTTP" + proxyRemark)
                    .build();
        }
        return broken(label, "the connection was lost before the response" + proxyRemark, 0);
    }

    private static FaceException broken(CallLabel label, String detail, int status) {
        return label.error(ErrorKind.UNAVAILABLE)
                .effect(Effect.UNKNOWN)
                .advice(RetryAdvice.BACKOFF)
                .origin(Origin.NETWORK)
                .classification(Classification.TRANSPORT)
                .httpStatus(status)
                .attempts(1)
                .detail(detail)
                .build();
    }

    private static FaceException tlsFailedAfterSending(CallLabel label, SSLException e, String proxyRemark) {
        FaceException broken = broken(label, "the encrypted connection was lost before the response" + proxyRemark, 0);
        // With TLS 1.3, the client may send its request before the server has checked the client certificate.
        return e instanceof SSLHandshakeException && !isConnectionLost(e)
                ? broken.toBuilder().advice(RetryAdvice.NEVER).build()
                : broken;
    }

    private static FaceException tlsFailedBeforeSending(CallLabel label, SSLException e, String proxyRemark) {
        if (e instanceof SSLPeerUnverifiedException) {
            return unsent(label, "the server's certificate is not for this host" + proxyRemark, RetryAdvice.NEVER, e);
        }
        if (e instanceof SSLHandshakeException && !isConnectionLost(e)) {
            return unsent(
                    label,
                    "no encrypted connection: the certificate, the trust store or the protocol does not match"
                            + (proxyRemark.isEmpty() || !isUntrusted(e)
                                    ? proxyRemark
                                    : proxyRemark
                                            + ", which may inspect TLS; in that case add its certificate authority to"
                                            + " trust-store"),
                    RetryAdvice.NEVER,
                    e);
        }
        return unsent(label, "no encrypted connection" + proxyRemark, RetryAdvice.BACKOFF, e);
    }

    private static boolean isUntrusted(SSLException e) {
        return e.getCause() instanceof CertificateException;
    }

    private static boolean isConnectionLost(SSLException e) {
        Throwable cause = e.getCause();
        return cause instanceof java.io.EOFException || cause instanceof SocketException;
    }

    /**
     * Wraps a {@link FaceException}, so that an interceptor can throw it. The HTTP client prints every exception that is not an {@link
     * IOException}.
     */
    static final class LocalFailureException extends IOException {
        private static final long serialVersionUID = 1L;

        private final FaceException failure;

        LocalFailureException(FaceException failure) {
            super(failure.getMessage());
            this.failure = failure;
        }

        FaceException failure() {
            return failure;
        }
    }
}
