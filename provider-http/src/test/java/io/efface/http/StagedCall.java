package io.efface.http;

import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.OpenContext;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/** Runs a call in its own thread. The call hangs at a given stage. */
final class StagedCall implements AutoCloseable {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<FaceException> failed = new CompletableFuture<>();
    private final Stage stage;
    private final AutoCloseable server;
    private final HttpTransport transport;
    private final Thread thread;
    private volatile long startedAt;
    private volatile long endedAt;
    private volatile boolean endedInterrupted;

    StagedCall(Stage stage, HttpSettings settings, Operation operation, LayerCall options) {
        this.stage = stage;
        HttpSettings used = settings;
        String endpoint;
        switch (stage) {
            case CONNECT -> {
                FullQueue queue = new FullQueue();
                this.server = queue;
                endpoint = "http://127.0.0.1:" + queue.port();
            }
            case TUNNEL -> {
                SilentServer proxy = new SilentServer(reached::countDown);
                this.server = proxy;
                used = HttpSettings.builder()
                        .connectTimeout(settings.connectTimeout())
                        .readTimeout(settings.readTimeout())
                        .callTimeout(settings.callTimeout())
                        .proxy(new HttpProxy("127.0.0.1", proxy.port(), null, null))
                        .build();
                endpoint = "https://vendor.example";
            }
            case TLS -> {
                SilentServer silent = new SilentServer(reached::countDown);
                this.server = silent;
                endpoint = "https://127.0.0.1:" + silent.port();
            }
            default -> {
                RawServer raw = new RawServer(this::respond);
                this.server = raw;
                endpoint = "http://127.0.0.1:" + raw.port();
            }
        }
        this.transport = HttpTransport.open(
                "vendor",
                used,
                Endpoint.parse(stage == Stage.LOOK_UP ? "https://vendor.example" : endpoint),
                stage == Stage.SIGN ? this::signSlowly : RequestSigner.NONE,
                context());
        this.thread = new Thread(() -> run(operation, options), "staged-call");
        thread.setDaemon(true);
        thread.start();
    }

    private void respond(int number, RawServer.Received request, RawServer.Connection connection) throws IOException {
        if (stage.isReused() && number == 1) {
            connection.respond(200, "{}");
        } else if (stage.drips()) {
            connection.drip(reached::countDown);
        } else {
            reached.countDown();
            connection.stall();
        }
    }

    private SignedRequest signSlowly(Operation operation, okhttp3.Request request, byte[] body) {
        hang();
        return SignedRequest.of(request);
    }

    private void hang() {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private OpenContext context() {
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        switch (stage) {
            case CONNECT ->
                client.eventListener(new EventListener() {
                    @Override
                    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                        reached.countDown();
                    }
                });
            case LOOK_UP ->
                client.dns(host -> {
                    hang();
                    throw new java.net.UnknownHostException(host);
                });
            case STALL, DRIP -> {
                // The application's client sends the request in a thread of its dispatcher.
            }
            case SIGN, TUNNEL, TLS, REUSED_STALL, REUSED_DRIP -> {
                return Transports.context();
            }
        }
        return Transports.context(Clock.systemUTC(), Map.of(OkHttpClient.class, client.build()));
    }

    private void run(Operation operation, LayerCall options) {
        startedAt = System.nanoTime();
        try {
            if (stage.isReused()) {
                exchange(operation, LayerCall.plain());
                startedAt = System.nanoTime();
            }
            HttpResponse response = exchange(operation, options);
            failed.completeExceptionally(new AssertionError("the call returned " + response));
        } catch (FaceException e) {
            endedAt = System.nanoTime();
            endedInterrupted = Thread.currentThread().isInterrupted();
            failed.complete(e);
        } catch (RuntimeException e) {
            failed.completeExceptionally(e);
        }
    }

    private HttpResponse exchange(Operation operation, LayerCall options) {
        return transport.exchange(operation, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, options);
    }

    /** Waits until the call has reached its stage. */
    void reach() throws InterruptedException {
        if (!reached.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the stage was not reached");
        }
    }

    /** Returns whether the call has reached its stage. */
    boolean hasReached() {
        return reached.getCount() == 0;
    }

    Thread thread() {
        return thread;
    }

    HttpTransport transport() {
        return transport;
    }

    FaceException failure() {
        try {
            return failed.get(50, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        }
    }

    /** Returns {@code System.nanoTime()} at the start of the call. */
    long startedAt() {
        return startedAt;
    }

    /** Returns {@code System.nanoTime()} when the call threw its exception. */
    long endedAt() {
        return endedAt;
    }

    boolean endedInterrupted() {
        return endedInterrupted;
    }

    @Override
    public void close() throws IOException {
        released.countDown();
        transport.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
