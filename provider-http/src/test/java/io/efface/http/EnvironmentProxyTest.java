package io.efface.http;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.efface.ErrorKind;
import io.efface.FaceException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy that environment variables name, and what comes before it. */
@Timeout(60)
class EnvironmentProxyTest extends ProxyFixture {
    @Test
    void exchange_proxyOfTheEnvironment_isUsedWithItsCredentials() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = environment(
                        server,
                        Map.of(
                                "HTTPS_PROXY",
                                "http://user:hidden%2Dtext@127.0.0.1:"
                                        + proxy.address().port()))) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads())
                    .singleElement(as(STRING))
                    .contains("Proxy-Authorization: Basic dXNlcjpoaWRkZW4tdGV4dA==");
        }
    }

    @Test
    void exchange_proxyOfTheEnvironmentRefuses_namesTheVariable() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(ASKS);
                HttpTransport transport = environment(
                        server,
                        Map.of(
                                "https_proxy",
                                "user:hidden-text@127.0.0.1:" + proxy.address().port()))) {
            FaceException failure = failure(transport);

            assertProxyRefused(failure);
            assertThat(failure)
                    .hasMessageContaining(named(proxy) + " (from https_proxy) does not accept")
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void exchange_endpointInNoProxy_goesPastTheProxyOfTheEnvironment() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = environment(
                        server,
                        Map.of(
                                "HTTPS_PROXY",
                                proxy.address().host() + ":" + proxy.address().port(),
                                "NO_PROXY",
                                "127.0.0.1"))) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void exchange_keyNamesAProxyToo_theKeyCounts() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = HttpTransport.open(
                        "vendor",
                        HttpSettings.builder()
                                .trustStore(trust)
                                .proxy(proxy.address())
                                .build(),
                        Endpoint.parse("https://127.0.0.1:" + server.port()),
                        RequestSigner.NONE,
                        Transports.context(
                                Clock.systemUTC(),
                                Map.of(
                                        ProxyEnvironment.class,
                                        ProxyEnvironment.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:1")))))) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void exchange_clientOfTheApplicationSelectsAProxy_itCountsBeforeTheEnvironment() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = HttpTransport.open(
                        "vendor",
                        HttpSettings.builder().trustStore(trust).build(),
                        Endpoint.parse("https://127.0.0.1:" + server.port()),
                        RequestSigner.NONE,
                        Transports.context(
                                Clock.systemUTC(),
                                Map.of(
                                        OkHttpClient.class,
                                        new OkHttpClient.Builder()
                                                .proxySelector(selecting(proxy))
                                                .build(),
                                        ProxyEnvironment.class,
                                        ProxyEnvironment.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:1")))))) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void open_variableIsNoProxy_isConfigurationWithoutItsValue() throws IOException {
        try (RawServer server = server()) {
            FaceException failure = catchThrowableOfType(
                    FaceException.class, () -> environment(server, Map.of("HTTPS_PROXY", "socks5://hidden-text:1")));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure).hasMessageContaining("HTTPS_PROXY").hasMessageNotContaining("hidden-text");
        }
    }
}
