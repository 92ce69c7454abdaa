package io.efface.rekognition;

import static io.efface.rekognition.GivenAccount.keyAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.QuotaLimit;
import io.efface.config.AccountDescription;
import io.efface.http.Endpoint;
import io.efface.spi.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the settings of an account are read and how wrong settings are reported. */
class AwsSettingsTest {
    @Test
    void settings_everyKey_isListedOnceAndSecretsAreMarked() {
        assertThat(new AwsFaceRepositoryProvider().settings())
                .extracting(Setting::key)
                .doesNotHaveDuplicates()
                .contains(
                        "region",
                        "endpoint",
                        "library",
                        "credentials",
                        "credentials.access-key-id",
                        "credentials.secret-access-key",
                        "credentials.session-token",
                        "call-timeout",
                        "proxy");
        assertThat(new AwsFaceRepositoryProvider().settings())
                .filteredOn(Setting::secret)
                .extracting(Setting::key)
                .contains("credentials.secret-access-key", "credentials.session-token");
    }

    @Test
    void configure_regionAndCollection_usesTheHostOfTheRegion() {
        AccountDescription account = keyAnd().accepted();

        assertThat(account.place()).isEqualTo("eu-west-1 https://rekognition.eu-west-1.amazonaws.com");
        assertThat(account.library()).contains("staff");
        // echo -n AKIAEXAMPLE | sha256sum | cut -c1-12
        assertThat(account.keyFingerprint()).contains("caae15ff5d19");
        assertThat(account.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region | region is missing; requests are signed for a region",
                "library | library is missing",
            })
    void configure_requiredSettingIsMissing_isRejected(String key, String problem) {
        assertThat(keyAnd().without(key).rejected()).contains("1 problem:", problem.replace(key + " ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "名", "a:b"})
    void configure_libraryIsNoCollectionId_isRejected(String library) {
        assertThat(keyAnd("library", library).rejected())
                .contains("1 problem:", "is not the id of a collection: 1 to 255")
                .doesNotContain(library);
    }

    @Test
    void configure_unknownRegion_needsAnEndpoint() {
        assertThat(keyAnd("region", "xx-newest-1").rejected()).contains("1 problem:");
        assertThat(keyAnd("region", "xx-newest-1", "endpoint", "https://relay.example")
                        .accepted()
                        .place())
                .isEqualTo("xx-newest-1 https://relay.example");
    }

    @ParameterizedTest
    @CsvSource({
        "https://rekognition.eu-west-1.amazonaws.com,",
        "https://rekognition-fips.eu-west-1.amazonaws.com,",
        "https://rekognition.eu-west-1.api.aws,",
        "https://relay.example,",
        "https://rekognition.us-east-1.amazonaws.com, which rejects them",
        "https://s3.eu-west-1.amazonaws.com, is not a host of Rekognition",
        "https://iai.tencentcloudapi.com, the domain of another vendor",
    })
    void configure_endpoint_warnsIfItDoesNotFit(String endpoint, String warning) {
        if (warning == null) {
            assertThat(keyAnd("endpoint", endpoint).accepted().warnings()).isEmpty();
        } else {
            assertThat(keyAnd("endpoint", endpoint).accepted().warnings())
                    .singleElement()
                    .asString()
                    .contains(warning);
        }
    }

    private static AwsConfig.Builder builder() {
        return AwsConfig.builder()
                .region("us-east-1")
                .library("staff")
                .credentials(AwsCredentials.of(GivenAccount.ID, GivenAccount.SECRET));
    }

    @Test
    void placeIdentity_everyHostOfARegion_isTheRegion() {
        AwsConfig plain = builder().build();
        AwsConfig fips = builder()
                .endpoint(Endpoint.parse("https://rekognition-fips.us-east-1.amazonaws.com"))
                .build();
        AwsConfig relay =
                builder().endpoint(Endpoint.parse("https://relay.example")).build();

        assertThat(plain.placeIdentity()).isEqualTo("us-east-1").isEqualTo(fips.placeIdentity());
        assertThat(plain.quotaScope(QuotaLimit.REGION)).isEqualTo(fips.quotaScope(QuotaLimit.REGION));
        assertThat(relay.placeIdentity()).isEqualTo("us-east-1 https://relay.example");
        assertThat(plain.toString()).doesNotContain(GivenAccount.ID, GivenAccount.SECRET);
    }

    @Test
    void build_severalMistakes_namesEach() {
        assertThatThrownBy(() -> AwsConfig.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "region is missing; requests are signed for a region; library is missing; give the id of the"
                                + " collection; credentials is missing");
    }

    @Test
    void configure_environment_readsAwsVariables() {
        GivenAccount account = GivenAccount.of("credentials", "environment")
                .withVariable("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE")
                .withVariable("AWS_SECRET_ACCESS_KEY", "s");

        assertThat(account.rejected()).contains("AWS_SESSION_TOKEN", "begins with ASIA");
        assertThat(account.withVariable("AWS_SESSION_TOKEN", "t").accepted().keyFingerprint())
                .contains(AwsCredentials.of("ASIAEXAMPLE", "s", "t").fingerprint());
        assertThat(account.withVariable("AWS_SECURITY_TOKEN", "u").rejected()).contains("different tokens");
    }

    @Test
    void of_temporaryIdWithoutToken_isRejected() {
        assertThatThrownBy(() -> AwsCredentials.of("ASIAEXAMPLE", "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the session token is missing");
    }

    @Test
    void configure_commandOfAwsTools_isAccepted() {
        GivenAccount account = GivenAccount.of(
                "credentials", "command", "credentials.command", "aws configure export-credentials --profile erasure");

        assertThat(account.accepted().keyFingerprint()).isEmpty();
    }
}
