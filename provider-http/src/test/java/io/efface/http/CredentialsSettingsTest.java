package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.http.credentials.ProfileFile;
import io.efface.spi.OpenContext;
import io.efface.spi.Setting;
import io.efface.spi.layers.AccountIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an account's credentials come from: exactly one source, and one problem for one mistake. */
class CredentialsSettingsTest {
    private final Map<String, String> values = new LinkedHashMap<>(
            Map.of("region", "here", "credentials.id", "the-id", "credentials.secret", "the-secret"));

    @TempDir
    Path home;

    private final MapSettings settings = new MapSettings(values);

    private VendorConfig accepted() {
        Optional<VendorConfig> config = VendorConfig.builder().read(settings);
        assertThat(settings.problems()).isEmpty();
        return config.orElseThrow();
    }

    private Map<String, String> rejected() {
        assertThat(VendorConfig.builder().read(settings)).isEmpty();
        assertThat(settings.problems()).isNotEmpty();
        assertThat(settings.problems().toString()).doesNotContain("the-id", "the-secret", "the-token");
        return settings.problems();
    }

    private void source(String mode) {
        values.keySet().removeIf(key -> key.startsWith("credentials."));
        values.put("credentials", mode);
    }

    @Test
    void settings_everyKey_isListedOnceAndSecretsAreMarked() {
        var all = HttpConfig.Builder.settings(List.of(), VendorKey.TYPE);

        assertThat(all).extracting(Setting::key).doesNotHaveDuplicates().contains("credentials", "proxy");
        assertThat(all)
                .filteredOn(Setting::secret)
                .extracting(Setting::key)
                .contains("credentials.secret", "credentials.token");
    }

    @Test
    void read_literalKey_isTheSource() {
        String fingerprint = VendorKey.of("the-id", "s", null).fingerprint();

        assertThat(accepted().keyFingerprint()).contains(fingerprint);
        assertThat(accepted().toString()).contains(fingerprint).doesNotContain("the-id", "the-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials.id", "credentials.secret", "credentials.token"})
    void read_partOfTheKeyIsRejected_isTheOnlyProblem(String part) {
        values.put(part, " ");

        assertThat(rejected()).containsOnlyKeys(part);
    }

    @ParameterizedTest
    @CsvSource({"credentials.id", "credentials.secret"})
    void read_onlyOnePartAndItIsRejected_isNotReportedAsNoCredentials(String part) {
        values.keySet().removeIf(key -> key.startsWith("credentials."));
        values.put(part, " ");

        assertThat(rejected()).containsKey(part).doesNotContainKey("credentials");
    }

    @ParameterizedTest
    @CsvSource({"credentials.id", "credentials.secret", "credentials.token"})
    void read_partThatNoHeaderTakes_isRejectedUnderItsKey(String part) {
        values.put(part, "the-secret with a space");

        assertThat(rejected()).containsOnlyKeys(part);
        assertThat(settings.problems().get(part)).contains("contains a space");
    }

    @Test
    void read_noCredentials_namesTheWays() {
        values.keySet().removeIf(key -> key.startsWith("credentials."));
        settings.withVariable("VENDOR_ID", "other").withVariable("VENDOR_SECRET", "other");

        assertThat(rejected()).containsOnlyKeys("credentials");
        assertThat(settings.problems().get("credentials"))
                .contains("missing", "credentials.id", "environment", "profile:NAME", "command", "provider");
    }

    @Test
    void read_temporaryIdWithoutToken_isRejectedUnderTheToken() {
        values.put("credentials.id", "TEMP.one");

        assertThat(rejected()).containsEntry("credentials.token", "the token is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "provider", "profile:a", "command"})
    void read_keyBesideAnotherSource_isAmbiguous(String mode) {
        values.put("credentials", mode);

        assertThat(rejected().get("credentials")).contains("ambiguous", "credentials.id and credentials.secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic", "profile:", "profiles", "the-secret"})
    void read_unknownSource_isRejectedWithoutEchoingIt(String mode) {
        source(mode);

        assertThat(rejected())
                .containsEntry("credentials", "must be static, environment, profile:NAME, command or provider");
    }

    @Test
    void read_environment_takesEitherNameOfTheToken() {
        source("environment");
        settings.withVariable("VENDOR_ID", "TEMP.id").withVariable("VENDOR_SECRET", "s");
        settings.withVariable("VENDOR_OTHER_TOKEN", "the-token");
        assertThat(accepted().toString()).contains("temporary=true");

        settings.withVariable("VENDOR_TOKEN", "another");
        assertThat(rejected().get("credentials")).contains("VENDOR_OTHER_TOKEN", "different tokens");
    }

    @ParameterizedTest
    @CsvSource({"VENDOR_ID", "VENDOR_SECRET"})
    void read_environmentWithoutAVariable_namesIt(String missing) {
        source("environment");
        settings.withVariable("VENDOR_ID", "i")
                .withVariable("VENDOR_SECRET", "s")
                .withVariable(missing, " ");

        assertThat(rejected()).containsEntry("credentials", "the environment variable " + missing + " is not set");
    }

    @Test
    void read_profile_isFoundAndReadAgain() throws IOException {
        source("profile:a");
        settings.withHome(home);
        assertThat(rejected().get("credentials")).contains("profile a is neither in", "which contain no profiles");

        settings.problems().clear();
        Files.writeString(home.resolve("credentials"), "[a]\nid = the-id\nsecret = s\n");
        assertThat(accepted().keyFingerprint())
                .contains(VendorKey.of("the-id", "s", null).fingerprint());
    }

    @Test
    void read_profileWithoutAField_namesIt() throws IOException {
        source("profile:a");
        settings.withHome(home);
        Files.writeString(home.resolve("credentials"), "[a]\nid = the-id\n");

        assertThat(rejected().get("credentials")).contains("profile a in", "has no secret");
    }

    @ParameterizedTest
    @CsvSource({"main,", "other, other"})
    void read_profileWithoutAName_isTheVendorsDefault(String name, String variable) throws IOException {
        source("profile");
        settings.withHome(home).withVariable("VENDOR_PROFILE", variable);
        Files.writeString(home.resolve("credentials"), "[" + name + "]\nid = the-id\nsecret = s\n");

        assertThat(accepted().keyFingerprint())
                .contains(VendorKey.of("the-id", "s", null).fingerprint());
    }

    @Test
    void read_noSingleDefaultProfile_isRejected() {
        source("profile");
        settings.withHome(home).withVariable("VENDOR_PROFILE", "two-faced");

        assertThat(rejected()).containsEntry("credentials", "VENDOR_PROFILE is two-faced");
    }

    @Test
    void read_profileWithAProgram_isTheSourceLikeCredentialsCommand() throws IOException {
        Files.writeString(home.resolve("credentials"), "[a]\nprogram = /opt/keys --role x\n");
        settings.withHome(home);
        source("profile:a");
        VendorConfig config = accepted();
        source("command");
        values.put("credentials.command", "/opt/keys --role x");

        assertThat(config.keyIdentity()).isPresent().isEqualTo(accepted().keyIdentity());
        assertThat(config.toString()).contains("key from a program");
    }

    @Test
    void read_profileWithARelativeProgram_isRejectedWithoutIt() throws IOException {
        Files.writeString(home.resolve("credentials"), "[a]\nprogram = bin/the-secret\n");
        settings.withHome(home);
        source("profile:a");

        assertThat(rejected().get("credentials"))
                .contains("profile a in", "names a program whose command line must begin with an absolute path");
    }

    @Test
    void open_profileWhoseProgramFails_namesTheProfile() throws IOException {
        Files.writeString(home.resolve("credentials"), "[a]\nprogram = " + home.resolve("none") + "\n");
        var files = VendorKey.TYPE.profiles().find("a", home, name -> Optional.empty());

        assertThatThrownBy(() -> ProfileFile.program("a", files.get())
                        .orElseThrow()
                        .fetch(VendorKey.TYPE.constructor(), Clock.systemUTC()))
                .isInstanceOf(FaceException.class)
                .hasMessageContaining("the program of profile a cannot be started");
    }

    @Test
    void read_command_needsItsKeyAndNothingElse() {
        source("command");
        assertThat(rejected()).containsEntry("credentials.command", "is missing");
        settings.problems().clear();

        values.put("credentials.command", "bin/keys the-secret");
        assertThat(rejected().get("credentials.command")).contains("an absolute path");
        settings.problems().clear();

        values.put("credentials.command", "/opt/keys --role 'a b'");
        VendorConfig config = accepted();
        assertThat(config.keyFingerprint()).isEmpty();
        assertThat(config.keyIdentity())
                .hasValueSatisfying(identity -> assertThat(identity).matches("program [0-9a-f]{12}"));

        assertThat(new AccountIdentity("a", config, Optional.empty()).group())
                .isEqualTo(new AccountIdentity("b", config, Optional.empty()).group())
                .doesNotContain("keys", "role");

        values.put("credentials.command", "/opt/keys   --role \"a b\"");
        assertThat(accepted().keyIdentity()).isEqualTo(config.keyIdentity());
        values.put("credentials.command", "/opt/keys --role a b");
        assertThat(accepted().keyIdentity()).isNotEqualTo(config.keyIdentity());

        values.put("credentials", "environment");
        assertThat(rejected()).containsEntry("credentials.command", "has no effect without credentials = command");
    }

    @Test
    void open_providerWithoutAService_isAConfigurationError() {
        source("provider");
        VendorConfig config = accepted();

        assertThatThrownBy(() -> config.open(OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of())))
                .isInstanceOfSatisfying(FaceException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(e).hasMessageContaining(VendorKey.Source.class.getName());
                });
    }

    @Test
    void build_severalMistakes_namesEach() {
        assertThatThrownBy(() -> VendorConfig.builder().region("nowhere").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("region is not a known region: here, there; another region requires an endpoint;"
                        + " credentials is missing");
    }
}
