package io.efface.emulator;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts a server with a scripted emulator, and sends requests through plain sockets. */
@NullUnmarked
abstract class EmulatorServerFixture {
    /** Sends the responses that the test sets in {@link #response}, and stores the requests. */
    static final class ScriptedEmulator extends VendorEmulator {
        final BlockingQueue<EmulatorRequest> arrived = new LinkedBlockingQueue<>();
        volatile Function<EmulatorRequest, EmulatorResponse> response =
                r -> EmulatorResponse.text(200, "text/plain", r.bodyText());

        ScriptedEmulator() {
            super("scripted", new AdjustableClock(Instant.parse("2019-02-03T04:05:06Z")), new FaceLibrary());
        }

        @Override
        public EmulatorResponse respond(EmulatorRequest request) {
            arrived.add(request);
            return response.apply(request);
        }
    }

    final ScriptedEmulator emulator = new ScriptedEmulator();
    EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends a request and returns all bytes up to the end of the connection. */
    String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads the head of one response, and a body of the length that the head states. */
    static String readResponse(InputStream in) throws IOException {
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

    static String post(String body) {
        return "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
