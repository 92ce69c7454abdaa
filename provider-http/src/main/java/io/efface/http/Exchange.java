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
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One request and its fate. The thread that asked waits here; the client's thread sends, receives and reports here; the first
 * to end it decides, and what comes later is dropped and closed. Thread-safe.
 *
 * <p>Whether the request left is decided once, atomically: either the client's thread passes the gate, or the waiting thread
 * abandons the exchange and the gate stays shut. So "surely without effect" is never a guess.
 */
final class Exchange implements Callback {
    private enum Phase {
        PREPARING,
        SENT,
        ABANDONED
    }

    private final CallLabel label;
    private final Clock clock;
    private final long maxAnswerBytes;
    private final ProxyChoice proxies;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private volatile @Nullable Call call;
    private volatile boolean signing;
    private volatile int status;
    private volatile @Nullable Masked masked;
    private volatile @Nullable SigningRecord<?> signed;
    private volatile @Nullable String proxy;

    Exchange(CallLabel label, Clock clock, long maxAnswerBytes, ProxyChoice proxies) {
        this.label = label;
        this.clock = clock;
        this.maxAnswerBytes = maxAnswerBytes;
        this.proxies = proxies;
    }

    /** Returns the exchange that a request belongs to. */
    static Exchange of(Request request) throws IOException {
        Exchange exchange = request.tag(Exchange.class);
        if (exchange == null) {
            throw new IOException("the request was not made by an exchange");
        }
        return exchange;
    }

    CallLabel label() {
        return label;
    }

    /** Sends the request with the given call and waits for the end. */
    HttpAnswer run(Call raw, Limit limit) {
        call = raw;
        if (!ending.isDone()) {
            raw.enqueue(this);
        }
        return await(limit);
    }

    private HttpAnswer await(Limit limit) {
        try {
            return ending.get(limit.time().toNanos(), TimeUnit.NANOSECONDS).resolve();
        } catch (TimeoutException e) {
            end(() -> {
                throw limit.byDeadline() ? deadlinePassed() : silence();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(() -> {
                throw cancelled("the thread was interrupted");
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exchange ends with an ending", e);
        }
        return ending.join().resolve();
    }

    /** Ends the exchange from another thread, as the caller's cancellation. */
    void cancel() {
        end(() -> {
            throw cancelled("the call was cancelled");
        });
    }

    /** Ends the exchange from another thread, because the transport is closed. */
    void closeDown() {
        end(() -> {
            throw surelyUnsentOrUnknown(ErrorKind.UNAVAILABLE, "the repository was closed during the call", "");
        });
    }

    private void end(Ending how) {
        if (ending.complete(how)) {
            Call raw = call;
            if (raw != null) {
                raw.cancel();
            }
        }
    }

    /** Notes whether the request is being signed, which may take long where credentials must be fetched first. */
    void signing(boolean now) {
        signing = now;
    }

    /** Notes what the request was signed with, for the answer. */
    void signedWith(@Nullable SigningRecord<?> with) {
        signed = with;
    }

    /** Notes the proxy of the connection that the request is about to be sent over. */
    void connectedThrough(Proxy connected) {
        proxy = proxies.of(connected).map(ProxyChoice.InUse::toString).orElse(null);
    }

    /** Passes the gate to the network: true exactly once, and never after the exchange was abandoned. */
    boolean passGate() {
        return phase.compareAndSet(Phase.PREPARING, Phase.SENT);
    }

    boolean isSent() {
        return phase.get() == Phase.SENT;
    }

    /** Shuts the gate if the request has not left; returns whether it had. */
    boolean leave() {
        phase.compareAndSet(Phase.PREPARING, Phase.ABANDONED);
        return isSent();
    }

    /** Notes an answer's status and hides one that the client would act upon. */
    Response mask(Response response) {
        status = response.code();
        if (response.code() < 300 || response.code() == 304) {
            return response;
        }
        masked = new Masked(response.code(), response.message());
        return response.newBuilder().code(200).message("hidden").build();
    }

    /** Shows the hidden status again. */
    Response unmask(Response response) {
        Masked hidden = masked;
        return hidden == null
                ? response
                : response.newBuilder()
                        .code(hidden.code)
                        .message(hidden.message)
                        .build();
    }

    @Override
    public void onFailure(Call failed, IOException e) {
        // A timeout of the client's own cancels the call too.
        boolean cancelledElsewhere = failed.isCanceled() && !(e instanceof InterruptedIOException);
        LinkageError unlinked = LinkageFailure.hiddenIn(e);
        ending.complete(() -> {
            boolean sent = leave();
            if (unlinked != null) {
                throw LinkageFailure.of(label, unlinked, sent);
            }
            if (cancelledElsewhere && !(e instanceof LocalRefusal)) {
                throw cancelled("the HTTP client cancelled the call");
            }
            throw TransportFailure.translate(label, e, sent, proxies, through(sent));
        });
    }

    @Override
    public void onResponse(Call answered, Response response) {
        Instant receivedAt = clock.instant();
        try (ResponseBody body = response.body()) {
            BufferedSource source = body.source();
            if (source.request(maxAnswerBytes + 1)) {
                // Without this, closing the body would first try to read the rest.
                answered.cancel();
                HttpAnswer empty = answer(response, ByteString.EMPTY, receivedAt);
                ending.complete(() -> {
                    throw NotVendorAnswer.translate(empty, "the answer is larger than " + maxAnswerBytes + " bytes");
                });
                return;
            }
            HttpAnswer whole = answer(response, source.readByteString(), receivedAt);
            boolean isStatus = whole.status() >= 100 && whole.status() <= 599;
            ending.complete(() -> {
                if (!isStatus) {
                    throw NotVendorAnswer.translate(whole, "its status is not one of HTTP");
                }
                return whole;
            });
        } catch (IOException | RuntimeException e) {
            HttpAnswer empty = answer(response, ByteString.EMPTY, receivedAt);
            ending.complete(() -> {
                throw empty.isSuccess()
                        ? TransportFailure.brokenBody(empty, e)
                        : NotVendorAnswer.translate(empty, "the answer broke off");
            });
        } catch (LinkageError e) {
            ending.complete(() -> {
                throw LinkageFailure.of(label, e, leave());
            });
        }
    }

    private HttpAnswer answer(Response response, ByteString body, Instant receivedAt) {
        return new HttpAnswer(
                label, response.code(), response.headers(), body, receivedAt, SentIds.NONE, signed, proxy);
    }

    private String through(boolean sent) {
        return sent ? ProxyFailure.sentRemark(proxy) : ProxyFailure.unsentRemark(proxies);
    }

    private FaceException silence() {
        boolean sent = leave();
        if (!sent && signing) {
            return CredentialsFailure.outOfReach("no credentials to sign with within the call timeout")
                    .exception(label::error);
        }
        if (!sent) {
            return TransportFailure.unsent(
                    label, "no connection within the call timeout" + through(false), RetryAdvice.BACKOFF);
        }
        return TransportFailure.silence(label, "no complete answer within the call timeout" + through(true), status);
    }

    private FaceException deadlinePassed() {
        boolean sent = leave();
        String remark = sent || !signing ? through(sent) : "";
        return surelyUnsentOrUnknown(ErrorKind.DEADLINE_EXCEEDED, "the deadline passed", remark);
    }

    private FaceException cancelled(String detail) {
        return surelyUnsentOrUnknown(ErrorKind.CANCELLED, detail, "");
    }

    private FaceException surelyUnsentOrUnknown(ErrorKind kind, String detail, String remark) {
        boolean sent = leave();
        return label.error(kind)
                .origin(Origin.LOCAL)
                .effect(sent ? Effect.UNKNOWN : Effect.NONE)
                .attempts(sent ? 1 : 0)
                .httpStatus(status)
                .detail(detail + (sent ? " after the request was sent" : " before anything was sent") + remark)
                .build();
    }

    /** What the waiting thread returns or throws, evaluated in it so that the stack trace is its own. */
    private interface Ending {
        HttpAnswer resolve();
    }

    /** How long to wait, more than zero, and whether that is the caller's deadline rather than the call timeout. */
    record Limit(Duration time, boolean byDeadline) {}

    private record Masked(int code, String message) {}
}
