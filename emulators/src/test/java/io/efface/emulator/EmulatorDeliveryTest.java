package io.efface.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests responses that are delivered late, partly or not at all. */
@NullUnmarked
class EmulatorDeliveryTest extends EmulatorServerFixture {
    @Test
    void drop_orderly_endsWithoutAByte() throws IOException {
        emulator.response =
                r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Drop(false));

        assertThat(exchange(post("x"))).isEmpty();
    }

    @Test
    void drop_reset_breaksTheConnection() throws IOException {
        emulator.response =
                r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Drop(true));

        assertThatThrownBy(() -> exchange(post("x"))).isInstanceOf(SocketException.class);
    }

    @Test
    void truncated_response_sendsLessThanItsContentLength() throws IOException {
        emulator.response =
                r -> EmulatorResponse.text(200, "text/plain", "0123456789").delivered(new Delivery.Truncated(4));

        assertThat(exchange(post("x"))).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n0123");
    }

    @Test
    void truncated_beyondTheBody_omitsTheLastByte() throws IOException {
        emulator.response = r -> EmulatorResponse.text(200, "text/plain", "abc").delivered(new Delivery.Truncated(99));

        assertThat(exchange(post("x"))).contains("Content-Length: 3\r\n").endsWith("\r\n\r\nab");
    }

    @Test
    void truncated_emptyBody_announcesAByteThatIsNotSent() throws IOException {
        emulator.response = r -> EmulatorResponse.text(200, "text/plain", "").delivered(new Delivery.Truncated(7));

        assertThat(exchange(post("x"))).contains("Content-Length: 1\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void drip_smallPieces_arriveWholeAndKeepTheConnection() throws IOException {
        emulator.response = r -> EmulatorResponse.text(200, "text/plain", "0123456789")
                .delivered(new Delivery.Drip(3, Duration.ofMillis(1)));

        try (Socket socket = connect()) {
            send(socket, post("x") + post("y"));
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\n0123456789");
            assertThat(readResponse(socket.getInputStream())).endsWith("\r\n\r\n0123456789");
        }
    }

    @Test
    void stall_untilClose_isReleasedAtOnce() throws Exception {
        emulator.response =
                r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Stall());
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
        emulator.response = r ->
                EmulatorResponse.text(200, "text/plain", "abc").delivered(new Delivery.Drip(1, Duration.ofHours(1)));
        try (Socket socket = connect()) {
            send(socket, post("x"));
            emulator.arrived.take();

            long start = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void stall_clientCloses_releasesTheConnection() throws Exception {
        emulator.response =
                r -> EmulatorResponse.text(200, "text/plain", "never").delivered(new Delivery.Stall());
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

    private static int readOrReset(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
