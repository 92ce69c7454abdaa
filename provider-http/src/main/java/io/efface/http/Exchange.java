package io.efface.http;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.http.credentials.CredentialsFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One request and its outcome. If the HTTP client has an unused connection, the caller's thread sends the request itself. Otherwise a
 * thread of the HTTP client sends the request, while the caller's thread waits. Only the first outcome counts. Later responses are closed.
 * Thread-safe.
 *
 * <p>One atomic change decides whether the request was sent: either the client's thread marks the request as sent, or the waiting thread
 * abandons the exchange, and the request can no longer be sent. Therefore the effect {@code NONE} is always certain.
 */
final class Exchange implements Callback {
    private enum Phase {
        PREPARING,
        SENT,
        ABANDONED
    }

    private final CallLabel label;
    private final SentIds ids;
    private final Clock clock;
    private final long maxResponseBytes;
    private final ProxySelection proxies;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile @Nullable Call call;
    private volatile @Nullable CallersThread callersThread;
    private volatile boolean signing;
    private volatile int status;
    private volatile @Nullable Masked masked;
    private volatile @Nullable SigningRecord<?> signed;
    private volatile @Nullable String proxy;

    Exchange(CallLabel label, SentIds ids, Clock clock, long maxResponseBytes, ProxySelection proxies) {
        this.label = label;
        this.ids = ids;
        this.clock = clock;
        this.maxResponseBytes = maxResponseBytes;
        this.proxies = proxies;
    }

    CallLabel label() {
        return label;
    }

    /** Returns the ids in the request. */
    SentIds ids() {
        return ids;
    }

    /**
     * Sends the request in this thread. Returns null if a thread of the HTTP client must send it with {@link #run}. Then nothing was sent.
     */
    @Nullable HttpResponse runInThisThread(Call httpCall, Limit limit) {
        // endIfDue() replaces the timeout of the HTTP client, because that timeout wakes a thread of the client for
        // each call.
        httpCall.timeout().clearTimeout();
        callersThread = new CallersThread(
                Thread.currentThread(), limit, System.nanoTime() + limit.time().toNanos());
        call = httpCall;
        try {
            if (!outcome.isDone()) {
                onResponse(httpCall, httpCall.execute());
            }
        } catch (ActiveExchanges.DispatchNeededException e) {
            if (!outcome.isDone()) {
                return null;
            }
        } catch (IOException e) {
            endIfDue();
            onFailure(httpCall, e);
        } finally {
            callersThread = null;
        }
        return outcome.join().resolve();
    }

    /** Returns whether the caller's thread sends the request. */
    boolean isInCallersThread() {
        return callersThread != null;
    }

    /**
     * Ends the exchange if the caller's thread sends the request itself, and if this thread was interrupted or the time limit has passed.
     */
    void endIfDue() {
        CallersThread caller = callersThread;
        if (caller == null) {
            return;
        }
        if (caller.thread.isInterrupted()) {
            end(this::throwInterrupted);
        } else if (System.nanoTime() - caller.due >= 0) {
            end(() -> {
                throw caller.limit.byDeadline() ? deadlinePassed() : noResponse();
            });
        }
    }

    private HttpResponse throwInterrupted() {
        Thread.currentThread().interrupt();
        throw cancelled("the thread was interrupted");
    }

    /** Sends the request with the given call in a thread of the HTTP client, and waits for its outcome. */
    HttpResponse run(Call httpCall, Limit limit) {
        call = httpCall;
        if (!outcome.isDone()) {
            httpCall.enqueue(this);
        }
        return await(limit);
    }

    private HttpResponse await(Limit limit) {
        try {
            return outcome.get(limit.time().toNanos(), TimeUnit.NANOSECONDS).resolve();
        } catch (TimeoutException e) {
            end(() -> {
                throw limit.byDeadline() ? deadlinePassed() : noResponse();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(this::throwInterrupted);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the future of an exchange always completes normally", e);
        }
        return outcome.join().resolve();
    }

    /** Ends the exchange from another thread because the caller cancelled it. */
    void cancel() {
        end(() -> {
            throw cancelled("the call was cancelled");
        });
    }

    /** Ends the exchange from another thread because the transport was closed. */
    void close() {
        end(() -> {
            throw ended(ErrorKind.UNAVAILABLE, "the repository was closed during the call", "");
        });
    }

    private void end(Outcome result) {
        if (outcome.complete(result)) {
            Call httpCall = call;
            if (httpCall != null) {
                httpCall.cancel();
            }
        }
    }

    /** Stores whether the request is being signed. Signing may take long if credentials must be fetched first. */
    void setSigning(boolean isSigning) {
        signing = isSigning;
    }

    /** Stores the signing record of the request, for the response. */
    void signedWith(@Nullable SigningRecord<?> signingRecord) {
        signed = signingRecord;
    }

    /** Stores the proxy of the connection over which the request will be sent. */
    void connectedThrough(Proxy connected) {
        proxy = proxies.of(connected).map(ProxySelection.InUse::toString).orElse(null);
    }

    /** Marks the request as sent. Returns true exactly once, and never after the exchange was abandoned. */
    boolean markSent() {
        return phase.compareAndSet(Phase.PREPARING, Phase.SENT);
    }

    boolean isSent() {
        return phase.get() == Phase.SENT;
    }

    /** Abandons the exchange if the request was not sent. Returns whether the request was sent. */
    boolean abandon() {
        phase.compareAndSet(Phase.PREPARING, Phase.ABANDONED);
        return isSent();
    }

    /**
     * Stores the status of a response. Returns the response with status 200 if the HTTP client would react to the original status, for
     * example by following a redirect.
     */
    Response mask(Response response) {
        status = response.code();
        if (response.code() < 300 || response.code() == 304) {
            return response;
        }
        masked = new Masked(response.code(), response.message());
        return response.newBuilder().code(200).message("hidden").build();
    }

    /** Returns the response with its original status. */
    Response unmask(Response response) {
        Masked original = masked;
        return original == null
                ? response
                : response.newBuilder()
                        .code(original.code)
                        .message(original.message)
                        .build();
    }

    @Override
    public void onFailure(Call failed, IOException e) {
        // A timeout of the client also cancels the call. Then the exception is an InterruptedIOException.
        boolean isCancelledElsewhere = failed.isCanceled() && !(e instanceof InterruptedIOException);
        LinkageError linkageError = LinkageFailure.hiddenIn(e);
        outcome.complete(() -> {
            boolean sent = abandon();
            if (linkageError != null) {
                throw LinkageFailure.of(label, linkageError, sent);
            }
            if (isCancelledElsewhere && !(e instanceof TransportFailure.LocalFailureException)) {
                throw cancelled("the HTTP client cancelled the call");
            }
            throw TransportFailure.translate(label, e, sent, proxies, proxyRemark(sent));
        });
    }

    @Override
    public void onResponse(Call call, Response response) {
        Instant receivedAt = clock.instant();
        try (ResponseBody body = response.body()) {
            BufferedSource source = body.source();
            if (source.request(maxResponseBytes + 1)) {
                // Without this cancellation, the HTTP client would read the rest of the body when the body is closed.
                call.cancel();
                HttpResponse empty = httpResponse(response, ByteString.EMPTY, receivedAt);
                outcome.complete(() -> {
                    throw HttpStatusErrorMapper.translate(
                            empty, "the response is larger than " + maxResponseBytes + " bytes");
                });
                return;
            }
            HttpResponse complete = httpResponse(response, source.readByteString(), receivedAt);
            boolean isValidStatus = complete.status() >= 100 && complete.status() <= 599;
            outcome.complete(() -> {
                if (!isValidStatus) {
                    throw HttpStatusErrorMapper.translate(complete, "the status of the response is not an HTTP status");
                }
                return complete;
            });
        } catch (IOException | RuntimeException e) {
            endIfDue();
            HttpResponse empty = httpResponse(response, ByteString.EMPTY, receivedAt);
            outcome.complete(() -> {
                throw empty.isSuccess()
                        ? TransportFailure.brokenBody(empty, e)
                        : HttpStatusErrorMapper.translate(empty, "the response is incomplete");
            });
        } catch (LinkageError e) {
            outcome.complete(() -> {
                throw LinkageFailure.of(label, e, abandon());
            });
        }
    }

    private HttpResponse httpResponse(Response response, ByteString body, Instant receivedAt) {
        return new HttpResponse(label, response.code(), response.headers(), body, receivedAt, ids, signed, proxy);
    }

    private String proxyRemark(boolean sent) {
        return sent ? ProxyFailure.sentRemark(proxy) : ProxyFailure.unsentRemark(proxies);
    }

    private FaceException noResponse() {
        boolean sent = abandon();
        if (!sent && signing) {
            return CredentialsFailure.outOfReach("no credentials for the signature within the call timeout")
                    .exception(label::error);
        }
        if (!sent) {
            return TransportFailure.unsent(
                    label, "no connection within the call timeout" + proxyRemark(false), RetryAdvice.BACKOFF);
        }
        return TransportFailure.noResponse(
                label, "no complete response within the call timeout" + proxyRemark(true), status);
    }

    private FaceException deadlinePassed() {
        boolean sent = abandon();
        String remark = sent || !signing ? proxyRemark(sent) : "";
        return ended(ErrorKind.DEADLINE_EXCEEDED, "the deadline passed", remark);
    }

    private FaceException cancelled(String detail) {
        return ended(ErrorKind.CANCELLED, detail, "");
    }

    private FaceException ended(ErrorKind kind, String detail, String remark) {
        boolean sent = abandon();
        return label.error(kind)
                .origin(Origin.LOCAL)
                .effect(sent ? Effect.UNKNOWN : Effect.NONE)
                .attempts(sent ? 1 : 0)
                .httpStatus(status)
                .detail(detail + (sent ? " after the request was sent" : " before anything was sent") + remark)
                .build();
    }

    /** The outcome of an exchange. The waiting thread evaluates it, so that an exception has the stack trace of the waiting thread. */
    private interface Outcome {
        HttpResponse resolve();
    }

    /**
     * The maximum wait. {@code byDeadline} is true if the caller's deadline ends the wait, false if the call timeout ends
     * it.
     */
    record Limit(Duration time, boolean byDeadline) {
        /** Returns the rest of this limit after some time, possibly less than zero. */
        Limit after(long nanos) {
            return new Limit(time.minusNanos(nanos), byDeadline);
        }
    }

    /** The thread that sends the request itself, and the time in nanoseconds at which the exchange must end. */
    private record CallersThread(Thread thread, Limit limit, long due) {}

    private record Masked(int code, String message) {}
}
