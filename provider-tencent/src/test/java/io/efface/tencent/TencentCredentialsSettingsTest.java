package io.efface.tencent;

import static io.efface.tencent.GivenSettings.ID;
import static io.efface.tencent.GivenSettings.KEY;
import static io.efface.tencent.GivenSettings.accepted;
import static io.efface.tencent.GivenSettings.rejected;
import static io.efface.tencent.GivenSettings.withKeysAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.spi.OpenContext;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the source of an account's credentials, and the messages about wrong sources. */
class TencentCredentialsSettingsTest {
    @Test
    void configure_noCredentials_isRejectedWithThePossibleSources() {
        assertThat(rejected(GivenSettings.of()).get("credentials"))
                .contains("credentials are missing")
                .contains("credentials.secret-id")
                .contains("environment");
    }

    @Test
    void configure_noCredentialsButEnvironmentVariables_doesNotUseThem() {
        GivenSettings settings = GivenSettings.of()
                .withVariable("TENCENTCLOUD_SECRET_ID", ID)
                .withVariable("TENCENTCLOUD_SECRET_KEY", KEY);

        assertThat(rejected(settings).get("credentials")).contains("credentials are missing");
    }

    @ParameterizedTest
    @CsvSource({
        "credentials.secret-id,credentials.secret-key",
        "credentials.secret-key,credentials.secret-id",
    })
    void configure_halfAKey_namesTheOtherHalf(String given, String missing) {
        assertThat(rejected(GivenSettings.of(given, "x"))).containsOnlyKeys(missing);
    }

    @Test
    void configure_staticWithoutKeys_namesBoth() {
        assertThat(rejected(GivenSettings.of("credentials", "static")))
                .containsOnlyKeys("credentials.secret-id", "credentials.secret-key");
    }

    @ParameterizedTest
    @CsvSource({"environment", "profile:default", "provider"})
    void configure_keysAndAnotherSource_isAmbiguous(String mode) {
        GivenSettings settings = withKeysAnd("credentials", mode)
                .withVariable("TENCENTCLOUD_SECRET_ID", "other")
                .withVariable("TENCENTCLOUD_SECRET_KEY", "other");

        assertThat(rejected(settings).get("credentials")).contains("ambiguous").contains("credentials.secret-id");
    }

    @Test
    void configure_environment_usesTheThreeVariables() {
        TencentConfig config = accepted(GivenSettings.of("credentials", "environment")
                .withVariable("TENCENTCLOUD_SECRET_ID", ID)
                .withVariable("TENCENTCLOUD_SECRET_KEY", KEY)
                .withVariable("TENCENTCLOUD_TOKEN", "the-token"));

        assertThat(config.keyFingerprint()).contains("5dd2a3bac510");
        assertThat(config.toString()).contains("temporary=true").doesNotContain("the-token");
    }

    @Test
    void configure_environment_acceptsTheOtherNameOfTheToken() {
        GivenSettings settings = GivenSettings.of("credentials", "environment")
                .withVariable("TENCENTCLOUD_SECRET_ID", ID)
                .withVariable("TENCENTCLOUD_SECRET_KEY", KEY)
                .withVariable("TENCENTCLOUD_SECURITY_TOKEN", "the-token");

        assertThat(accepted(settings).toString()).contains("temporary=true");
        settings.withVariable("TENCENTCLOUD_TOKEN", "another");
        assertThat(rejected(settings).get("credentials"))
                .contains("TENCENTCLOUD_SECURITY_TOKEN", "different tokens")
                .doesNotContain("another");
    }

    @Test
    void configure_environmentWithoutAVariable_namesTheVariable() {
        GivenSettings settings = GivenSettings.of("credentials", "environment")
                .withVariable("TENCENTCLOUD_SECRET_ID", ID)
                .withVariable("TENCENTCLOUD_SECRET_KEY", " ");

        assertThat(rejected(settings).get("credentials"))
                .isEqualTo("the environment variable TENCENTCLOUD_SECRET_KEY is not set");
    }

    @ParameterizedTest
    @CsvSource({"magic", "profile:", "AKIDsecret"})
    void configure_unknownSource_isRejectedWithoutEchoingIt(String mode) {
        assertThat(rejected(GivenSettings.of("credentials", mode)).get("credentials"))
                .isEqualTo("must be 'static', 'environment', 'profile:NAME', 'command' or 'provider'");
    }

    @Test
    void configure_keyWithASpace_isRejectedWithoutShowingIt() {
        assertThat(rejected(GivenSettings.of("credentials.secret-id", "AKID x", "credentials.secret-key", KEY)))
                .hasEntrySatisfying(
                        "credentials.secret-id",
                        problem ->
                                assertThat(problem).contains("contains a space").doesNotContain("AKID"));
    }

    @Test
    void configure_command_requiresItsKeyAndNoOther() {
        assertThat(accepted(GivenSettings.of("credentials", "command", "credentials.command", "/opt/keys a"))
                        .keyFingerprint())
                .isEmpty();
        assertThat(rejected(GivenSettings.of("credentials", "command"))).containsOnlyKeys("credentials.command");
        assertThat(rejected(withKeysAnd("credentials.command", "/opt/keys")).get("credentials.command"))
                .contains("has no effect");
        assertThat(rejected(GivenSettings.of("credentials", "command", "credentials.command", "./keys " + KEY))
                        .get("credentials.command"))
                .contains("absolute path");
    }

    @Test
    void open_providerCredentialsWithoutAService_isAConfigurationError() {
        TencentConfig config = accepted(GivenSettings.of("credentials", "provider"));
        OpenContext context = OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of());

        assertThat(config.keyFingerprint()).isEmpty();
        assertThatThrownBy(() -> config.open(context)).isInstanceOfSatisfying(FaceException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(e).hasMessageContaining("TencentCredentialsProvider");
        });
    }

    @Test
    void toString_credentials_showsNoPart() {
        assertThat(TencentCredentials.of(ID, KEY, "the-token").toString())
                .doesNotContain(ID)
                .doesNotContain(KEY)
                .doesNotContain("the-token");
    }
}
