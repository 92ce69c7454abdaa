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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What a broken exchange means. Before the request left, nothing can have happened; afterwards nobody knows.
 *
 * <p>Only exceptions of name lookup, connecting and TLS become causes: others may repeat bytes of the server in their messages.
 */
final class TransportFailure {
    private TransportFailure() {}

    static FaceException translate(CallLabel label, IOException e, boolean sent) {
        if (e instanceof LocalRefusal refusal) {
            return refused(label, refusal.failure(), sent);
        }
        if (e instanceof ProxyRefused) {
            return label.error(ErrorKind.UNAVAILABLE)
                    .origin(Origin.NETWORK)
                    .classification(Classification.HTTP_STATUS)
                    .httpStatus(407)
                    .detail("the proxy does not accept its credentials")
                    .build();
        }
        if (e instanceof SSLException tls) {
            return sent ? brokenTls(label, tls) : noTls(label, tls);
        }
        return sent ? afterSending(label, e) : beforeSending(label, e);
    }

    /** The answer's headers came with a success, and its body did not come whole. */
    static FaceException brokenBody(HttpAnswer answer, Exception e) {
        if (e instanceof InterruptedIOException) {
            return silence(answer.call(), "the answer stopped in the middle", answer.status());
        }
        return broken(answer.call(), "the answer broke off in the middle", answer.status());
    }

    /** The request left, and no whole answer came in time. */
    static FaceException silence(CallLabel label, String detail, int status) {
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

    /** The request never left. */
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

    private static FaceException refused(CallLabel label, FaceException failure, boolean sent) {
        return failure.toBuilder()
                .provider(label.provider())
                .account(label.account())
                .effect(sent ? Effect.UNKNOWN : Effect.NONE)
                .attempts(sent ? 1 : 0)
                .build();
    }

    private static FaceException beforeSending(CallLabel label, IOException e) {
        if (e instanceof UnknownHostException) {
            return unsent(label, "the host name cannot be resolved", RetryAdvice.BACKOFF, e);
        }
        if (e instanceof InterruptedIOException) {
            return unsent(label, "no connection in time", RetryAdvice.BACKOFF, null);
        }
        boolean known = e instanceof ConnectException || e instanceof NoRouteToHostException;
        return unsent(label, "no connection", RetryAdvice.BACKOFF, known ? e : null);
    }

    private static FaceException afterSending(CallLabel label, IOException e) {
        if (e instanceof InterruptedIOException) {
            return silence(label, "no answer within the timeout", 0);
        }
        if (e instanceof ProtocolException) {
            return label.error(ErrorKind.MALFORMED_RESPONSE)
                    .effect(Effect.UNKNOWN)
                    .advice(RetryAdvice.BACKOFF)
                    .origin(Origin.NETWORK)
                    .classification(Classification.SHAPE)
                    .attempts(1)
                    .detail("the answer is not HTTP")
                    .build();
        }
        return broken(label, "the connection broke before the answer", 0);
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

    private static FaceException brokenTls(CallLabel label, SSLException e) {
        FaceException broken = broken(label, "the encrypted connection broke before the answer", 0);
        // TLS 1.3 servers look at the client's certificate when this side already believes itself connected.
        return e instanceof SSLHandshakeException && !isBrokenOff(e)
                ? broken.toBuilder().advice(RetryAdvice.NEVER).build()
                : broken;
    }

    private static FaceException noTls(CallLabel label, SSLException e) {
        if (e instanceof SSLPeerUnverifiedException) {
            return unsent(label, "the server's certificate is not for this host", RetryAdvice.NEVER, e);
        }
        if (e instanceof SSLHandshakeException && !isBrokenOff(e)) {
            return unsent(
                    label,
                    "the two sides did not agree on an encrypted connection: certificate, trust store or protocol",
                    RetryAdvice.NEVER,
                    e);
        }
        return unsent(label, "no encrypted connection", RetryAdvice.BACKOFF, e);
    }

    private static boolean isBrokenOff(SSLException e) {
        Throwable cause = e.getCause();
        return cause instanceof java.io.EOFException || cause instanceof SocketException;
    }
}
