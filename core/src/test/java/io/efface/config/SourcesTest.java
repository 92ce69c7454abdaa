package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceException;
import io.efface.spi.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SourcesTest extends ConfigurationFixture {
    @Test
    void open_severalSources_laterSourcesOverrideKeyByKey() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n" + A + "region = file\n" + A + "size = 2\n");
        Properties properties = new Properties();
        properties.setProperty(A + "region", "properties");
        properties.setProperty(A + "mode", "fancy");
        Map<String, String> variables = Map.of("EFFACE_ACCOUNTS_A_REGION", "variable");

        assertThat(opened(builder().properties(file).properties(properties)).region())
                .isEqualTo("properties");
        FakeProvider.FakeConfig all =
                opened(builder().properties(file).properties(properties).configurationFromEnvironment(variables));
        assertThat(all.region()).isEqualTo("variable");
        assertThat(all.size()).isEqualTo(2);
        assertThat(all.mode()).isEqualTo("fancy");
        assertThat(opened(builder().configurationFromEnvironment(variables).properties(file))
                        .region())
                .isEqualTo("file");
        assertThat(opened(builder().properties(file).map(Map.of(A + "region", "map")))
                        .region())
                .isEqualTo("map");
    }

    @Test
    void open_overriddenValue_isNotResolved() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n" + A + "region = ${env:NOT_SET}\n");

        assertThat(opened(builder().properties(file).map(Map.of(A + "region", "map")))
                        .region())
                .isEqualTo("map");
    }

    @Test
    void open_propertiesWithDefaults_usesTheDefaults() {
        Properties defaults = new Properties();
        defaults.setProperty(A + "provider", "alpha");
        defaults.setProperty(A + "region", "default");
        Properties properties = new Properties(defaults);
        properties.setProperty(A + "size", "3");

        FakeProvider.FakeConfig config = opened(builder().properties(properties));

        assertThat(config.region()).isEqualTo("default");
        assertThat(config.size()).isEqualTo(3);
    }

    @Test
    void load_unknownProvider_readsTheFileAndNothingElse() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n");

        assertThatThrownBy(() -> FaceRepositories.load(file))
                .isInstanceOf(FaceException.class)
                .hasMessageContaining(
                        file + ":1: efface.accounts.a.provider: 'alpha' is not the name of a provider;"
                                + " ServiceLoader (META-INF/services/io.efface.spi.FaceRepositoryProvider) found these providers: none");
    }

    @Test
    void path_inAFile_isRelativeToTheFile() throws IOException {
        Path file = write(
                "a.properties", "efface.keys = ${env:WHERE}/keys\n" + A + "provider = alpha\n" + A + "region = r1\n");

        try (FaceRepositories repositories = builder()
                .properties(file)
                .environmentForReferences(Map.of("WHERE", "vault"))
                .open()) {
            assertThat(repositories.path("efface.keys"))
                    .contains(Path.of(String.valueOf(file.getParent()), "vault", "keys"));
        }
        try (FaceRepositories withoutSources = builder().open()) {
            assertThat(withoutSources.path("efface.keys")).isEmpty();
            assertThatThrownBy(() -> withoutSources.path("efface.default-account"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the keys of other modules are efface.keys, efface.ledger, efface.ledger.user,"
                            + " efface.ledger.password");
        }
    }

    @Test
    void path_ofALedger_mayBeginWithSqlite() {
        Map<String, String> map = new HashMap<>(account());
        map.put("efface.ledger", "sqlite:jobs/ledger.db");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.path("efface.ledger")).contains(Path.of("jobs/ledger.db"));
        }
    }

    @Test
    void open_valuesOfAFramework_haveTheirTypesAndPlaces() {
        Map<String, Object> values = new HashMap<>(account());
        values.put(A + "credentials.key-secret", new Secret("hush"));
        values.put(A + "size", 5);
        values.put(A + "verbose", true);
        String log = logOf(() -> assertThat(opened(builder().map(values, key -> "application.yaml:7"))
                        .size())
                .isEqualTo(5));
        assertThat(log).isEmpty();

        values.put(A + "credentials.key-secret", 123);
        values.put(A + "read-timeout", 1.5);
        values.put("other.key", List.of());
        assertThat(problems(builder().map(values, key -> key.endsWith("secret") ? "a.yaml:1" : "b.yaml:2"))
                        .detail()
                        .orElseThrow())
                .isEqualTo("2 problems:\n1. a.yaml:1: " + A
                        + "credentials.key-secret: the value is a number, and a number loses its leading zeros; write the value in quotes\n"
                        + "2. b.yaml:2: " + A + "read-timeout: the value must be a text, a boolean or a whole number");
    }

    @Test
    void readAccounts_severalSources_mergesValuesWithoutResolvingThem() {
        assertThat(builder()
                        .map(account("credentials.key-secret", "${env:NOT_SET}"))
                        .configurationFromEnvironment(Map.of("EFFACE_ACCOUNTS_A_SIZE", "7"))
                        .readAccounts())
                .isEqualTo(Map.of(
                        "a",
                        Map.of(
                                "provider",
                                "alpha",
                                "region",
                                "r1",
                                "credentials.key-secret",
                                "${env:NOT_SET}",
                                "size",
                                "7")));
        assertThat(builder().readAccounts()).isEmpty();
        assertConfiguration(
                () -> builder()
                        .map(Map.of("efface.accounts.a_b.provider", "alpha"))
                        .readAccounts(),
                "the account's name is not valid");
    }

    @Test
    void readDefaultAccount_reference_isResolved() {
        environment = Map.of("DEFAULT", "a");

        assertThat(builder()
                        .map(Map.of("efface.default-account", "${env:DEFAULT}"))
                        .readDefaultAccount())
                .contains("a");
        assertThat(builder()
                        .map(Map.of("efface.default-account", "${env:NOT_SET}"))
                        .defaultAccount("b")
                        .readDefaultAccount())
                .contains("b");
        assertThat(builder().readDefaultAccount()).isEmpty();
        assertConfiguration(
                () -> builder()
                        .map(Map.of("efface.default-account", "${env:NOT_SET}"))
                        .readDefaultAccount(),
                "the environment variable NOT_SET is not set");
    }

    @Test
    void put_accountOfABuilder_keepsThePlacesOfItsValues() {
        List<String> warnings = new ArrayList<>();
        try (FaceRepositories accounts = builder().warnings(warnings::add).open()) {
            accounts.put(
                    List.of("a"),
                    builder()
                            .map(account("region", "r"))
                            .configurationFromEnvironment(Map.of("EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET", "hush")));

            assertThat(accounts.accounts()).containsExactly("a");
            assertThat(warnings).isEmpty();
            assertConfiguration(
                    () -> accounts.put(
                            List.of("a"),
                            builder().map(account("region", "r", "sizes", "7"), key -> "service:" + key.length())),
                    "1. service:23: efface.accounts.a.sizes: unknown key");
        }
    }

    private static void assertConfiguration(ThrowingCallable call, String detail) {
        assertThatThrownBy(call).isInstanceOf(FaceException.class).hasMessageContaining(detail);
    }

    @Test
    void warnings_ofAnAccountPutAgain_arePassedOnceToTheListener() {
        List<String> warnings = new ArrayList<>();
        Map<String, String> settings =
                Map.of("provider", "alpha", "region", "r", "credentials.key-secret", "hush-hush");
        String log = logOf(() -> {
            try (FaceRepositories accounts = builder().warnings(warnings::add).open()) {
                accounts.put("a", settings);
                accounts.put("a", settings);
                assertThat(accounts.describe("a").warnings()).isEqualTo(warnings);
            }
        });

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("written literally")
                .doesNotContain("hush");
        assertThat(log).isEmpty();
    }

    @Test
    void secret_writtenLiterally_causesOneWarningThatNamesTheKey() throws IOException {
        environment = Map.of("SECRET", "hush");
        Path file = write(
                "a.properties",
                A + "provider = alpha\n" + A + "region = r\n" + A + "credentials.key-secret = hush-hush\n");

        String literal = logOf(() -> opened(builder().properties(file)));
        String reference = logOf(
                () -> opened(builder().properties(file).map(Map.of(A + "credentials.key-secret", "${env:SECRET}"))));
        String variable = logOf(() -> opened(builder()
                .properties(file)
                .configurationFromEnvironment(Map.of("EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET", "hush"))));

        assertThat(literal.lines()).hasSize(1);
        assertThat(literal)
                .contains("WARN")
                .contains("the secret efface.accounts.a.credentials.key-secret is written literally")
                .doesNotContain("hush");
        assertThat(reference).isEmpty();
        assertThat(variable).isEmpty();
    }

    static String logOf(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
