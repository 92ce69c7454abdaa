package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.OpenContext;
import io.efface.spi.Secret;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsTest {
    @TempDir
    static Path folder;

    private static TestKeys keys;
    private static Path serverKey;
    private static Path strangerKey;
    private static Path clientKey;
    private static HttpSettings trusting;

    @BeforeAll
    static void makeKeys() {
        keys = new TestKeys(folder);
        serverKey = keys.key("server", "ip:127.0.0.1");
        strangerKey = keys.key("stranger", "dns:elsewhere.example");
        clientKey = keys.key("client", "dns:client.example");
        trusting = HttpSettings.builder()
                .trustStore(new KeyStoreFile(keys.trust("server"), TestKeys.PASSWORD))
                .build();
    }

    @Test
    void exchange_selfSigned_isRejectedWithoutSending() throws IOException {
        try (RawServer server = server(serverKey)) {
            assertUntrusted(failure(server, HttpSettings.defaults()), server);
        }
    }

    @Test
    void exchange_trustStore_isTrusted() throws IOException {
        try (RawServer server = server(serverKey)) {
            assertThat(status(server, trusting)).isEqualTo(200);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void exchange_pemTrustStore_isTrusted() throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .trustStore(new KeyStoreFile(keys.pem("server"), null))
                .build();
        try (RawServer server = server(serverKey)) {
            assertThat(status(server, settings)).isEqualTo(200);
        }
    }

    @Test
    void exchange_trustStoreWithoutTheCertificate_isRejected() throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .trustStore(new KeyStoreFile(keys.trust("client"), TestKeys.PASSWORD))
                .build();
        try (RawServer server = server(serverKey)) {
            assertUntrusted(failure(server, settings), server);
        }
    }

    @Test
    void exchange_certificateForAnotherHost_isRejected() throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .trustStore(new KeyStoreFile(keys.trust("stranger"), TestKeys.PASSWORD))
                .build();
        try (RawServer server = server(strangerKey)) {
            assertUntrusted(failure(server, settings), server);
        }
    }

    @Test
    void exchange_applicationsClientAcceptsAnyHostName_isStillRejected() throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .trustStore(new KeyStoreFile(keys.trust("stranger"), TestKeys.PASSWORD))
                .build();
        OkHttpClient careless = new OkHttpClient.Builder()
                .hostnameVerifier((host, session) -> true)
                .build();
        OpenContext context = Transports.context(Clock.systemUTC(), Map.of(OkHttpClient.class, careless));
        try (RawServer server = server(strangerKey);
                HttpTransport transport = HttpTransport.open(
                        "vendor", settings, Endpoint.parse(url(server)), RequestSigner.NONE, context)) {
            assertUntrusted(catchThrowableOfType(FaceException.class, () -> exchange(transport)), server);
        }
    }

    @Test
    void exchange_clientCertificate_isSent() throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .trustStore(new KeyStoreFile(keys.trust("server"), TestKeys.PASSWORD))
                .clientCertificate(new KeyStoreFile(clientKey, TestKeys.PASSWORD))
                .build();
        try (RawServer server = demanding()) {
            assertThat(status(server, settings)).isEqualTo(200);
        }
    }

    @Test
    void exchange_clientCertificateMissing_isUnavailable() throws IOException {
        try (RawServer server = demanding()) {
            FaceException failure = failure(server, trusting);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void exchange_serverSpeaksPlainHttp_isUnavailableWithoutSending() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, "{}"))) {
            FaceException failure = failure(server, trusting);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
        }
    }

    @Test
    void exchange_handshakeCutOff_advisesARepeat() throws Exception {
        try (ServerSocket listening = new ServerSocket(0)) {
            Thread closer = new Thread(() -> {
                try {
                    listening.accept().close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            closer.start();
            try (HttpTransport transport =
                    Transports.with(trusting, Endpoint.parse("https://127.0.0.1:" + listening.getLocalPort()))) {
                FaceException failure = catchThrowableOfType(FaceException.class, () -> exchange(transport));

                assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                assertThat(failure.effect()).isEqualTo(Effect.NONE);
                assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            }
            closer.join();
        }
    }

    @Test
    void open_wrongPassword_isConfigurationErrorWithoutThePassword() {
        HttpSettings settings = HttpSettings.builder()
                .trustStore(new KeyStoreFile(serverKey, new Secret("wrong-one")))
                .build();

        FaceException failure = catchThrowableOfType(
                FaceException.class, () -> Transports.with(settings, Endpoint.parse("https://127.0.0.1:1")));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.operation()).isEqualTo(Operation.OPEN);
        assertThat(failure.getMessage()).doesNotContain("wrong-one");
        assertThat(failure).hasNoCause();
    }

    private static RawServer server(Path key) {
        return new RawServer(TestKeys.server(key), (number, request, connection) -> connection.respond(200, "{}"));
    }

    private static RawServer demanding() {
        return new RawServer(
                TestKeys.server(serverKey, clientKey), (number, request, connection) -> connection.respond(200, "{}"));
    }

    private static String url(RawServer server) {
        return "https://127.0.0.1:" + server.port();
    }

    private static int status(RawServer server, HttpSettings settings) {
        try (HttpTransport transport = Transports.with(settings, Endpoint.parse(url(server)))) {
            return exchange(transport).status();
        }
    }

    private static FaceException failure(RawServer server, HttpSettings settings) {
        return catchThrowableOfType(FaceException.class, () -> status(server, settings));
    }

    private static HttpResponse exchange(HttpTransport transport) {
        return transport.exchange(
                Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, LayerCall.plain());
    }

    private static void assertUntrusted(FaceException failure, RawServer server) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.attempts()).isZero();
        assertThat(server.received()).isEmpty();
    }
}
