package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Provides a proxy and a TLS server on this machine, and the common checks of the proxy tests. */
abstract class ProxyFixture {
    static final String TUNNEL = "HTTP/1.1 200 Go";
    static final String REQUIRES_CREDENTIALS =
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0";

    @TempDir
    static Path folder;

    static Path serverKey;
    static KeyStoreFile trust;

    @BeforeAll
    static void makeKeys() {
        TestKeys keys = new TestKeys(folder);
        serverKey = keys.key("server", "ip:127.0.0.1");
        trust = new KeyStoreFile(keys.trust("server"), TestKeys.PASSWORD);
    }

    static RawServer server() {
        return server((number, request, connection) -> connection.respond(200, "{}"));
    }

    static RawServer server(RawServer.Script script) {
        return new RawServer(TestKeys.server(serverKey), script);
    }

    static String sentThrough(TunnelProxy proxy, String source) {
        return "; the request was sent through the proxy " + urlOf(proxy) + " (from " + source
                + "), which may be the cause";
    }

    static void assertUnknownThrough(TunnelProxy proxy, FaceException failure, ErrorKind kind) {
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure).hasMessageContaining(sentThrough(proxy, "the setting 'proxy'"));
    }

    static HttpTransport transport(RawServer server, HttpProxy proxy) {
        return Transports.with(settings().proxy(proxy).build(), Endpoint.parse("https://127.0.0.1:" + server.port()));
    }

    static HttpTransport environment(RawServer server, Map<String, String> variables) {
        return open(server, settings(), Map.of(ProxyEnvironment.class, ProxyEnvironment.of(variables)));
    }

    static HttpSettings.Builder settings() {
        return HttpSettings.builder().trustStore(trust);
    }

    static HttpTransport open(RawServer server, HttpSettings.Builder settings, Map<Class<?>, Object> services) {
        return HttpTransport.open(
                "vendor",
                settings.build(),
                Endpoint.parse("https://127.0.0.1:" + server.port()),
                RequestSigner.NONE,
                Transports.context(Clock.systemUTC(), services));
    }

    static OkHttpClient clientWith(ProxySelector selector) {
        return new OkHttpClient.Builder().proxySelector(selector).build();
    }

    static ProxySelector selecting(TunnelProxy proxy) {
        return ProxySelector.of(InetSocketAddress.createUnresolved(
                proxy.address().host(), proxy.address().port()));
    }

    static String urlOf(TunnelProxy proxy) {
        return "http://" + address(proxy);
    }

    static String address(TunnelProxy proxy) {
        return "127.0.0.1:" + proxy.address().port();
    }

    static void assertProxyRejected(FaceException failure) {
        assertRejected(failure, 407);
    }

    static void assertRejected(FaceException failure, int status) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.attempts()).isZero();
    }

    static HttpResponse exchange(HttpTransport transport) {
        return transport.exchange(
                Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, LayerCall.plain());
    }

    static FaceException failure(HttpTransport transport) {
        return catchThrowableOfType(FaceException.class, () -> exchange(transport));
    }
}
