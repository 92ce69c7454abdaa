package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.efface.spi.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEnvironmentTest {
    private static final String HOST = "green.cn-shanghai.aliyuncs.com";

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example, 3128",
        "HTTP://proxy.example:3128/, proxy.example, 3128",
        "proxy.example:3128, proxy.example, 3128",
        "proxy.example, proxy.example, 80",
        "http://proxy.example, proxy.example, 80",
        "http://[::1]:3128, ::1, 3128",
    })
    void proxyFor_hostAndPort_isRead(String value, String host, int port) {
        assertThat(proxy(Map.of("HTTPS_PROXY", value))).hasValue(new HttpProxy(host, port, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@proxy.example:3128, user, secret",
        "user:secret@proxy.example:3128, user, secret",
        "http://us%40er:se%3Acr+et@proxy.example:3128, us@er, se:cr+et",
        "http://user:p@ss@proxy.example:3128, user, p@ss",
    })
    void proxyFor_userAndPassword_areDecoded(String value, String user, String password) {
        assertThat(proxy(Map.of("HTTPS_PROXY", value)))
                .hasValue(new HttpProxy("proxy.example", 3128, user, new Secret(password)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hidden-text:3128",
                "socks5://hidden-text:1080",
                "http://hidden-text:70000",
                "http://tell nobody:3128",
                "http://user:hidden-text@",
                "http://user:hidden-text%zz@proxy.example:3128",
                "http://proxy.example:3128/hidden-text",
                "://"
            })
    void proxyFor_valueThatIsNoProxy_isRejectedWithoutRepeatingIt(String value) {
        ProxyEnvironment environment = ProxyEnvironment.of(Map.of("HTTPS_PROXY", value));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> environment.proxyFor(HOST, 443))
                .withMessageStartingWith("HTTPS_PROXY ")
                .withMessageNotContaining("nobody")
                .withNoCause();
        assertThat(environment.toString()).doesNotContain("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                HOST,
                "GREEN.CN-SHANGHAI.ALIYUNCS.COM",
                "aliyuncs.com",
                ".aliyuncs.com",
                "*.aliyuncs.com",
                "localhost, 127.0.0.1 ,aliyuncs.com",
                "localhost aliyuncs.com",
                "aliyuncs.com:443",
            })
    void proxyFor_hostInNoProxy_returnsNoProxy(String exceptions) {
        assertThat(proxy(Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", exceptions)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ".", "yuncs.com", "aliyuncs.com:80", "example.com", "10.0.0.0/8", "shanghai"})
    void proxyFor_hostNotInNoProxy_returnsTheProxy(String exceptions) {
        assertThat(proxy(Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", exceptions)))
                .isPresent();
    }

    @Test
    void proxyFor_addressInNoProxy_returnsNoProxy() {
        ProxyEnvironment environment =
                ProxyEnvironment.of(Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", "127.0.0.1,[::1]"));

        assertThat(environment.proxyFor("127.0.0.1", 443)).isEmpty();
        assertThat(environment.proxyFor("::1", 443)).isEmpty();
        assertThat(environment.proxyFor("127.0.0.2", 443)).isPresent();
    }

    @Test
    void proxyFor_bothSpellings_readsTheNameInLowerCase() {
        ProxyEnvironment environment = ProxyEnvironment.of(Map.of(
                "HTTPS_PROXY", "upper.example:1", "https_proxy", "lower.example:2", "NO_PROXY", "*", "no_proxy", "x"));

        assertThat(environment.name()).isEqualTo("https_proxy");
        assertThat(environment.proxyFor(HOST, 443)).hasValue(new HttpProxy("lower.example", 2, null, null));
    }

    @Test
    void proxyFor_emptyOrOtherVariables_returnsNoProxy() {
        assertThat(proxy(Map.of("HTTPS_PROXY", " ", "HTTP_PROXY", "proxy.example:1", "ALL_PROXY", "proxy.example:1")))
                .isEmpty();
    }

    private static Optional<HttpProxy> proxy(Map<String, String> environment) {
        return ProxyEnvironment.of(environment).proxyFor(HOST, 443);
    }
}
