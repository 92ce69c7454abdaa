package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
    @TempDir
    static Path folder;

    private static TestKeys keys;
    private static Path key;

    @BeforeAll
    static void makeKey() {
        keys = new TestKeys(folder);
        key = keys.key("client", "dns:client.example");
    }

    @Test
    void read_nothingSet_returnsTheDefaults() {
        MapSettings settings = new MapSettings(Map.of());

        assertThat(HttpSettings.read(settings)).contains(HttpSettings.defaults());
        assertThat(HttpSettings.defaults().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(HttpSettings.defaults().readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(HttpSettings.defaults().callTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(HttpSettings.defaults().maxResponseBytes()).isEqualTo(1024 * 1024);
    }

    @Test
    void read_everythingSet_returnsAllValues() {
        Path trust = keys.trust("client");
        String password = TestKeys.PASSWORD.reveal();
        MapSettings settings = new MapSettings(Map.ofEntries(
                Map.entry("connect-timeout", "PT1S"),
                Map.entry("read-timeout", "PT2S"),
                Map.entry("call-timeout", "PT3S"),
                Map.entry("max-response-size", "4096"),
                Map.entry("proxy", "http://proxy.example:3128"),
                Map.entry("proxy.username", "user"),
                Map.entry("proxy.password", "hidden-text"),
                Map.entry("trust-store", trust.toString()),
                Map.entry("trust-store-password", password),
                Map.entry("client-certificate", key.toString()),
                Map.entry("client-certificate-password", password)));

        Optional<HttpSettings> read = HttpSettings.read(settings);

        assertThat(settings.problems()).isEmpty();
        assertThat(read)
                .contains(HttpSettings.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .readTimeout(Duration.ofSeconds(2))
                        .callTimeout(Duration.ofSeconds(3))
                        .maxResponseBytes(4096)
                        .proxy(new HttpProxy("proxy.example", 3128, "user", new Secret("hidden-text")))
                        .trustStore(new KeyStoreFile(trust, TestKeys.PASSWORD))
                        .clientCertificate(new KeyStoreFile(key, TestKeys.PASSWORD))
                        .build());
        assertThat(read.orElseThrow().toString()).doesNotContain("hidden-text", password);
    }

    @Test
    void read_severalWrongValues_rejectsEachUnderItsKey() throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "no store");
        MapSettings settings = new MapSettings(Map.of(
                "call-timeout", "PT0S",
                "max-response-size", "1",
                "proxy", "proxy.example",
                "trust-store", nonsense.toString(),
                "client-certificate", folder.resolve("missing").toString()));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems())
                .containsOnlyKeys("call-timeout", "max-response-size", "proxy", "trust-store", "client-certificate");
    }

    @Test
    void read_wrongPassword_isRejectedWithoutEchoingIt() {
        MapSettings settings = new MapSettings(
                Map.of("client-certificate", key.toString(), "client-certificate-password", "hidden-text"));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsOnlyKeys("client-certificate");
        assertThat(settings.problems().get("client-certificate")).doesNotContain("hidden-text");
    }

    @Test
    void read_trustStoreAsClientCertificate_isRejected() {
        MapSettings settings = new MapSettings(Map.of(
                "client-certificate", keys.trust("client").toString(),
                "client-certificate-password", TestKeys.PASSWORD.reveal()));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsEntry("client-certificate", "contains no certificate with its key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.username", "proxy.password", "trust-store-password", "client-certificate-password"})
    void read_settingThatRequiresAnother_isRejectedWithoutTheOther(String key) {
        MapSettings settings = new MapSettings(Map.of(key, "hidden-text"));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsOnlyKeys(key);
        assertThat(settings.problems().get(key))
                .startsWith("has no effect without")
                .doesNotContain("hidden-text");
    }

    @Test
    void read_passwordBesideAPemTrustStore_isRejectedUnderItsKey() throws IOException {
        MapSettings settings = new MapSettings(
                Map.of("trust-store", keys.pem("client").toString(), "trust-store-password", "hidden-text"));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsOnlyKeys("trust-store-password");
        assertThat(settings.problems().get("trust-store-password")).contains("has no effect", "PEM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-store", "client-certificate"})
    void read_storeThatNeedsAPassword_reportsThatNoneIsConfigured(String setting) {
        Path file = setting.equals("trust-store") ? keys.trust("client") : key;
        MapSettings settings = new MapSettings(Map.of(setting, file.toString()));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsOnlyKeys(setting);
        assertThat(settings.problems().get(setting)).endsWith("without a password, and no password is given");
    }

    @Test
    void read_unreadableTrustStoreWithoutPassword_reportsThatNoneIsConfigured() throws IOException {
        Path file = Files.writeString(keys.pem("client").resolveSibling("no-store"), "text");
        MapSettings settings = new MapSettings(Map.of("trust-store", file.toString()));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems())
                .containsEntry(
                        "trust-store",
                        "cannot be read as a PKCS#12, JKS or PEM file without a password, and no password is given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example:3128", "proxy", "https://proxy.example:3128", "socks5://proxy.example:1080"})
    void read_proxyOfAnotherForm_reportsTheForm(String proxy) {
        MapSettings settings = new MapSettings(Map.of("proxy", proxy));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsEntry("proxy", "the proxy must be a URL of the form http://host:port");
    }

    @Test
    void read_proxyUserWithoutPassword_isRejected() {
        MapSettings settings = new MapSettings(Map.of("proxy", "http://proxy.example:3128", "proxy.username", "user"));

        assertThat(HttpSettings.read(settings)).isEmpty();
        assertThat(settings.problems()).containsOnlyKeys("proxy.password");
    }

    @Test
    void settings_secrets_areMarked() {
        assertThat(HttpSettings.settings())
                .filteredOn(Setting::secret)
                .extracting(Setting::key)
                .containsExactlyInAnyOrder("proxy.password", "trust-store-password", "client-certificate-password");
        assertThat(HttpSettings.settings()).extracting(Setting::key).doesNotHaveDuplicates();
    }

    @Test
    void builder_outOfBounds_isRejected() {
        HttpSettings.Builder builder = HttpSettings.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.readTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.callTimeout(Duration.ofDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxResponseBytes(Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy(" ", 1, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("h", 1, "user", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("h", 1, "a:b", new Secret("x")));
    }

    @Test
    void endpoint_invalidInTheSettings_isRejectedUnderItsKey() {
        MapSettings wrong = new MapSettings(Map.of("endpoint", "http://api.example.com"));

        assertThat(Endpoint.read(wrong, "endpoint")).isEmpty();
        assertThat(wrong.problems()).containsOnlyKeys("endpoint");
        assertThat(Endpoint.read(new MapSettings(Map.of("endpoint", "https://api.example.com")), "endpoint"))
                .contains(Endpoint.parse("https://api.example.com"));
        assertThat(Endpoint.read(new MapSettings(Map.of()), "endpoint")).isEmpty();
    }
}
