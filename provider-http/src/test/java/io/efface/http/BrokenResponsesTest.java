package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BrokenResponsesTest {
    private static final int MAX_BYTES = 10_000;
    private static final HttpSettings LIMITED =
            HttpSettings.builder().maxResponseBytes(MAX_BYTES).build();

    @Test
    void exchange_unresolvableHost_isUnavailableWithoutEffect() {
        try (HttpTransport transport = Transports.patient(Endpoint.parse("https://no-such-host.invalid"))) {
            FaceException failure = failure(transport);

            assertUnsent(failure, RetryAdvice.BACKOFF);
            assertThat(failure).hasCauseInstanceOf(java.net.UnknownHostException.class);
        }
    }

    @Test
    void exchange_connectionRefused_isUnavailableWithoutEffect() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        try (HttpTransport transport = Transports.patient(Endpoint.parse("http://127.0.0.1:" + port))) {
            assertUnsent(failure(transport), RetryAdvice.BACKOFF);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/9.9 200 p-1\r\n\r\n", "{\"personId\":\"p-1\"}\n"})
    void exchange_responseThatIsNotHttp_isMalformed(String bytes) throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.text(bytes);
                    connection.drop();
                });
                HttpTransport transport = Transports.patient(server.endpoint())) {
            FaceException failure = failure(transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
            assertThat(failure.classification()).isEqualTo(Classification.SHAPE);
            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(failure).hasNoCause();
            assertThat(failure.getMessage()).doesNotContain("p-1");
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"code\":200",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
                "HTTP/1.1 200 OK\r\nContent-Len",
            })
    void exchange_responseBrokenOff_isUnavailableOfUnknownEffect(String bytes) throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.text(bytes);
                    connection.drop();
                });
                HttpTransport transport = Transports.patient(server.endpoint())) {
            FaceException failure = failure(transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
            assertThat(failure.classification()).isEqualTo(Classification.TRANSPORT);
            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void exchange_rejectionBrokenOff_isClassifiedByItsStatus() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.text("HTTP/1.1 429 Slow Down\r\nRetry-After: 2\r\nContent-Length: 50\r\n\r\n<htm");
                    connection.drop();
                });
                HttpTransport transport = Transports.patient(server.endpoint())) {
            FaceException failure = failure(transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.retryAfter()).contains(java.time.Duration.ofSeconds(2));
        }
    }

    @Test
    void exchange_responseOfExactlyTheMaximum_isAccepted() throws IOException {
        assertThat(exchangeWithBody(new byte[MAX_BYTES]).body().size()).isEqualTo(MAX_BYTES);
    }

    @Test
    void exchange_responseOverTheMaximum_isMalformed() throws IOException {
        FaceException failure = failureWithBody(new byte[MAX_BYTES + 1], 200);

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.classification()).isEqualTo(Classification.SHAPE);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.httpStatus()).hasValue(200);
        assertThat(failure.getMessage()).contains("larger than 10000 bytes");
    }

    @Test
    void exchange_errorPageOverTheMaximum_isClassifiedByItsStatus() throws IOException {
        assertThat(failureWithBody(new byte[MAX_BYTES + 1], 502).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void exchange_gzipBomb_isMalformed() throws IOException {
        byte[] bomb = zipped(new byte[100 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(200_000);

        FaceException failure = failureWithBody(bomb, 200, "Content-Encoding: gzip");

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.getMessage()).contains("larger than");
    }

    @Test
    void exchange_gzipResponse_isUnzipped() throws IOException {
        HttpResponse response =
                exchangeWithBody(zipped("{\"code\":200}".getBytes(StandardCharsets.UTF_8)), "Content-Encoding: gzip");

        assertThat(response.body().utf8()).isEqualTo("{\"code\":200}");
    }

    @Test
    void exchange_endlessResponse_isMalformed() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
                    byte[] some = new byte[64 * 1024];
                    while (true) {
                        connection.bytes(some);
                    }
                });
                HttpTransport transport = Transports.with(LIMITED, server.endpoint())) {
            assertThat(failure(transport).kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 600})
    void exchange_impossibleStatus_isMalformedOfUnknownEffect(int status) throws IOException {
        String line = "HTTP/1.1 %03d Odd".formatted(status);
        try (RawServer server = new RawServer((number, request, connection) -> {
                    connection.text(line + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
                    connection.drop();
                });
                HttpTransport transport = Transports.patient(server.endpoint())) {
            FaceException failure = failure(transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void exchange_responseWithoutBody_isAccepted(int status) throws IOException {
        try (RawServer server = new RawServer(
                        (number, request, connection) -> connection.text("HTTP/1.1 " + status + " Nothing\r\n\r\n"));
                HttpTransport transport = Transports.patient(server.endpoint())) {
            HttpResponse response = exchange(transport);

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body().size()).isZero();
        }
    }

    private static HttpResponse exchangeWithBody(byte[] body, String... headers) throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, body, headers));
                HttpTransport transport = Transports.with(LIMITED, server.endpoint())) {
            return exchange(transport);
        }
    }

    private static FaceException failureWithBody(byte[] body, int status, String... headers) throws IOException {
        try (RawServer server =
                        new RawServer((number, request, connection) -> connection.respond(status, body, headers));
                HttpTransport transport = Transports.with(LIMITED, server.endpoint())) {
            return failure(transport);
        }
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static void assertUnsent(FaceException failure, RetryAdvice advice) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.classification()).isEqualTo(Classification.TRANSPORT);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.attempts()).isZero();
        assertThat(failure.advice()).isEqualTo(advice);
    }

    private static HttpResponse exchange(HttpTransport transport) {
        return transport.exchange(
                Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, LayerCall.plain());
    }

    private static FaceException failure(HttpTransport transport) {
        return catchThrowableOfType(FaceException.class, () -> exchange(transport));
    }
}
