package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSourceTest extends ConfigurationFixture {
    @Test
    void variables_accountNameAndKey_areSeparatedByTheLongestKnownKey() {
        Map<String, String> variables = new HashMap<>();
        variables.put("EFFACE_ACCOUNTS_CN_MAIN_PROVIDER", "alpha");
        variables.put("EFFACE_ACCOUNTS_CN_MAIN_REGION", "r1");
        variables.put("EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_KEY_ID", "AK");
        variables.put("EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_KEY_SECRET", "hush");
        variables.put("EFFACE_ACCOUNTS_CN_MAIN_READ_TIMEOUT", "7s");
        variables.put("EFFACE_ACCOUNTS_CN_MAIN_ENDPOINT", "  ");
        variables.put("EFFACE_DEFAULT_ACCOUNT", "cn-main");
        variables.put("EFFACE_KEYS", "/keys");
        variables.put("EFFACE_SERVICE_HOST", "10.0.0.1");
        variables.put("EFFACE_PORT_8080_TCP_ADDR", "10.0.0.1");
        variables.put("PATH", "/bin");

        try (FaceRepositories repositories =
                builder().configurationFromEnvironment(variables).open()) {
            assertThat(repositories.accounts()).containsExactly("cn-main");
            assertThat(repositories.describe("cn-main").isDefault()).isTrue();
            assertThat(repositories.path("efface.keys")).contains(Path.of("/keys"));
        }
        FakeProvider.FakeConfig config = alpha.opened.get(0);
        assertThat(config.keyId()).contains("AK");
        assertThat(config.secret().orElseThrow().reveal()).isEqualTo("hush");
        assertThat(config.timeout()).hasSeconds(7);
        assertThat(config.endpoint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EFFACE_ACCOUNTS_A_REGOIN | the variable does not end in a known key; did you mean 'EFFACE_ACCOUNTS_A_REGION'?",
                "EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_KEYID | the variable does not end in a known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_KEY_ID'?",
                "EFFACE_ACCOUNTS_A_CREDENTIALS_KEY | the variable does not end in a known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_ID' or 'EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET'?",
                "EFFACE_ACCOUNTS_B_PROXY_PORT | the variable does not end in a known key",
                "EFFACE_ACCOUNTS_PORT | the variable does not end in a known key",
                "EFFACE_ACCOUNTS_A_CREDENTIALS_SECRET | the variable does not end in a known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET'?",
                "EFFACE_ACCOUNTS_A_WHATEVER | the variable does not end in a known key",
                "EFFACE_ACCOUNTS_PROVIDER | the account's name is missing between EFFACE_ACCOUNTS_ and the key",
                "EFFACE_ACCOUNTS__PROVIDER | the account's name is missing between EFFACE_ACCOUNTS_ and the key",
                "EFFACE_ACCOUNT_A_PROVIDER | unknown variable; did you mean 'EFFACE_ACCOUNTS_A_PROVIDER'?",
                "EFFACE_DEFAULT_ACOUNT | unknown variable; did you mean 'EFFACE_DEFAULT_ACCOUNT'?",
                "EFFACE_DEFAULTACCOUNT | unknown variable; did you mean 'EFFACE_DEFAULT_ACCOUNT'?",
                "EFFACE_KEY | unknown variable; did you mean 'EFFACE_KEYS'?",
                "EFFACE_CONFIG_FILE | unknown variable; did you mean 'EFFACE_CONFIG'?",
                "EFFACE_CN_MAIN_REGION | unknown variable; did you mean 'EFFACE_ACCOUNTS_CN_MAIN_REGION'?",
                "EFFACE_XYZ | unknown variable; the names are EFFACE_CONFIG, EFFACE_JAVA_OPTS,"
                        + " EFFACE_CACHE, EFFACE_DEFAULT_ACCOUNT, EFFACE_KEYS, EFFACE_LEDGER, EFFACE_LEDGER_USER, EFFACE_LEDGER_PASSWORD and EFFACE_ACCOUNTS_NAME_KEY",
                "EFFACE_ACCOUNTS_A_KEY_SECRET | the variable does not end in a known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET'?",
                "EFFACE_REGION | unknown variable; did you mean 'EFFACE_ACCOUNTS_NAME_REGION'?",
                "EFFACE_WHATEVER | unknown variable; the names are EFFACE_CONFIG, EFFACE_JAVA_OPTS,"
                        + " EFFACE_CACHE, EFFACE_DEFAULT_ACCOUNT, EFFACE_KEYS, EFFACE_LEDGER, EFFACE_LEDGER_USER, EFFACE_LEDGER_PASSWORD and EFFACE_ACCOUNTS_NAME_KEY",
                "EFFACE_ACCOUNTS_CN-MAIN_REGION | a variable is spelt in upper case, with an underscore for each dot and"
                        + " dash: 'EFFACE_ACCOUNTS_CN_MAIN_REGION'",
                "EFFACE_default-account | a variable is spelt in upper case, with an underscore for each dot and dash:"
                        + " 'EFFACE_DEFAULT_ACCOUNT'",
                "efface_default_account | a variable is spelt in upper case, with an underscore for each dot and dash:"
                        + " 'EFFACE_DEFAULT_ACCOUNT'",
                "Efface_Accounts_A_Region | a variable is spelt in upper case, with an underscore for each dot and dash:"
                        + " 'EFFACE_ACCOUNTS_A_REGION'",
                "efface_config | a variable is spelt in upper case, with an underscore for each dot and dash:"
                        + " 'EFFACE_CONFIG'",
                "EFFACE_ACCOUNTS_A_CREDENTIALS_KEYSECRET | the variable does not end in a known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET'?"
            })
    void variables_misspelt_areReportedWithASuggestion(String variable, String problem) {
        FaceException e = catchThrowableOfType(
                FaceException.class,
                () -> builder()
                        .map(Map.of(A + "provider", "alpha", A + "region", "r"))
                        .configurationFromEnvironment(Map.of(variable, "hush"))
                        .open());

        assertThat(e.detail()).contains("1 problem:\n1. environment variable " + variable + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EFFACE_CONFIG",
                "EFFACE_JAVA_OPTS",
                "EFFACE_CACHE",
                "EFFACE_SERVICE_HOST",
                "EFFACE_SERVICE_PORT",
                "EFFACE_SERVICE_PORT_HTTPS_2",
                "EFFACE_PORT",
                "EFFACE_PORT_8080_TCP",
                "EFFACE_PORT_8080_TCP_PROTO",
                "EFFACE_PORT_8080_TCP_PORT",
                "EFFACE_PORT_8080_TCP_ADDR",
                "EFFACE_PORT_53_UDP_ADDR",
                "EFFACE_WORKER_SERVICE_HOST",
                "EFFACE_WORKER_PORT_8080_TCP_ADDR",
                "EFFACE_ACCOUNTS_SERVICE_PORT",
                "EFFACE_ACCOUNTS_PORT",
                "EFFACE_ACCOUNTS_API_PORT",
                "EFFACEMENT_REGION",
                "efface_dir",
                "EFFACE",
            })
    void variables_ofKubernetesOrTheCommand_areIgnored(String variable) {
        assertThat(opened(builder()
                                .map(Map.of(A + "provider", "alpha", A + "region", "r"))
                                .configurationFromEnvironment(Map.of(variable, "tcp://10.0.0.1:80")))
                        .region())
                .isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EFFACE_ACCOUNTS_API_SERVICE_PORT", "EFFACE_ACCOUNTS_API_PORT_8080_TCP_PORT"})
    void variables_ofKubernetesThatContainAPort_areIgnored(String variable) {
        assertThat(opened(builder()
                                .map(Map.of(A + "provider", "alpha", A + "region", "r"))
                                .configurationFromEnvironment(Map.of(variable, "8080")))
                        .region())
                .isEqualTo("r");
    }

    @Test
    void variables_ofOneAccount_overrideTheFileAndTheDefaultAccount() throws IOException {
        Path file = write(
                "a.properties",
                "efface.default-account = a\n" + A + "provider = alpha\n" + A + "region = r\n"
                        + "efface.accounts.b-1.provider = alpha\nefface.accounts.b-1.region = r\n");
        Map<String, String> variables =
                Map.of("EFFACE_DEFAULT_ACCOUNT", "b-1", "EFFACE_ACCOUNTS_B_1_REGION", "variable");

        try (FaceRepositories accounts = builder()
                .properties(file)
                .configurationFromEnvironment(variables)
                .open()) {
            assertThat(accounts.describe("b-1").isDefault()).isTrue();
            assertThat(accounts.describe("b-1").place()).isEqualTo("variable");
            assertThat(accounts.describe("a").place()).isEqualTo("r");
        }
        try (FaceRepositories accounts = builder()
                .properties(file)
                .configurationFromEnvironment(variables)
                .defaultAccount("a")
                .open()) {
            assertThat(accounts.describe("a").isDefault()).isTrue();
        }
    }

    @Test
    void readPath_withoutUsableAccounts_readsTheFolder() throws IOException {
        Path file = write("a.properties", "efface.keys = keys\n" + A + "region = ${env:NOT_SET}\n");

        assertThat(builder().properties(file).readPath("efface.keys")).contains(folder.resolve("keys"));
        assertThat(builder()
                        .properties(file)
                        .configurationFromEnvironment(Map.of("EFFACE_KEYS", "/other"))
                        .readPath("efface.keys"))
                .contains(Path.of("/other"));
        assertThat(builder().readPath("efface.keys")).isEmpty();
        assertThatThrownBy(() -> builder()
                        .configurationFromEnvironment(Map.of("EFFACE_KEYES", "/other"))
                        .readPath("efface.keys"))
                .hasMessageContaining("did you mean 'EFFACE_KEYS'?");
    }

    @Test
    void variables_badAccountName_isReportedWithTheVariable() {
        assertThat(catchThrowableOfType(
                                FaceException.class,
                                () -> builder()
                                        .configurationFromEnvironment(Map.of("EFFACE_ACCOUNTS__A_PROVIDER", "alpha"))
                                        .open())
                        .detail()
                        .orElseThrow())
                .startsWith("1 problem:\n1. environment variable EFFACE_ACCOUNTS__A_PROVIDER:"
                        + " efface.accounts.-a.provider: the account's name is not valid");
    }
}
