package io.efface.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class EmulatorServerTest extends EmulatorServerFixture {
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
            assertThat(readResponse(socket.getInputStream()))
                    .endsWith("\r\n\r\none")
                    .contains("Connection: keep-alive");
            send(socket, post("two") + post("three"));
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\ntwo");
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\nthree");
        }
        assertThat(server.connectionsAccepted()).isEqualTo(1);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void exchange_http10_closesUnlessTheRequestKeepsTheConnection() throws IOException {
        assertThat(exchange("GET /p HTTP/1.0\r\n\r\n")).contains("Connection: close");
        try (Socket socket = connect()) {
            send(socket, "GET /p HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
            assertThat(readResponse(socket.getInputStream())).contains("Connection: keep-alive");
        }
    }

    @Test
    void exchange_request_arrivesUnchanged() throws Exception {
        exchange("POST /a%20b?x=1+2&y=%7e? HTTP/1.1\r\nHost: h:1\r\nX-Acs-A:  v  w \t\r\nx-acs-a: 2\r\n"
                + "Content-Length: 2\r\nConnection: close\r\n\r\nhi");

        EmulatorRequest request = emulator.arrived.take();
        assertThat(request.path()).isEqualTo("/a%20b");
        assertThat(request.query()).isEqualTo("x=1+2&y=%7e?");
        assertThat(request.headers().all("x-ACS-a")).containsExactly("v  w", "2");
        assertThat(request.bodyText()).isEqualTo("hi");
    }

    @Test
    void exchange_absoluteTarget_keepsPathAndQuery() throws Exception {
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
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\nabc0123456789");
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\nnext");
        }
    }

    @Test
    void exchange_expectContinue_getsContinue() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(readResponse(socket.getInputStream())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, "hi");
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\nhi");
        }
    }

    @Test
    void exchange_bodyAboveTheLimit_isRejectedWithAResponse() throws IOException {
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
    void exchange_bodyAtTheLimit_isAccepted() throws IOException {
        emulator.response = r -> EmulatorResponse.text(200, "text/plain", Integer.toString(r.bodyLength()));
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
    void exchange_notHttp_isRejectedAndNeverReachesTheEmulator(String request) throws IOException {
        assertThat(exchange(request)).startsWith("HTTP/1.1 400 ").contains("Connection: close");
        assertThat(emulator.arrived).isEmpty();
    }

    @Test
    void exchange_headTooLarge_isRejected() throws IOException {
        assertThat(exchange("GET /p HTTP/1.1\r\nA: " + "x".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET /p HTTP/1.1\r\n" + "A: b\r\n".repeat(20_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void exchange_manyClients_areAnsweredConcurrently() throws Exception {
        int clients = 8;
        CyclicBarrier barrier = new CyclicBarrier(clients);
        emulator.response = r -> {
            try {
                barrier.await(30, TimeUnit.SECONDS);
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
                assertThat(readResponse(socket.getInputStream())).endsWith("together");
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
            assertThat(readResponse(idle.getInputStream())).endsWith("x");

            server.close();
            server.close();

            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("efface-emulator-scripted")) {
                    // The pool may report its termination shortly before its last thread ends.
                    thread.join(10_000);
                    assertThat(thread.isAlive()).as(thread.getName()).isFalse();
                }
            }
        }
    }

    @Test
    void people_requested_areReturnedAndNotCounted() throws IOException {
        emulator.library().put("p\"1", "31842550077981745", "f2");
        emulator.library().put("p2");

        String response = exchange("GET /__efface/people HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: application/json");
        assertThat(response)
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
                        + response.substring(response.indexOf("{")).length())
                .endsWith("\r\n\r\n");
    }

    @Test
    void start_portTaken_isRejected() {
        assertThatThrownBy(() -> EmulatorServer.start(emulator, server.port())).isInstanceOf(IOException.class);
    }

    @Test
    void url_always_namesLoopbackByAddress() {
        assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port());
    }
}
