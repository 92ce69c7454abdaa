package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the credentials settings of an account: they name exactly one source, and no other source is used. */
class AliyunCredentialsSettingsTest extends AliyunSettingsFixture {
    @Test
    void open_noCredentials_isRejectedWithThePossibleSources() {
        withoutKeys();

        assertThat(problems()).contains(ACCOUNT + "credentials", "missing", "environment", "profile:NAME", "provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials.access-key-id", "credentials.access-key-secret"})
    void open_halfAKey_isRejected(String missing) {
        without(missing);
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "other");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "other");

        assertThat(problems()).contains(ACCOUNT + missing, "is missing");
    }

    @Test
    void open_tokenAlone_isRejected() {
        withoutKeys();
        keys.put("credentials.security-token", "token");

        assertThat(problems())
                .contains(ACCOUNT + "credentials.access-key-id", "is missing")
                .doesNotContain("= token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "provider", "profile:default"})
    void open_keysAndAnotherSource_isAmbiguous(String source) {
        keys.put("credentials", source);
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "other");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "other");

        assertThat(problems()).contains(ACCOUNT + "credentials", "ambiguous", "credentials.access-key-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enviroment", "profile", "profile:", "Static", "default"})
    void open_unknownSource_isRejected(String source) {
        withoutKeys();
        keys.put("credentials", source);

        assertThat(problems()).contains(ACCOUNT + "credentials");
    }

    @Test
    void open_secretWithASpace_isRejectedWithoutShowingIt() {
        keys.put("credentials.access-key-secret", "hunter2 and more");

        assertThat(problems())
                .contains(ACCOUNT + "credentials.access-key-secret")
                .doesNotContain("hunter2");
    }

    @Test
    void open_environment_usesTheVendorsVariables() {
        withoutKeys();
        keys.put("credentials", "environment");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "testAccessKeyId");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
        environment.put("ALIBABA_CLOUD_SECURITY_TOKEN", "t");

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").keyFingerprint()).contains(FINGERPRINT);
        }
    }

    @Test
    void open_temporaryIdWithoutAToken_isRejectedFromEverySource() {
        keys.put("credentials.access-key-id", "STS.one");
        assertThat(problems()).contains(ACCOUNT + "credentials.security-token: the security token is missing", "STS.");

        keys.put("credentials.security-token", "t");
        open().close();

        withoutKeys();
        without("credentials.security-token");
        keys.put("credentials", "environment");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.one");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
        assertThat(problems()).contains("ALIBABA_CLOUD_SECURITY_TOKEN is not set", "STS.");

        assertThatThrownBy(() -> AliyunCredentials.of("STS.one", "hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void open_command_requiresItsKeyAndNoOther() {
        keys.put("credentials", "command");
        keys.put("credentials.command", "/opt/keys --role 'a b'");
        assertThat(problems()).contains("ambiguous");

        withoutKeys();
        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").keyFingerprint()).isEmpty();
        }

        keys.put("credentials.command", "bin/keys hunter2");
        assertThat(problems())
                .contains(ACCOUNT + "credentials.command", "an absolute path")
                .doesNotContain("hunter2");
        keys.put("credentials.command", "/opt/keys 'hunter2");
        assertThat(problems())
                .contains(ACCOUNT + "credentials.command", "lacks a closing quote")
                .doesNotContain("hunter2");
        keys.remove("credentials.command");
        assertThat(problems()).contains(ACCOUNT + "credentials.command: is missing");
        keys.put("credentials", "environment");
        keys.put("credentials.command", "/opt/keys");
        assertThat(problems()).contains("has no effect without credentials = command");
    }

    @Test
    void open_environmentWithoutVariables_namesThem() {
        withoutKeys();
        keys.put("credentials", "environment");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "testAccessKeyId");

        assertThat(problems()).contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set");
    }

    @Test
    void open_providerWithoutAService_isRejected() {
        withoutKeys();
        keys.put("credentials", "provider");

        assertThat(problems()).contains("AliyunCredentialsProvider");
    }
}
