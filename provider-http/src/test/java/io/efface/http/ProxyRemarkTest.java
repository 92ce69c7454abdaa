package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.RetryAdvice;
import io.efface.spi.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the errors of requests through a proxy name the proxy as a possible cause. */
@Timeout(60)
class ProxyRemarkTest extends ProxyFixture {
    @ParameterizedTest
    @CsvSource({
        "200, MALFORMED_RESPONSE, UNKNOWN, BACKOFF",
        "302, UNAVAILABLE, UNKNOWN, NEVER",
        "403, PERMISSION_DENIED, NONE, NEVER",
        "407, CONFIGURATION, NONE, NEVER",
        "502, UNAVAILABLE, UNKNOWN, BACKOFF"
    })
    void notVendor_responseWithinTheTunnel_namesTheProxyAsPossibleCause(
            int status, ErrorKind kind, Effect effect, RetryAdvice advice) throws IOException {
        try (RawServer server =
                        server((number, request, connection) -> connection.respond(status, "<html>blocked</html>"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("hidden-text")))) {
            FaceException failure = exchange(transport).notVendor();

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.effect()).isEqualTo(effect);
            assertThat(failure.advice()).isEqualTo(advice);
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageContaining(sentThrough(proxy, "the setting 'proxy'"))
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void exchange_connectionClosedWithinTheTunnel_namesTheProxyAsPossibleCause() throws IOException {
        try (RawServer server = server((number, request, connection) -> connection.drop());
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = transport(server, proxy.address())) {
            assertUnknownThrough(proxy, failure(transport), ErrorKind.UNAVAILABLE);
        }
    }

    @Test
    void exchange_responseBreaksOffWithinTheTunnel_namesTheProxyAsPossibleCause() throws IOException {
        try (RawServer server = server((number, request, connection) -> {
                    connection.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{");
                    connection.drop();
                });
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = transport(server, proxy.address())) {
            assertUnknownThrough(proxy, failure(transport), ErrorKind.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void exchange_silenceWithinTheTunnel_namesTheProxyAsPossibleCause(boolean isReadTimeout) throws IOException {
        try (RawServer server = server((number, request, connection) -> connection.stall());
                TunnelProxy proxy = new TunnelProxy(TUNNEL)) {
            for (Duration wait = Duration.ofMillis(500); server.received().isEmpty(); wait = wait.multipliedBy(4)) {
                HttpSettings.Builder settings =
                        HttpSettings.builder().trustStore(trust).proxy(proxy.address());
                settings = isReadTimeout ? settings.readTimeout(wait) : settings.callTimeout(wait);
                try (HttpTransport transport =
                        Transports.with(settings.build(), Endpoint.parse("https://127.0.0.1:" + server.port()))) {
                    FaceException failure = failure(transport);
                    // If the timeout ended before the request arrived, the run proves nothing.
                    if (!server.received().isEmpty()) {
                        assertUnknownThrough(proxy, failure, ErrorKind.TIMEOUT);
                    }
                }
            }
        }
    }

    @Test
    void notVendor_responseThroughTheEnvironmentsProxy_namesTheVariable() throws IOException {
        try (RawServer server = server((number, request, connection) -> connection.respond(502, "<html/>"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        environment(server, Map.of("HTTPS_PROXY", "user:hidden-text@" + address(proxy)))) {
            assertThat(exchange(transport).notVendor())
                    .hasMessageContaining(sentThrough(proxy, "HTTPS_PROXY"))
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void notVendor_selectorOfTheApplication_isNamedIfItSelectsAProxy() throws IOException {
        try (RawServer server = server((number, request, connection) -> connection.respond(502, "<html/>"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        open(server, settings(), Map.of(OkHttpClient.class, clientWith(selecting(proxy))))) {
            assertThat(exchange(transport).notVendor())
                    .hasMessageContaining(sentThrough(proxy, "the application's OkHttpClient"));
        }
    }

    @Test
    void notVendor_noProxy_namesNoProxy() throws IOException {
        try (RawServer server = server((number, request, connection) -> connection.respond(502, "<html/>"));
                HttpTransport transport = environment(server, Map.of("HTTPS_PROXY", "a.example", "NO_PROXY", "*"))) {
            assertThat(exchange(transport).notVendor()).hasMessageNotContaining("proxy");
        }
    }
}
