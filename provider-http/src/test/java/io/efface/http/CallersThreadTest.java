package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tests when the caller's thread sends a request itself. {@link EndingTest} tests that such a call can be ended. */
@Timeout(60)
class CallersThreadTest {
    private final List<String> signed = new CopyOnWriteArrayList<>();

    /** Records which thread signs a request. */
    private final class RecordingSigner implements RequestSigner {
        private final Thread caller = Thread.currentThread();

        @Override
        public SignedRequest sign(Operation operation, Request request, byte[] body) {
            signed.add(Thread.currentThread() == caller ? "caller, may wait" : "client, may wait");
            return SignedRequest.of(request);
        }

        @Override
        public SignedRequest signAtOnce(Operation operation, Request request, byte[] body) {
            signed.add(Thread.currentThread() == caller ? "caller, at once" : "client, at once");
            return SignedRequest.of(request);
        }
    }

    @Test
    void exchange_connectionIsUnused_isSentByTheCallersThread() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, "{}"));
                HttpTransport transport = open(server, new RecordingSigner())) {
            exchange(transport);
            assertThat(signed).containsExactly("client, may wait");
            exchange(transport);

            assertThat(signed).containsExactly("client, may wait", "caller, at once");
            assertThat(server.received()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void exchange_signatureMayTakeLong_isSentByAThreadOfTheClient() throws IOException {
        RecordingSigner recording = new RecordingSigner();
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, "{}"));
                HttpTransport transport =
                        open(server, (operation, request, body) -> recording.sign(operation, request, body))) {
            exchange(transport);
            exchange(transport);

            assertThat(signed).containsExactly("client, may wait", "client, may wait");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void exchange_onlyConnectionIsUsed_isSentByAThreadOfTheClient() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (RawServer server = new RawServer((number, request, connection) -> {
                    if (number == 1) {
                        arrived.countDown();
                        await(released);
                    }
                    connection.respond(200, "{}");
                });
                HttpTransport transport = open(server, new RecordingSigner())) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> exchange(transport));
            await(arrived);
            exchange(transport);
            released.countDown();
            first.get(30, TimeUnit.SECONDS);

            assertThat(signed).containsExactly("client, may wait", "caller, at once", "client, may wait");
            assertThat(server.received()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void exchange_serverClosedTheUnusedConnection_isSentOnce() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.respond(200, "{}");
                    connection.drop();
                });
                HttpTransport transport = open(server, new RecordingSigner())) {
            exchange(transport);
            FaceException failure = catchThrowableOfType(FaceException.class, () -> exchange(transport));

            assertThat(failure == null || failure.effect() == Effect.UNKNOWN).isTrue();
            assertThat(server.received().size()).isEqualTo(failure == null ? 2 : 1);
        }
    }

    /** The socket of an interrupted virtual thread is closed at once, so that the interrupt looks like a network failure. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void exchange_virtualThreadInterrupted_isCancelled() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CompletableFuture<FaceException> failure = new CompletableFuture<>();
        try (RawServer server = new RawServer((number, request, connection) -> {
                    if (number == 1) {
                        connection.respond(200, "{}");
                    } else {
                        arrived.countDown();
                        connection.stall();
                    }
                });
                HttpTransport transport = open(server, RequestSigner.NONE)) {
            exchange(transport);
            Thread virtual = (Thread) Thread.class
                    .getMethod("startVirtualThread", Runnable.class)
                    .invoke(null, (Runnable) () ->
                            failure.complete(catchThrowableOfType(FaceException.class, () -> exchange(transport))));
            await(arrived);
            virtual.interrupt();

            assertThat(failure.get(30, TimeUnit.SECONDS))
                    .returns(ErrorKind.CANCELLED, FaceException::kind)
                    .returns(Effect.UNKNOWN, FaceException::effect);
        }
    }

    private static HttpTransport open(RawServer server, RequestSigner signer) {
        return HttpTransport.open("vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context());
    }

    private static void exchange(HttpTransport transport) {
        HttpResponse response = transport.exchange(
                Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, LayerCall.plain());
        assertThat(response.status()).isEqualTo(200);
    }
}
