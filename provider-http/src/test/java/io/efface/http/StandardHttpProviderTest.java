package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Capabilities;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardHttpProviderTest {
    private static final StandardHttpProvider PROVIDER =
            new StandardHttpProvider(
                    "acme", "acme.example", Map.of("us", "https://us.acme.example", "eu", "https://eu.acme.example")) {
                @Override
                public Capabilities capabilities() {
                    return Capabilities.builder("acme").build();
                }

                @Override
                protected VendorSigner<Key> signer() {
                    return (request, body, key, at, random) -> request;
                }

                @Override
                protected ProviderRepository repository(HttpTransport transport, AccountSigner<Key> signer) {
                    throw new IllegalArgumentException("a mistake in the provider");
                }
            };

    private final Map<String, String> values =
            new HashMap<>(Map.of("credentials.access-key-id", "id", "credentials.access-key-secret", "secret"));
    private final MapSettings settings = new MapSettings(values);

    private Optional<ProviderConfig> configure(String... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return PROVIDER.configure(settings);
    }

    @Test
    void settings_provider_listsItsRegionsAndItsKey() {
        assertThat(PROVIDER.settings())
                .extracting(Setting::key)
                .contains("region", "endpoint", "credentials.access-key-secret", "credentials.token", "read-timeout")
                .doesNotHaveDuplicates();
        assertThat(PROVIDER.settings().get(0).meaning()).contains("'eu', 'us'");
    }

    @Test
    void configure_region_usesItsUrl() {
        ProviderConfig config = configure("region", "us").orElseThrow();

        assertThat(config.place()).startsWith("us https://us.acme.example");
        assertThat(config.keyFingerprint()).isPresent();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void configure_endpointWithoutRegion_isAccepted() {
        ProviderConfig config = configure("endpoint", "https://relay.example").orElseThrow();

        assertThat(config.place()).startsWith("https://relay.example");
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void configure_sameEndpointWithAndWithoutRegion_isTheSamePlace() {
        String byRegion = configure("region", "eu").orElseThrow().placeIdentity();
        values.remove("region");

        assertThat(configure("endpoint", "https://eu.acme.example")
                        .orElseThrow()
                        .placeIdentity())
                .isEqualTo(byRegion);
    }

    @Test
    void configure_endpointOfAnotherRegion_warns() {
        ProviderConfig config =
                configure("region", "eu", "endpoint", "https://us.acme.example").orElseThrow();

        assertThat(config.warnings()).containsExactly("the endpoint us.acme.example is not the host of the region eu");
    }

    @Test
    void configure_neitherRegionNorEndpoint_isRejected() {
        assertThat(configure()).isEmpty();
        assertThat(settings.isRejected("region")).isTrue();
    }

    @Test
    void configure_profile_isRejected() {
        values.clear();

        assertThat(configure("region", "eu", "credentials", "profile:a")).isEmpty();
        assertThat(settings.isRejected("credentials")).isTrue();
    }
}
