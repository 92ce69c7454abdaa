package io.efface.http;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {
    private static final String TUNNEL = "HTTP/1.1 200 Go";
    private static final String ASKS = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0";

    @TempDir
    static Path folder;

    private static Path serverKey;
    private static KeyStoreFile trust;

    @BeforeAll
    static void makeKeys() {
        TestKeys keys = new TestKeys(folder);
        serverKey = keys.key("server", "ip:127.0.0.1");
        trust = new KeyStoreFile(keys.trust("server"), TestKeys.PASSWORD);
    }

    @Test
    void exchange_proxyWithCredentials_sendsThemAheadAndOnlyToTheProxy() throws IOException {
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
    void exchange_proxyRefusesCredentials_asksOnceAndSendsNothing() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(ASKS);
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("hidden-text")))) {
            FaceException failure = failure(transport);

            assertProxyRefused(failure);
            assertThat(failure.getMessage())
                    .contains(named(proxy) + " (from the key proxy) does not accept its user and password")
                    .doesNotContain("hidden-text");
            assertThat(proxy.heads()).hasSize(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void exchange_proxyWantsCredentialsAndHasNone_asksOnceAndSendsNothing() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(ASKS);
                HttpTransport transport = transport(server, proxy.address())) {
            FaceException failure = failure(transport);

            assertProxyRefused(failure);
            assertThat(failure)
                    .hasMessageContaining(named(proxy) + " (from the key proxy) asks for a user and a password");
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 405})
    void exchange_proxyRefusesTheEndpoint_isConfigurationAndNamesTheProxy(int status) throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy("HTTP/1.1 " + status + " No\r\nContent-Length: 0");
                HttpTransport transport = transport(server, proxy.address())) {
            FaceException failure = failure(transport);

            assertRefused(failure, status);
            assertThat(failure)
                    .hasMessageContaining(named(proxy)
                            + " (from the key proxy) refuses to connect to the endpoint, with status " + status);
            assertThat(proxy.heads()).hasSize(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407})
    void exchange_proxyOfJavaRefuses_isConfigurationAndNamesIt(int status) throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(
                        "HTTP/1.1 " + status + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0");
                HttpTransport transport = HttpTransport.open(
                        "vendor",
                        HttpSettings.builder().trustStore(trust).build(),
                        Endpoint.parse("https://127.0.0.1:" + server.port()),
                        RequestSigner.NONE,
                        clientWith(selecting(proxy)))) {
            FaceException failure = failure(transport);

            assertRefused(failure, status);
            assertThat(failure)
                    .hasMessageContaining("the proxy " + named(proxy) + " (from the application's OkHttpClient)");
        }
    }

    @Test
    void exchange_proxyOfJavasProperties_isNamedSo() throws IOException {
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

                assertRefused(failure, 403);
                assertThat(failure)
                        .hasMessageContaining(named(proxy) + " (from Java's proxy settings, such as https.proxyHost)");
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
    void exchange_proxyIsNotThere_namesItAndIsWorthARepeat() throws IOException {
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
                    .hasMessageContaining("no connection; through the proxy " + named(proxy) + " (from the key proxy)")
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void exchange_proxyInspectsTls_namesItAndTheTrustStore() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = Transports.with(
                        HttpSettings.builder().proxy(proxy.address()).build(),
                        Endpoint.parse("https://127.0.0.1:" + server.port()))) {
            FaceException failure = failure(transport);

            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure)
                    .hasMessageContaining(named(proxy) + " (from the key proxy), which may inspect TLS")
                    .hasMessageContaining("trust-store");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, MALFORMED_RESPONSE, UNKNOWN, BACKOFF",
        "302, UNAVAILABLE, UNKNOWN, NEVER",
        "403, PERMISSION_DENIED, NONE, NEVER",
        "407, CONFIGURATION, NONE, NEVER",
        "502, UNAVAILABLE, UNKNOWN, BACKOFF"
    })
    void notVendor_answerWithinTheTunnel_namesTheProxyAsPossibleCause(
            int status, ErrorKind kind, Effect effect, RetryAdvice advice) throws IOException {
        try (RawServer server = server((number, request, way) -> way.reply(status, "<html>blocked</html>"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("hidden-text")))) {
            FaceException failure = exchange(transport).notVendor();

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.effect()).isEqualTo(effect);
            assertThat(failure.advice()).isEqualTo(advice);
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageContaining(sentThrough(proxy, "the key proxy"))
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void exchange_connectionClosedWithinTheTunnel_namesTheProxyAsPossibleCause() throws IOException {
        try (RawServer server = server((number, request, way) -> way.drop());
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = transport(server, proxy.address())) {
            assertUnknownThrough(proxy, failure(transport), ErrorKind.UNAVAILABLE);
        }
    }

    @Test
    void exchange_answerBreaksOffWithinTheTunnel_namesTheProxyAsPossibleCause() throws IOException {
        try (RawServer server = server((number, request, way) -> {
                    way.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{");
                    way.drop();
                });
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = transport(server, proxy.address())) {
            assertUnknownThrough(proxy, failure(transport), ErrorKind.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void exchange_silenceWithinTheTunnel_namesTheProxyAsPossibleCause(boolean isReadTimeout) throws IOException {
        try (RawServer server = server((number, request, way) -> way.stall());
                TunnelProxy proxy = new TunnelProxy(TUNNEL)) {
            for (Duration wait = Duration.ofMillis(500); server.received().isEmpty(); wait = wait.multipliedBy(4)) {
                HttpSettings.Builder settings =
                        HttpSettings.builder().trustStore(trust).proxy(proxy.address());
                settings = isReadTimeout ? settings.readTimeout(wait) : settings.callTimeout(wait);
                try (HttpTransport transport =
                        Transports.with(settings.build(), Endpoint.parse("https://127.0.0.1:" + server.port()))) {
                    FaceException failure = failure(transport);
                    // A timeout before the request arrived shows nothing.
                    if (!server.received().isEmpty()) {
                        assertUnknownThrough(proxy, failure, ErrorKind.TIMEOUT);
                    }
                }
            }
        }
    }

    @Test
    void notVendor_answerThroughTheEnvironmentsProxy_namesTheVariable() throws IOException {
        try (RawServer server = server((number, request, way) -> way.reply(502, "<html/>"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = environment(
                        server,
                        Map.of(
                                "HTTPS_PROXY",
                                "user:hidden-text@127.0.0.1:" + proxy.address().port()))) {
            assertThat(exchange(transport).notVendor())
                    .hasMessageContaining(sentThrough(proxy, "HTTPS_PROXY"))
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void notVendor_selectorOfTheApplication_isNamedWhereItSelectsAProxy() throws IOException {
        try (RawServer server = server((number, request, way) -> way.reply(502, "<html/>"));
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport = HttpTransport.open(
                        "vendor",
                        HttpSettings.builder().trustStore(trust).build(),
                        Endpoint.parse("https://127.0.0.1:" + server.port()),
                        RequestSigner.NONE,
                        clientWith(selecting(proxy)))) {
            assertThat(exchange(transport).notVendor())
                    .hasMessageContaining(sentThrough(proxy, "the application's OkHttpClient"));
        }
    }

    @Test
    void notVendor_noProxy_namesNone() throws IOException {
        try (RawServer server = server((number, request, way) -> way.reply(502, "<html/>"));
                HttpTransport transport = environment(server, Map.of("HTTPS_PROXY", "a.example", "NO_PROXY", "*"))) {
            assertThat(exchange(transport).notVendor()).hasMessageNotContaining("proxy");
        }
    }

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

    @Test
    void exchange_proxyCannotConnect_isWorthARepeat() throws IOException {
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
    void exchange_plainHttpToThisMachine_goesPastTheProxy() throws IOException {
        try (RawServer server = new RawServer((number, request, way) -> way.reply(200, "{}"));
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
    void parse_notHostAndPort_isRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProxy.parse(text))
                .withMessageStartingWith("the proxy")
                .withMessageNotContaining("hidden-text")
                .withNoCause();
    }

    @Test
    void parse_hostAndPort_givesThem() {
        assertThat(HttpProxy.parse("http://my_proxy:3128/")).isEqualTo(new HttpProxy("my_proxy", 3128, null, null));
        assertThat(HttpProxy.parse("http://[::1]:80")).isEqualTo(new HttpProxy("::1", 80, null, null));
    }

    @Test
    void toString_ofAProxyWithCredentials_showsNone() {
        HttpProxy proxy =
                HttpProxy.parse("http://proxy.example:3128").withCredentials("tell-user", new Secret("hidden-text"));

        assertThat(proxy).hasToString("HttpProxy[http://proxy.example:3128, with credentials]");
    }

    private static RawServer server() {
        return server((number, request, way) -> way.reply(200, "{}"));
    }

    private static RawServer server(RawServer.Script script) {
        return new RawServer(TestKeys.server(serverKey), script);
    }

    private static String sentThrough(TunnelProxy proxy, String source) {
        return "; the request was sent through the proxy " + named(proxy) + " (from " + source
                + "), which may be the cause";
    }

    private static void assertUnknownThrough(TunnelProxy proxy, FaceException failure, ErrorKind kind) {
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure).hasMessageContaining(sentThrough(proxy, "the key proxy"));
    }

    private static HttpTransport transport(RawServer server, HttpProxy proxy) {
        HttpSettings settings =
                HttpSettings.builder().trustStore(trust).proxy(proxy).build();
        return Transports.with(settings, Endpoint.parse("https://127.0.0.1:" + server.port()));
    }

    private static HttpTransport environment(RawServer server, Map<String, String> variables) {
        return HttpTransport.open(
                "vendor",
                HttpSettings.builder().trustStore(trust).build(),
                Endpoint.parse("https://127.0.0.1:" + server.port()),
                RequestSigner.NONE,
                Transports.context(Clock.systemUTC(), Map.of(ProxyEnvironment.class, ProxyEnvironment.of(variables))));
    }

    private static OpenContext clientWith(ProxySelector selector) {
        return Transports.context(
                Clock.systemUTC(),
                Map.of(
                        OkHttpClient.class,
                        new OkHttpClient.Builder().proxySelector(selector).build()));
    }

    private static ProxySelector selecting(TunnelProxy proxy) {
        return ProxySelector.of(InetSocketAddress.createUnresolved(
                proxy.address().host(), proxy.address().port()));
    }

    private static String named(TunnelProxy proxy) {
        return "http://127.0.0.1:" + proxy.address().port();
    }

    private static void assertProxyRefused(FaceException failure) {
        assertRefused(failure, 407);
    }

    private static void assertRefused(FaceException failure, int status) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.attempts()).isZero();
    }

    private static HttpResponse exchange(HttpTransport transport) {
        return transport.exchange(Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), LayerCall.plain());
    }

    private static FaceException failure(HttpTransport transport) {
        return catchThrowableOfType(FaceException.class, () -> exchange(transport));
    }
}
