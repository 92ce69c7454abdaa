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
    private final CompletableFuture<FaceException> failed = new CompletableFuture<>();
    private final AutoCloseable server;
    private final HttpTransport transport;
    private final Thread thread;
    private volatile long startedAt;
    private volatile long endedAt;
    private volatile boolean endedInterrupted;

    StagedCall(Stage stage, HttpSettings settings, Operation operation, LayerCall options) {
        int port;
        if (stage == Stage.CONNECT) {
            FullQueue queue = new FullQueue();
            this.server = queue;
            port = queue.port();
        } else {
            RawServer raw = new RawServer((number, request, connection) -> {
                if (stage == Stage.DRIP) {
                    connection.drip(reached::countDown);
                } else {
                    reached.countDown();
                    connection.stall();
                }
            });
            this.server = raw;
            port = raw.port();
        }
        OpenContext context = Transports.context(Clock.systemUTC(), Map.of(OkHttpClient.class, client(stage)));
        this.transport = HttpTransport.open(
                "vendor", settings, Endpoint.parse("http://127.0.0.1:" + port), RequestSigner.NONE, context);
        this.thread = new Thread(() -> run(operation, options), "staged-call");
        thread.setDaemon(true);
        thread.start();
    }

    private OkHttpClient client(Stage stage) {
        return new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                        if (stage == Stage.CONNECT) {
                            reached.countDown();
                        }
                    }
                })
                .build();
    }

    private void run(Operation operation, LayerCall options) {
        startedAt = System.nanoTime();
        try {
            HttpResponse response =
                    transport.exchange(operation, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, options);
            failed.completeExceptionally(new AssertionError("the call returned " + response));
        } catch (FaceException e) {
            endedAt = System.nanoTime();
            endedInterrupted = Thread.currentThread().isInterrupted();
            failed.complete(e);
        } catch (RuntimeException e) {
            failed.completeExceptionally(e);
        }
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
        transport.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
