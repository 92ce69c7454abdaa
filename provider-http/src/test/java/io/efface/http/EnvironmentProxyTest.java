package io.efface.http;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.efface.ErrorKind;
import io.efface.FaceException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the proxy from environment variables, and the settings that have precedence over it. */
@Timeout(60)
class EnvironmentProxyTest extends ProxyFixture {
    private static final Map<Class<?>, Object> NAMES_ANOTHER_PROXY =
            Map.of(ProxyEnvironment.class, ProxyEnvironment.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:1")));

    @Test
    void exchange_proxyOfTheEnvironment_isUsedWithItsCredentials() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        environment(server, Map.of("HTTPS_PROXY", "http://user:hidden%2Dtext@" + address(proxy)))) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads())
                    .singleElement(as(STRING))
                    .contains("Proxy-Authorization: Basic dXNlcjpoaWRkZW4tdGV4dA==");
        }
    }

    @Test
    void exchange_proxyOfTheEnvironmentRejects_namesTheVariable() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(REQUIRES_CREDENTIALS);
                HttpTransport transport =
                        environment(server, Map.of("https_proxy", "user:hidden-text@" + address(proxy)))) {
            FaceException failure = failure(transport);

            assertProxyRejected(failure);
            assertThat(failure)
                    .hasMessageContaining(urlOf(proxy) + " (from https_proxy) does not accept")
                    .hasMessageNotContaining("hidden-text");
        }
    }

    @Test
    void exchange_endpointInNoProxy_doesNotUseTheProxyOfTheEnvironment() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL);
                HttpTransport transport =
                        environment(server, Map.of("HTTPS_PROXY", address(proxy), "NO_PROXY", "127.0.0.1"))) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void exchange_settingNamesAProxyToo_usesTheProxyOfTheSetting() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL)) {
            assertUsesProxy(proxy, open(server, settings().proxy(proxy.address()), NAMES_ANOTHER_PROXY));
        }
    }

    @Test
    void exchange_clientOfTheApplicationSelectsAProxy_usesItAndNotTheEnvironment() throws IOException {
        try (RawServer server = server();
                TunnelProxy proxy = new TunnelProxy(TUNNEL)) {
            Map<Class<?>, Object> services = new HashMap<>(NAMES_ANOTHER_PROXY);
            services.put(OkHttpClient.class, clientWith(selecting(proxy)));
            assertUsesProxy(proxy, open(server, settings(), services));
        }
    }

    private static void assertUsesProxy(TunnelProxy proxy, HttpTransport opened) {
        try (HttpTransport transport = opened) {
            assertThat(exchange(transport).status()).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void open_variableIsNotAProxy_isConfigurationErrorWithoutItsValue() throws IOException {
        try (RawServer server = server()) {
            FaceException failure = catchThrowableOfType(
                    FaceException.class, () -> environment(server, Map.of("HTTPS_PROXY", "socks5://hidden-text:1")));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure).hasMessageContaining("HTTPS_PROXY").hasMessageNotContaining("hidden-text");
        }
    }
}
