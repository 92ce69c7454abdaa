package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.RetryAdvice;
import io.efface.spi.Secret;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the proxy from an account's settings or from Java's settings: its credentials, its rejections and the form of its address. */
@Timeout(60)
class ProxyTest extends ProxyFixture {
    @Test
    void exchange_proxyWithCredentials_sendsThemAtOnceAndOnlyToTheProxy() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("hidden-text")))) {
            assertThat(exchange(transport).status()).isEqualTo(200);

            assertThat(proxy.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1")
                            .contains("Proxy-Authorization: Basic dXNlcjpoaWRkZW4tdGV4dA=="));
            assertThat(server.received())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers()).doesNotContainKey("Proxy-Authorization"));
        }
    }

    @Test
    void exchange_proxyRejectsCredentials_isNotAskedAgainAndSendsNothing() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(REQUIRES_CREDENTIALS);
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("hidden-text")))) {
            FaceException failure = failure(transport);

            assertProxyRejected(failure);
            assertThat(failure.getMessage())
                    .contains(urlOf(proxy) + " (from the setting 'proxy') does not accept the given user and password")
                    .doesNotContain("hidden-text");
            assertThat(proxy.heads()).hasSize(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void exchange_proxyRequiresMissingCredentials_isNotAskedAgainAndSendsNothing() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(REQUIRES_CREDENTIALS);
                HttpTransport transport = transport(server, proxy.address())) {
            FaceException failure = failure(transport);

            assertProxyRejected(failure);
            assertThat(failure)
                    .hasMessageContaining(urlOf(proxy) + " (from the setting 'proxy') requires a user and a password");
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 405})
    void exchange_proxyRejectsTheEndpoint_isConfigurationErrorThatNamesTheProxy(int status) throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy("HTTP/1.1 " + status + " No\r\nContent-Length: 0");
                HttpTransport transport = transport(server, proxy.address())) {
            FaceException failure = failure(transport);

            assertRejected(failure, status);
            assertThat(failure)
                    .hasMessageContaining(urlOf(proxy)
                            + " (from the setting 'proxy') refuses to connect to the endpoint, with status " + status);
            assertThat(proxy.heads()).hasSize(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407})
    void exchange_proxyOfJavaRejects_isConfigurationErrorThatNamesTheProxy(int status) throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(
                        "HTTP/1.1 " + status + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0");
                HttpTransport transport =
                        open(server, settings(), Map.of(OkHttpClient.class, clientWith(selecting(proxy))))) {
            FaceException failure = failure(transport);

            assertRejected(failure, status);
            assertThat(failure)
                    .hasMessageContaining("the proxy " + urlOf(proxy) + " (from the application's OkHttpClient)");
        }
    }

    @Test
    void exchange_proxyOfJavasProperties_namesTheProperties() throws IOException {
        Map<String, String> before = new HashMap<>();
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy("HTTP/1.1 403 No\r\nContent-Length: 0")) {
            Map<String, String> properties = Map.of(
                    "https.proxyHost", "127.0.0.1",
                    "https.proxyPort", String.valueOf(proxy.address().port()),
                    "http.nonProxyHosts", "");
            properties.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
            try (HttpTransport transport = environment(server, Map.of("HTTPS_PROXY", "http://127.0.0.1:1"))) {
                FaceException failure = failure(transport);

                assertRejected(failure, 403);
                assertThat(failure)
                        .hasMessageContaining(urlOf(proxy) + " (from Java's proxy settings, such as https.proxyHost)");
            }
        } finally {
            before.forEach((key, value) -> {
                if (value == null) {
                    System.clearProperty(key);
                } else {
                    System.setProperty(key, value);
                }
            });
        }
    }

    @Test
    void exchange_proxyIsUnreachable_namesTheProxyAndAdvisesARepeat() throws IOException {
        TunnelProxy proxy = new TunnelProxy(TUNNEL);
        proxy.close();
        try (RawServer server = server();
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("hidden-text")))) {
            FaceException failure = failure(transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure)
                    .hasMessageContaining(
                            "no connection; the proxy in use is " + urlOf(proxy) + " (from the setting 'proxy')")
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void exchange_proxyInspectsTls_namesTheProxyAndTheTrustStore() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = Transports.with(
                        HttpSettings.builder().proxy(proxy.address()).build(),
                        Endpoint.parse("https://127.0.0.1:" + server.port()))) {
            FaceException failure = failure(transport);

            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure)
                    .hasMessageContaining(urlOf(proxy) + " (from the setting 'proxy'), which may inspect TLS")
                    .hasMessageContaining("trust-store");
        }
    }

    @Test
    void exchange_proxyCannotConnect_advisesARepeat() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy("HTTP/1.1 502 No\r\nContent-Length: 0");
                HttpTransport transport = transport(server, proxy.address())) {
            FaceException failure = failure(transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
        }
    }

    @Test
    void exchange_plainHttpToThisMachine_doesNotUseTheProxy() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, "{}"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = Transports.with(
                        HttpSettings.builder().proxy(proxy.address()).build(), server.endpoint())) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:3128",
                "https://proxy.example:3128",
                "http://proxy.example",
                "http://user:hidden-text@proxy.example:3128",
                "http://proxy.example:3128/hidden-text",
                "http://proxy.example:3128?hidden-text",
                "http://proxy.example:0",
                "http://proxy.example:70000",
                "http://bad host hidden-text",
                ""
            })
    void parse_notHostAndPort_isRejectedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProxy.parse(text))
                .withMessageStartingWith("the proxy")
                .withMessageNotContaining("hidden-text")
                .withNoCause();
    }

    @Test
    void parse_hostAndPort_returnsBoth() {
        assertThat(HttpProxy.parse("http://my_proxy:3128/")).isEqualTo(new HttpProxy("my_proxy", 3128, null, null));
        assertThat(HttpProxy.parse("http://[::1]:80")).isEqualTo(new HttpProxy("::1", 80, null, null));
    }

    @Test
    void toString_proxyWithCredentials_showsNoCredentials() {
        HttpProxy proxy =
                HttpProxy.parse("http://proxy.example:3128").withCredentials("tell-user", new Secret("hidden-text"));

        assertThat(proxy).hasToString("HttpProxy[http://proxy.example:3128, with credentials]");
    }
}
