package io.efface.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class EmulatorServerTest {

    /** Sends scripted responses and keeps the requests. */
    private static final class ScriptedEmulator extends VendorEmulator {
        final BlockingQueue<EmulatorRequest> arrived = new LinkedBlockingQueue<>();
        volatile Function<EmulatorRequest, EmulatorResponse> how =
                r -> EmulatorResponse.text(200, "text/plain", r.bodyText());

        ScriptedEmulator() {
            super("scripted", new AdjustableClock(Instant.parse("2019-02-03T04:05:06Z")), new FaceLibrary());
        }

        @Override
        public EmulatorResponse answer(EmulatorRequest request) {
            arrived.add(request);
            return how.apply(request);
        }
    }

    private final ScriptedEmulator emulator = new ScriptedEmulator();
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Everything up to the end of the stream. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One head and as many bytes of body as it promises. */
    private static String one(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return head.toString(StandardCharsets.UTF_8);
            }
            head.write(b);
        }
        String text = head.toString(StandardCharsets.UTF_8);
        int at = text.indexOf("Content-Length: ");
        int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String post(String body) {
        return "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void exchange_anyRequest_isDatedByTheEmulatorsClock() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nDate: Sun, 03 Feb 2019 04:05:06 GMT\r\n")
                .containsOnlyOnce("Date:")
                .contains("\r\nConnection: close\r\n");
    }

    @Test
    void exchange_severalOnOneConnection_areAllAnswered() throws IOException {
        try (Socket socket = connect()) {
            send(socket, post("one"));
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\none").contains("Connection: keep-alive");
            send(socket, post("two") + post("three"));
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\ntwo");
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\nthree");
        }
        assertThat(server.connectionsAccepted()).isEqualTo(1);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void exchange_http10_closesUnlessAskedToKeep() throws IOException {
        assertThat(exchange("GET /p HTTP/1.0\r\n\r\n")).contains("Connection: close");
        try (Socket socket = connect()) {
            send(socket, "GET /p HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
            assertThat(one(socket.getInputStream())).contains("Connection: keep-alive");
        }
    }

    @Test
    void exchange_request_arrivesAsItStoodOnTheWire() throws Exception {
        exchange("POST /a%20b?x=1+2&y=%7e? HTTP/1.1\r\nHost: h:1\r\nX-Acs-A:  v  w \t\r\nx-acs-a: 2\r\n"
                + "Content-Length: 2\r\nConnection: close\r\n\r\nhi");

        EmulatorRequest request = emulator.arrived.take();
        assertThat(request.path()).isEqualTo("/a%20b");
        assertThat(request.query()).isEqualTo("x=1+2&y=%7e?");
        assertThat(request.headers().all("x-ACS-a")).containsExactly("v  w", "2");
        assertThat(request.bodyText()).isEqualTo("hi");
    }

    @Test
    void exchange_absoluteTarget_losesHostOnly() throws Exception {
        exchange("GET http://green.example/p?q HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        EmulatorRequest request = emulator.arrived.take();
        assertThat(request.path()).isEqualTo("/p");
        assertThat(request.query()).isEqualTo("q");
    }

    @Test
    void exchange_chunkedBody_isReadWhole() throws IOException {
        String chunks = "3;ext=1\r\nabc\r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";

        try (Socket socket = connect()) {
            send(socket, "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + post("next"));
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\nabc0123456789");
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\nnext");
        }
    }

    @Test
    void exchange_expectContinue_getsContinue() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(one(socket.getInputStream())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, "hi");
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\nhi");
        }
    }

    @Test
    void exchange_bodyAboveTheCap_isRefusedReadably() throws IOException {
        int tooMuch = EmulatorServer.MAX_BODY_BYTES + 1;
        assertThat(exchange("POST /p HTTP/1.1\r\nContent-Length: " + tooMuch + "\r\n\r\n" + "x".repeat(tooMuch)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(exchange("POST /p HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(exchange("POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(emulator.arrived).isEmpty();
    }

    @Test
    void exchange_bodyAtTheCap_isTaken() throws IOException {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", Integer.toString(r.bodyLength()));
        String body = "x".repeat(EmulatorServer.MAX_BODY_BYTES);

        assertThat(exchange("POST /p HTTP/1.1\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body))
                .endsWith("\r\n\r\n" + body.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /p\r\n\r\n",
                "GET p HTTP/1.1\r\n\r\n",
                "GET /p HTTP/2.0\r\n\r\n",
                "GET /p HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /p HTTP/1.1\r\nA : b\r\n\r\n",
                "GET /p HTTP/1.1\r\nA: b\rc: d\r\n\r\n",
                "POST /p HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /p HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /p HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na",
                "POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"
            })
    void exchange_notHttp_isRefusedAndNeverReachesTheEmulator(String request) throws IOException {
        assertThat(exchange(request)).startsWith("HTTP/1.1 400 ").contains("Connection: close");
        assertThat(emulator.arrived).isEmpty();
    }

    @Test
    void exchange_headTooLarge_isRefused() throws IOException {
        assertThat(exchange("GET /p HTTP/1.1\r\nA: " + "x".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET /p HTTP/1.1\r\n" + "A: b\r\n".repeat(20_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void drop_orderly_endsWithoutAByte() throws IOException {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Drop(false));

        assertThat(exchange(post("x"))).isEmpty();
    }

    @Test
    void drop_reset_breaksTheConnection() throws IOException {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Drop(true));

        assertThatThrownBy(() -> exchange(post("x"))).isInstanceOf(SocketException.class);
    }

    @Test
    void truncated_answer_promisesMoreThanItSends() throws IOException {
        emulator.how =
                r -> EmulatorResponse.text(200, "text/plain", "0123456789").delivered(new Delivery.Truncated(4));

        assertThat(exchange(post("x"))).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n0123");
    }

    @Test
    void truncated_beyondTheBody_stillLacksAByte() throws IOException {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", "abc").delivered(new Delivery.Truncated(99));

        assertThat(exchange(post("x"))).contains("Content-Length: 3\r\n").endsWith("\r\n\r\nab");
    }

    @Test
    void drip_smallPieces_arriveWholeAndKeepTheConnection() throws IOException {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", "0123456789")
                .delivered(new Delivery.Drip(3, Duration.ofMillis(1)));

        try (Socket socket = connect()) {
            send(socket, post("x") + post("y"));
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\n0123456789");
            assertThat(one(socket.getInputStream())).endsWith("\r\n\r\n0123456789");
        }
    }

    @Test
    void stall_untilClose_isReleasedAtOnce() throws Exception {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Stall());
        try (Socket socket = connect()) {
            send(socket, post("x"));
            emulator.arrived.take();

            long start = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(readOrReset(socket)).isEqualTo(-1);
        }
    }

    @Test
    void drip_longPause_isReleasedByClose() throws Exception {
        emulator.how = r ->
                EmulatorResponse.text(200, "text/plain", "abc").delivered(new Delivery.Drip(1, Duration.ofHours(1)));
        try (Socket socket = connect()) {
            send(socket, post("x"));
            emulator.arrived.take();

            long start = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static int readOrReset(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void stall_clientHangsUp_freesTheConnection() throws Exception {
        emulator.how = r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Stall());
        try (Socket socket = connect()) {
            send(socket, post("x"));
            emulator.arrived.take();
            assertThat(server.connectionsOpen()).isEqualTo(1);
        }

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (server.connectionsOpen() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(server.connectionsOpen()).isZero();
    }

    @Test
    void exchange_manyClients_areAnsweredConcurrently() throws Exception {
        int clients = 8;
        CyclicBarrier together = new CyclicBarrier(clients);
        emulator.how = r -> {
            try {
                together.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                return EmulatorResponse.text(500, "text/plain", "alone");
            }
            return EmulatorResponse.text(200, "text/plain", "together");
        };
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                Socket socket = connect();
                sockets.add(socket);
                send(socket, post("x"));
            }
            for (Socket socket : sockets) {
                assertThat(one(socket.getInputStream())).endsWith("together");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void close_afterUse_leavesNoThread() throws IOException, InterruptedException {
        exchange("GET /p HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        try (Socket idle = connect()) {
            send(idle, post("x"));
            assertThat(one(idle.getInputStream())).endsWith("x");

            server.close();
            server.close();

            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("efface-emulator-scripted")) {
                    // A pool has terminated a moment before its last thread has.
                    thread.join(10_000);
                    assertThat(thread.isAlive()).as(thread.getName()).isFalse();
                }
            }
        }
    }

    @Test
    void people_asked_areShownUncounted() throws IOException {
        emulator.library().put("p\"1", "31842550077981745", "f2");
        emulator.library().put("p2");

        String answer = exchange("GET /__efface/people HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: application/json");
        assertThat(answer)
                .endsWith("{\"people\":[{\"person_id\":\"p\\\"1\",\"face_ids\":[\"31842550077981745\",\"f2\"]},"
                        + "{\"person_id\":\"p2\",\"face_ids\":[]}]}");
        assertThat(emulator.arrived).isEmpty();
        assertThat(server.requests()).isZero();
        assertThat(exchange("POST /__efface/people HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
        assertThat(exchange("GET /__efface/other HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(exchange("HEAD /__efface/people HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains("Content-Length: "
                        + answer.substring(answer.indexOf("{")).length())
                .endsWith("\r\n\r\n");
    }

    @Test
    void start_portTaken_isRefused() {
        assertThatThrownBy(() -> EmulatorServer.start(emulator, server.port())).isInstanceOf(IOException.class);
    }

    @Test
    void url_always_namesLoopbackByAddress() {
        assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port());
    }
}
