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

/** Tests the credentials settings of an account: they name exactly one source, and one mistake is reported as one problem. */
class CredentialsSettingsTest {
    private final Map<String, String> values = new LinkedHashMap<>(
            Map.of("region", "here", "credentials.id", "the-id", "credentials.secret", "the-secret"));

    @TempDir
    Path home;

    private final MapSettings settings = new MapSettings(values);

    private VendorConfig readAccepted() {
        Optional<VendorConfig> config = VendorConfig.builder().read(settings);
        assertThat(settings.problems()).isEmpty();
        return config.orElseThrow();
    }

    private Map<String, String> readRejected() {
        assertThat(VendorConfig.builder().read(settings)).isEmpty();
        assertThat(settings.problems()).isNotEmpty();
        assertThat(settings.problems().toString()).doesNotContain("the-id", "the-secret", "the-token");
        return settings.problems();
    }

    private void setOnlySource(String mode) {
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

        assertThat(readAccepted().keyFingerprint()).contains(fingerprint);
        assertThat(readAccepted().toString()).contains(fingerprint).doesNotContain("the-id", "the-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials.id", "credentials.secret", "credentials.token"})
    void read_partOfTheKeyIsRejected_isTheOnlyProblem(String part) {
        values.put(part, " ");

        assertThat(readRejected()).containsOnlyKeys(part);
    }

    @ParameterizedTest
    @CsvSource({"credentials.id", "credentials.secret"})
    void read_onlyOnePartAndRejected_isNotReportedAsMissingCredentials(String part) {
        values.keySet().removeIf(key -> key.startsWith("credentials."));
        values.put(part, " ");

        assertThat(readRejected()).containsKey(part).doesNotContainKey("credentials");
    }

    @ParameterizedTest
    @CsvSource({"credentials.id", "credentials.secret", "credentials.token"})
    void read_partInvalidInAHeader_isRejectedUnderItsKey(String part) {
        values.put(part, "the-secret with a space");

        assertThat(readRejected()).containsOnlyKeys(part);
        assertThat(settings.problems().get(part)).contains("contains a space");
    }

    @Test
    void read_noCredentials_namesThePossibleSources() {
        values.keySet().removeIf(key -> key.startsWith("credentials."));
        settings.withVariable("VENDOR_ID", "other").withVariable("VENDOR_SECRET", "other");

        assertThat(readRejected()).containsOnlyKeys("credentials");
        assertThat(settings.problems().get("credentials"))
                .contains("missing", "credentials.id", "environment", "profile:NAME", "command", "provider");
    }

    @Test
    void read_temporaryIdWithoutToken_isRejectedUnderTheToken() {
        values.put("credentials.id", "TEMP.one");

        assertThat(readRejected()).containsEntry("credentials.token", "the token is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "provider", "profile:a", "command"})
    void read_keyBesideAnotherSource_isAmbiguous(String mode) {
        values.put("credentials", mode);

        assertThat(readRejected().get("credentials")).contains("ambiguous", "credentials.id and credentials.secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic", "profile:", "profiles", "the-secret"})
    void read_unknownSource_isRejectedWithoutEchoingIt(String mode) {
        setOnlySource(mode);

        assertThat(readRejected())
                .containsEntry(
                        "credentials", "must be 'static', 'environment', 'profile:NAME', 'command' or 'provider'");
    }

    @Test
    void read_environment_acceptsEitherNameOfTheToken() {
        setOnlySource("environment");
        settings.withVariable("VENDOR_ID", "TEMP.id").withVariable("VENDOR_SECRET", "s");
        settings.withVariable("VENDOR_OTHER_TOKEN", "the-token");
        assertThat(readAccepted().toString()).contains("temporary=true");

        settings.withVariable("VENDOR_TOKEN", "another");
        assertThat(readRejected().get("credentials")).contains("VENDOR_OTHER_TOKEN", "different tokens");
    }

    @ParameterizedTest
    @CsvSource({"VENDOR_ID", "VENDOR_SECRET"})
    void read_environmentWithoutAVariable_namesTheVariable(String missing) {
        setOnlySource("environment");
        settings.withVariable("VENDOR_ID", "i")
                .withVariable("VENDOR_SECRET", "s")
                .withVariable(missing, " ");

        assertThat(readRejected()).containsEntry("credentials", "the environment variable " + missing + " is not set");
    }

    @Test
    void read_profile_isFoundAndReadAgain() throws IOException {
        setOnlySource("profile:a");
        settings.withHome(home);
        assertThat(readRejected().get("credentials")).contains("profile a is neither in", "which contain no profiles");

        settings.problems().clear();
        Files.writeString(home.resolve("credentials"), "[a]\nid = the-id\nsecret = s\n");
        assertThat(readAccepted().keyFingerprint())
                .contains(VendorKey.of("the-id", "s", null).fingerprint());
    }

    @Test
    void read_profileWithoutAField_namesTheField() throws IOException {
        setOnlySource("profile:a");
        settings.withHome(home);
        Files.writeString(home.resolve("credentials"), "[a]\nid = the-id\n");

        assertThat(readRejected().get("credentials")).contains("profile a in", "has no secret");
    }

    @ParameterizedTest
    @CsvSource({"main,", "other, other"})
    void read_profileWithoutAName_usesTheVendorsDefault(String name, String variable) throws IOException {
        setOnlySource("profile");
        settings.withHome(home).withVariable("VENDOR_PROFILE", variable);
        Files.writeString(home.resolve("credentials"), "[" + name + "]\nid = the-id\nsecret = s\n");

        assertThat(readAccepted().keyFingerprint())
                .contains(VendorKey.of("the-id", "s", null).fingerprint());
    }

    @Test
    void read_noSingleDefaultProfile_isRejected() {
        setOnlySource("profile");
        settings.withHome(home).withVariable("VENDOR_PROFILE", "two-faced");

        assertThat(readRejected()).containsEntry("credentials", "VENDOR_PROFILE is two-faced");
    }

    @Test
    void read_profileWithAProgram_worksLikeCredentialsCommand() throws IOException {
        Files.writeString(home.resolve("credentials"), "[a]\nprogram = /opt/keys --role x\n");
        settings.withHome(home);
        setOnlySource("profile:a");
        VendorConfig config = readAccepted();
        setOnlySource("command");
        values.put("credentials.command", "/opt/keys --role x");

        assertThat(config.keyIdentity()).isPresent().isEqualTo(readAccepted().keyIdentity());
        assertThat(config.toString()).contains("key from a program");
    }

    @Test
    void read_profileWithARelativeProgram_isRejectedWithoutEchoingIt() throws IOException {
        Files.writeString(home.resolve("credentials"), "[a]\nprogram = bin/the-secret\n");
        settings.withHome(home);
        setOnlySource("profile:a");

        assertThat(readRejected().get("credentials"))
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
    void read_command_requiresItsKeyAndNoOther() {
        setOnlySource("command");
        assertThat(readRejected()).containsEntry("credentials.command", "is missing");
        settings.problems().clear();

        values.put("credentials.command", "bin/keys the-secret");
        assertThat(readRejected().get("credentials.command")).contains("an absolute path");
        settings.problems().clear();

        values.put("credentials.command", "/opt/keys --role 'a b'");
        VendorConfig config = readAccepted();
        assertThat(config.keyFingerprint()).isEmpty();
        assertThat(config.keyIdentity())
                .hasValueSatisfying(identity -> assertThat(identity).matches("program [0-9a-f]{12}"));

        assertThat(new AccountIdentity("a", config, Optional.empty()).group())
                .isEqualTo(new AccountIdentity("b", config, Optional.empty()).group())
                .doesNotContain("keys", "role");

        values.put("credentials.command", "/opt/keys   --role \"a b\"");
        assertThat(readAccepted().keyIdentity()).isEqualTo(config.keyIdentity());
        values.put("credentials.command", "/opt/keys --role a b");
        assertThat(readAccepted().keyIdentity()).isNotEqualTo(config.keyIdentity());

        values.put("credentials", "environment");
        assertThat(readRejected()).containsEntry("credentials.command", "has no effect without credentials = command");
    }

    @Test
    void open_providerWithoutAService_isAConfigurationError() {
        setOnlySource("provider");
        VendorConfig config = readAccepted();

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
                .hasMessage("region must be one of here, there; another region requires an endpoint;"
                        + " credentials is missing");
    }
}
