package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.json.JsonResponseReader;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a damaged response leads to a response or a {@code FaceException}, and to no other exception. */
@Timeout(120)
class NoiseTest {
    private static final String BODY =
            "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":200,\"faceIds\":[\"1\",2,null],\"x\":[{},[true]]}}";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\n"
            + "Content-Length: " + BODY.length() + "\r\nRetry-After: 1\r\n\r\n" + BODY;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    public record Envelope(
            @Nullable Integer code,
            @Nullable String msg,
            @Nullable Object data) {}

    @Test
    void exchange_damagedResponse_isAResponseOrAFaceException() throws IOException {
        HttpSettings shortTimeouts = HttpSettings.builder()
                .readTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(5))
                .build();
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.bytes(damaged(RESPONSE));
                    connection.drop();
                });
                HttpTransport transport = Transports.with(shortTimeouts, server.endpoint())) {
            for (int round = 1; round <= 300; round++) {
                try {
                    HttpResponse response = transport.exchange(
                            Operation.DELETE_PERSON,
                            TestApi.Form.POST_JSON.call(transport),
                            SentIds.NONE,
                            LayerCall.plain());
                    assertThat(response.status())
                            .as("seed %d, round %d", seed, round)
                            .isBetween(100, 599);
                } catch (FaceException e) {
                    assertThat(e.kind())
                            .as("seed %d, round %d", seed, round)
                            .isIn(ErrorKind.UNAVAILABLE, ErrorKind.MALFORMED_RESPONSE, ErrorKind.TIMEOUT);
                    assertThat(e.attempts()).isEqualTo(1);
                }
                // Fewer requests may arrive: the unread rest of a response can break the next call on the same
                // connection.
                assertThat(server.received().size()).as("seed %d", seed).isLessThanOrEqualTo(round);
            }
        }
    }

    @Test
    void read_damagedBody_isARecordOrEmpty() {
        JsonResponseReader json = JsonResponseReader.ignoringKeyCase(Envelope.class);
        int readable = 0;
        for (int round = 0; round < 5000; round++) {
            ByteString body = ByteString.of(damaged(BODY));
            try {
                readable += json.read(body, "application/json", Envelope.class).isPresent() ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + body.hex(), e);
            }
        }
        assertThat(readable).as("seed %d", seed).isBetween(1, 4999);
    }

    private synchronized byte[] damaged(String good) {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
