package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {
    private static final String TUNNEL = "HTTP/1.1 200 Go";
    private static final String ASKS = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0";

    @TempDir
    static Path folder;

    private static Path serverKey;
    private static StoreFile trust;

    @BeforeAll
    static void makeKeys() {
        TestKeys keys = new TestKeys(folder);
        serverKey = keys.key("server", "ip:127.0.0.1");
        trust = new StoreFile(keys.trust("server"), TestKeys.PASSWORD);
    }

    @Test
    void exchange_proxyWithCredentials_sendsThemAheadAndOnlyToTheProxy() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        transport(server, proxy.address().withCredentials("user", new Secret("tell-nobody")))) {
            assertThat(exchange(transport).status()).isEqualTo(200);

            assertThat(proxy.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1")
                            .contains("Proxy-Authorization: Basic dXNlcjp0ZWxsLW5vYm9keQ=="));
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
                        transport(server, proxy.address().withCredentials("user", new Secret("tell-nobody")))) {
            FaceException failure = failure(transport);

            assertProxyRefused(failure);
            assertThat(failure.getMessage()).doesNotContain("tell-nobody");
            assertThat(proxy.heads()).hasSize(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void exchange_proxyWantsCredentialsAndHasNone_asksOnceAndSendsNothing() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(ASKS);
                HttpTransport transport = transport(server, proxy.address())) {
            assertProxyRefused(failure(transport));
            assertThat(proxy.heads()).hasSize(1);
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
                "http://user:tell-nobody@proxy.example:3128",
                "http://proxy.example:3128/tell-nobody",
                "http://proxy.example:3128?tell-nobody",
                "http://proxy.example:0",
                "http://proxy.example:70000",
                "http://bad host tell-nobody",
                ""
            })
    void parse_notHostAndPort_isRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProxy.parse(text))
                .withMessageStartingWith("the proxy")
                .withMessageNotContaining("tell-nobody")
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
                HttpProxy.parse("http://proxy.example:3128").withCredentials("tell-user", new Secret("tell-nobody"));

        assertThat(proxy).hasToString("HttpProxy[http://proxy.example:3128, with credentials]");
    }

    private static RawServer server() {
        return new RawServer(TestKeys.server(serverKey), (number, request, way) -> way.reply(200, "{}"));
    }

    private static HttpTransport transport(RawServer server, HttpProxy proxy) {
        HttpSettings settings =
                HttpSettings.builder().trustStore(trust).proxy(proxy).build();
        return Transports.with(settings, Endpoint.parse("https://127.0.0.1:" + server.port()));
    }

    private static void assertProxyRefused(FaceException failure) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.httpStatus()).hasValue(407);
        assertThat(failure.attempts()).isZero();
    }

    private static HttpAnswer exchange(HttpTransport transport) {
        return transport.exchange(
                Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), CallOptions.defaults());
    }

    private static FaceException failure(HttpTransport transport) {
        return catchThrowableOfType(FaceException.class, () -> exchange(transport));
    }
}
