package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final String A = "efface.accounts.a.";

    @TempDir
    Path folder;

    private final FakeProvider alpha = new FakeProvider("alpha");
    private Map<String, String> environment = Map.of();

    private FaceRepositoriesBuilder builder() {
        return FaceRepositories.builder()
                .providers(List.of(alpha))
                .layers(new FakeLayers())
                .environment(environment);
    }

    private FakeProvider.FakeConfig opened(FaceRepositoriesBuilder builder) {
        builder.open().close();
        return alpha.opened.get(alpha.opened.size() - 1);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void open_severalSources_laterOnesOverrideKeyByKey() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n" + A + "region = file\n" + A + "size = 2\n");
        Properties properties = new Properties();
        properties.setProperty(A + "region", "properties");
        properties.setProperty(A + "mode", "fancy");
        Map<String, String> variables = Map.of("EFFACE_ACCOUNTS_A_REGION", "variable");

        assertThat(opened(builder().properties(file).properties(properties)).region())
                .isEqualTo("properties");
        FakeProvider.FakeConfig all =
                opened(builder().properties(file).properties(properties).environmentVariables(variables));
        assertThat(all.region()).isEqualTo("variable");
        assertThat(all.size()).isEqualTo(2);
        assertThat(all.mode()).isEqualTo("fancy");
        assertThat(opened(builder().environmentVariables(variables).properties(file))
                        .region())
                .isEqualTo("file");
        assertThat(opened(builder().properties(file).map(Map.of(A + "region", "map")))
                        .region())
                .isEqualTo("map");
    }

    @Test
    void open_overriddenValue_isNotEvenResolved() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n" + A + "region = ${env:NOT_SET}\n");

        assertThat(opened(builder().properties(file).map(Map.of(A + "region", "map")))
                        .region())
                .isEqualTo("map");
    }

    @Test
    void open_propertiesWithDefaults_countsThem() {
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
    void load_crlfBomAndUtf8_isRead() throws IOException {
        Path file = write(
                "a.properties", "\uFEFF" + A + "provider = alpha\r\n" + A + "region = \u4e0a\u6d77  \r\n# \u00e9\r\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("\u4e0a\u6d77");
    }

    @Test
    void load_unknownProvider_readsTheFileAndNothingElse() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n");

        assertThatThrownBy(() -> FaceRepositories.load(file))
                .isInstanceOf(FaceException.class)
                .hasMessageContaining(file + ":1: efface.accounts.a.provider: 'alpha' is no provider that was found;"
                        + " found by ServiceLoader (META-INF/services/io.efface.spi.FaceRepositoryProvider): none");
    }

    @Test
    void keyFolder_inAFile_isRelativeToIt() throws IOException {
        Path file = write(
                "a.properties", "efface.keys = ${env:WHERE}/keys\n" + A + "provider = alpha\n" + A + "region = r1\n");

        try (FaceRepositories repositories =
                builder().properties(file).environment(Map.of("WHERE", "vault")).open()) {
            assertThat(repositories.keyFolder()).contains(Path.of(String.valueOf(file.getParent()), "vault", "keys"));
        }
        try (FaceRepositories none = builder().open()) {
            assertThat(none.keyFolder()).isEmpty();
        }
    }

    @Test
    void variables_namesAndKeys_areToldApartByTheLongestKey() {
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
                builder().environmentVariables(variables).open()) {
            assertThat(repositories.accounts()).containsExactly("cn-main");
            assertThat(repositories.describe("cn-main").isDefault()).isTrue();
            assertThat(repositories.keyFolder()).contains(Path.of("/keys"));
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
                "EFFACE_ACCOUNTS_A_REGOIN | it ends in no known key; did you mean 'EFFACE_ACCOUNTS_A_REGION'?",
                "EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_KEYID | it ends in no known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_KEY_ID'?",
                "EFFACE_ACCOUNTS_A_WHATEVER | it ends in no known key",
                "EFFACE_ACCOUNTS_PROVIDER | there is no account name between EFFACE_ACCOUNTS_ and the key",
                "EFFACE_ACCOUNTS__PROVIDER | there is no account name between EFFACE_ACCOUNTS_ and the key",
                "EFFACE_ACCOUNT_A_PROVIDER | unknown variable; did you mean 'EFFACE_ACCOUNTS_A_PROVIDER'?",
                "EFFACE_DEFAULT_ACOUNT | unknown variable; did you mean 'EFFACE_DEFAULT_ACCOUNT'?",
                "EFFACE_DEFAULTACCOUNT | unknown variable; did you mean 'EFFACE_DEFAULT_ACCOUNT'?",
                "EFFACE_KEY | unknown variable; did you mean 'EFFACE_KEYS'?",
                "EFFACE_CONFIG_FILE | unknown variable; did you mean 'EFFACE_CONFIG'?",
                "EFFACE_CN_MAIN_REGION | unknown variable; did you mean 'EFFACE_ACCOUNTS_CN_MAIN_REGION'?",
                "EFFACE_REGION | unknown variable; did you mean 'EFFACE_ACCOUNTS_NAME_REGION'?",
                "EFFACE_WHATEVER | unknown variable; the names are EFFACE_CONFIG, EFFACE_JAVA_OPTS,"
                        + " EFFACE_CACHE, EFFACE_DEFAULT_ACCOUNT, EFFACE_KEYS and EFFACE_ACCOUNTS_NAME_KEY",
                "EFFACE_ACCOUNTS_CN-MAIN_REGION | a variable is spelt in upper case, with an underscore for each dot and"
                        + " dash: 'EFFACE_ACCOUNTS_CN_MAIN_REGION'",
                "EFFACE_default-account | a variable is spelt in upper case, with an underscore for each dot and dash:"
                        + " 'EFFACE_DEFAULT_ACCOUNT'",
                "EFFACE_ACCOUNTS_A_CREDENTIALS_KEYSECRET | it ends in no known key; did you mean"
                        + " 'EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET'?"
            })
    void variables_misspelt_areToldWithAGuess(String variable, String problem) {
        FaceException e = catchThrowableOfType(
                FaceException.class,
                () -> builder()
                        .map(Map.of(A + "provider", "alpha", A + "region", "r"))
                        .environmentVariables(Map.of(variable, "hush"))
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
                "EFFACEMENT_REGION",
                "EFFACE",
            })
    void variables_ofKubernetesOrTheCommand_areNoKeys(String variable) {
        assertThat(opened(builder()
                                .map(Map.of(A + "provider", "alpha", A + "region", "r"))
                                .environmentVariables(Map.of(variable, "tcp://10.0.0.1:80")))
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

        try (FaceRepositories accounts =
                builder().properties(file).environmentVariables(variables).open()) {
            assertThat(accounts.describe("b-1").isDefault()).isTrue();
            assertThat(accounts.describe("b-1").place()).isEqualTo("variable");
            assertThat(accounts.describe("a").place()).isEqualTo("r");
        }
        try (FaceRepositories accounts = builder()
                .properties(file)
                .environmentVariables(variables)
                .defaultAccount("a")
                .open()) {
            assertThat(accounts.describe("a").isDefault()).isTrue();
        }
    }

    @Test
    void readKeyFolder_withoutUsableAccounts_readsTheFolder() throws IOException {
        Path file = write("a.properties", "efface.keys = keys\n" + A + "region = ${env:NOT_SET}\n");

        assertThat(builder().properties(file).readKeyFolder()).contains(folder.resolve("keys"));
        assertThat(builder()
                        .properties(file)
                        .environmentVariables(Map.of("EFFACE_KEYS", "/other"))
                        .readKeyFolder())
                .contains(Path.of("/other"));
        assertThat(builder().readKeyFolder()).isEmpty();
        assertThatThrownBy(() -> builder()
                        .environmentVariables(Map.of("EFFACE_KEYES", "/other"))
                        .readKeyFolder())
                .hasMessageContaining("did you mean 'EFFACE_KEYS'?");
    }

    @Test
    void variables_badAccountName_isToldWithTheVariable() {
        assertThat(catchThrowableOfType(
                                FaceException.class,
                                () -> builder()
                                        .environmentVariables(Map.of("EFFACE_ACCOUNTS__A_PROVIDER", "alpha"))
                                        .open())
                        .detail()
                        .orElseThrow())
                .startsWith("1 problem:\n1. environment variable EFFACE_ACCOUNTS__A_PROVIDER:"
                        + " efface.accounts.-a.provider: this is no account name");
    }

    @Test
    void reference_environment_isReplacedAnywhereInAValue() {
        environment = Map.of("CITY", "shanghai", "FAKE_REGION", "ambient");

        FakeProvider.FakeConfig config =
                opened(builder().map(Map.of(A + "provider", "alpha", A + "region", "cn-${env:CITY}-$${x}")));

        assertThat(config.region()).isEqualTo("cn-shanghai-${x}");
        assertThat(config.environment()).contains("ambient");
    }

    @Test
    void reference_file_isRelativeToTheFileItStandsIn() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        write("secrets/key", "\uFEFFhush\r\n\n");
        Path file = write(
                "a.properties",
                A + "provider = alpha\n" + A + "region = r\n" + A + "credentials.key-secret = ${file:secrets/key}\n" + A
                        + "trust-store = secrets/key\n");

        FakeProvider.FakeConfig config = opened(builder().properties(file));

        assertThat(config.secret().orElseThrow().reveal()).isEqualTo("hush");
        assertThat(config.store()).contains(folder.resolve("secrets/key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${env:NOT_SET} | the environment variable NOT_SET is not set",
                "${env:BLANK} | the environment variable BLANK is empty",
                "${env:} | ${env:...} does not hold the name of an environment variable",
                "${env:a b} | ${env:...} does not hold the name of an environment variable",
                "${file:} | ${file:...} does not hold a path",
                "${file:/no/such} | /no/such: the file does not exist",
                "${file:/} | /: this is a folder, not a file",
                "${file:/dev/zero} | /dev/zero: the file is larger than 64 KiB",
                "${file:/dev/null} | /dev/null: the file is empty",
                "${env:X | a reference has no closing brace; a reference is ${env:NAME} or ${file:PATH}; write $${ for a"
                        + " literal ${",
                "${x y} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${",
                "${X} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean ${env:X}?",
                "${env.X} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean"
                        + " ${env:X}?",
                "${X:-hush} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean"
                        + " ${env:X}? A reference has no default: set the variable",
                "${env:X:-hush} | ${env:...} does not hold the name of an environment variable; did you mean ${env:X}? A"
                        + " reference has no default: set the variable",
                "$CN_KEY | no shell reads this value; did you mean ${env:CN_KEY}? A text that looks like this can stand in"
                        + " a file, as ${file:PATH}",
                "%CN_KEY% | no shell reads this value; did you mean ${env:CN_KEY}? A text that looks like this can stand"
                        + " in a file, as ${file:PATH}",
                "hush${sys:user} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${"
            })
    void reference_wrong_isToldWithoutTheValue(String value, String problem) {
        environment = Map.of("BLANK", " ", "NUL", "x");
        FaceException e = catchThrowableOfType(
                FaceException.class,
                () -> builder()
                        .map(Map.of(A + "provider", "alpha", A + "region", "r", A + "credentials.key-secret", value))
                        .open());

        assertThat(e.detail()).contains("1 problem:\n1. map: " + A + "credentials.key-secret: " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "credentials.key-secret, SECRET, name of an environment variable; write ${env:NAME}",
        "credentials.key-secret, CN_MAIN_KEY, name of an environment variable; write ${env:NAME}",
        "credentials.key-id, CN_MAIN_KEY, name of an environment variable; write ${env:NAME}",
        "credentials.key-secret, secrets/key, path of a file; write ${file:PATH}",
    })
    void credential_leftOverFromAnotherResolver_isExplained(String key, String value, String problem)
            throws IOException {
        environment = Map.of("SECRET", "hush");
        Files.createDirectories(folder.resolve("secrets"));
        write("secrets/key", "hush");
        Path file =
                write("a.properties", A + "provider = alpha\n" + A + "region = r\n" + A + key + " = " + value + "\n");

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(A + key + ": the value is the ")
                .hasMessageContaining(problem)
                .hasMessageContaining("such as Spring's")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining(value);
    }

    @Test
    void credential_inCapitalsThatIsNoName_isTaken() {
        environment = Map.of("SECRET", "hush");

        assertThat(opened(builder()
                                .map(Map.of(
                                        A + "provider", "alpha",
                                        A + "region", "SECRET",
                                        A + "credentials.key-id", "AKID0EXAMPLE",
                                        A + "credentials.key-secret", "${env:SECRET}")))
                        .keyId())
                .contains("AKID0EXAMPLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yml | efface:\\n  accounts:\\n    a:\\n      provider: alpha | YAML",
                "a.properties | efface:\\n  accounts:\\n    a:\\n      provider: alpha | YAML",
                "a.properties | ---\\nefface.accounts.a:\\n  provider: alpha | YAML",
                "a.yaml | accounts: {} | YAML",
                "a.properties | {\"efface\": {}} | JSON",
            })
    void properties_inAnotherFormat_areExplained(String name, String text, String format) throws IOException {
        Path file = write(name, text.replace("\\n", "\n"));

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(
                        "1 problem:\n1. " + file + ": this is " + format + ", not a properties file; write one"
                                + " key = value a line, such as efface.accounts.NAME.provider = PROVIDER");
    }

    @Test
    void properties_withColonsAndAYamlName_areRead() throws IOException {
        Path file = write("a.yml", A + "provider: alpha\n" + A + "region: r\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\certs\\store.p12", "C:\\temp\\new.p12", "certs\\store.p12", "\\\\server\\share"})
    void properties_pathWithSingleBackslashes_saysHowToWriteIt(String path) throws IOException {
        Path file = write(
                "a.properties", A + "provider = alpha\n" + A + "region = r\n" + A + "trust-store = " + path + "\n");

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(file + ":3: " + A + "trust-store: a single backslash begins an escape")
                .hasMessageContaining("C:/certs/store.p12");
    }

    @Test
    void properties_escapesOfTheFormat_areTaken() throws IOException {
        Path file = write(
                "a.properties",
                A + "provider = alpha\n" + A
                        + "region = C:\\\\certs\\\\x \\u0041 \\= \\: \\\"q\\\"\nother.path = C:\\certs\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("C:\\certs\\x A = : \"q\"");
    }

    @Test
    void properties_booleanOfAFramework_isRead() {
        Properties properties = new Properties();
        properties.setProperty(A + "provider", "alpha");
        properties.setProperty(A + "region", "r");
        properties.put(A + "verbose", true);

        assertThat(opened(builder().properties(properties)).verbose()).isTrue();
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
    void secret_writtenLiterally_isWarnedAboutOnceByKey() throws IOException {
        environment = Map.of("SECRET", "hush");
        Path file = write(
                "a.properties",
                A + "provider = alpha\n" + A + "region = r\n" + A + "credentials.key-secret = hush-hush\n");

        String literal = logOf(() -> opened(builder().properties(file)));
        String reference = logOf(
                () -> opened(builder().properties(file).map(Map.of(A + "credentials.key-secret", "${env:SECRET}"))));
        String variable = logOf(() -> opened(builder()
                .properties(file)
                .environmentVariables(Map.of("EFFACE_ACCOUNTS_A_CREDENTIALS_KEY_SECRET", "hush"))));

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
