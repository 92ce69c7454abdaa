package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.spi.AccountSettings;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationProblemsTest {
    private static final String A = "efface.accounts.a.";

    @TempDir
    Path folder;

    private final FakeProvider alpha = new FakeProvider("alpha");
    private final FakeProvider beta = new FakeProvider("beta");

    private FaceRepositoriesBuilder builder() {
        return FaceRepositories.builder()
                .providers(List.of(alpha, beta))
                .layers(new FakeLayers())
                .environment(Map.of());
    }

    private static Map<String, String> account(String... keysAndValues) {
        Map<String, String> map = new HashMap<>(Map.of(A + "provider", "alpha", A + "region", "r1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(A + keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void open_manyProblemsInAFile_areToldAtOnceWithTheirLines() throws IOException {
        Path file = folder.resolve("efface.properties");
        Files.writeString(file, """
                # accounts
                efface.accounts.a.provider = alpha
                efface.accounts.a.regoin = r1
                efface.accounts.a.credentials.key-secret = ${env:MISSING}
                efface.accounts.b.provider = beta
                efface.accounts.b.region \\
                    = r2
                efface.accounts.b.size = 11
                efface.accounts.b.region = r3
                efface.accounts.C.provider = alpha
                efface.accounts.d = alpha
                efface.default-acount = b
                efface.account.e.provider = alpha
                unrelated.key = 1
                """);

        FaceException e = problems(builder().properties(file));

        String f = file + ":";
        assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(e.operation()).isEqualTo(Operation.OPEN);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e)
                .hasMessage("open: CONFIGURATION: 9 problems:\n"
                        + "1. " + f + "9: efface.accounts.b.region: the key is given twice, first in line 6\n"
                        + "2. " + f + "13: efface.account.e.provider: unknown key;"
                        + " did you mean 'efface.accounts.e.provider'?\n"
                        + "3. " + f + "10: efface.accounts.C.provider: this is no account name:"
                        + " a name has 1 to 63 lower-case letters, digits and inner dashes\n"
                        + "4. " + f + "11: efface.accounts.d: no key follows the account's name,"
                        + " such as efface.accounts.d.provider\n"
                        + "5. " + f + "12: efface.default-acount: unknown key;"
                        + " did you mean 'efface.default-account'?\n"
                        + "6. " + f + "3: efface.accounts.a.regoin: unknown key of provider alpha;"
                        + " did you mean 'region'?\n"
                        + "7. " + f + "2: efface.accounts.a.region: is missing: where the account is\n"
                        + "8. " + f + "4: efface.accounts.a.credentials.key-secret:"
                        + " the environment variable MISSING is not set\n"
                        + "9. " + f + "8: efface.accounts.b.size: must be a whole number from 1 to 10");
        assertThat(alpha.opened).isEmpty();
        assertThat(beta.opened).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read-timeout | 5 | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 5 s | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 1.5s | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | -5s | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 5S | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 1d | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 99999999999999h | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 0ms | must be from 1ms to 10m",
                "read-timeout | 601s | must be from 1ms to 10m",
                "size | ten | must be a whole number from 1 to 10",
                "size | 1.0 | must be a whole number from 1 to 10",
                "size | +1 | must be a whole number from 1 to 10",
                "size | 0 | must be a whole number from 1 to 10",
                "size | 99999999999999999999 | must be a whole number from 1 to 10",
                "verbose | yes | must be one of false, true",
                "verbose | TRUE | must be one of false, true; did you mean 'true'?",
                "mode | fanzy | must be one of fancy, plain; did you mean 'fancy'?",
                "mode | AKIDsecretInTheWrongPlace | must be one of fancy, plain",
                "endpoint | host | must be a whole URL that begins with https://",
                "endpoint | ftp://host | must be a whole URL that begins with https://",
                "endpoint | https:host | names no host; a URL looks like https://host or https://host:8443",
                "endpoint | https://a b | is not a URL such as https://host or https://host:8443",
                "endpoint | https://me:pw@host | must not hold a user or password",
                "endpoint | https://host/?a=b | must not hold a query or a fragment",
                "endpoint | https://host/#x | must not hold a query or a fragment",
                "endpoint | https://host:0 | the port must be from 1 to 65535",
                "endpoint | https://host:65536 | the port must be from 1 to 65535",
                "endpoint | http://example.com | plain http is allowed to this machine only (localhost, 127.0.0.1, [::1]);"
                        + " use https://",
                "endpoint | http://localhost.example.com | plain http is allowed to this machine only (localhost,"
                        + " 127.0.0.1, [::1]); use https://",
                "endpoint | http://127.0.0.1.example.com | plain http is allowed to this machine only (localhost,"
                        + " 127.0.0.1, [::1]); use https://",
                "endpoint | http://128.0.0.1 | plain http is allowed to this machine only (localhost, 127.0.0.1,"
                        + " [::1]); use https://",
                "trust-store | /no/such/file | /no/such/file does not exist",
                "trust-store | / | / is a folder, not a file",
                "region | '  ' | the value is blank; remove the key or give a value",
                "same-as | b | 'b' is no account here",
                "same-as | LTAI5tQnKxFqLkm8vT | is no account here",
                "same-as | 4f0c8b27d6e15a93c2f7 | '4f0c8b27d6e15a93c2f7' is no account here",
                "same-as | 4f0c8b27d6e15a93c2f70 | is no account here",
                "policies | non | must be one of none, standard; did you mean 'none'?",
                "accessKeyId | x | unknown key of provider alpha",
                "key-id | x | unknown key of provider alpha; did you mean 'credentials.key-id'?",
                "credentials.keyId | x | unknown key of provider alpha; did you mean 'credentials.key-id'?",
                "ReadTimeout | 5s | unknown key of provider alpha; did you mean 'read-timeout'?"
            })
    void open_wrongValue_isToldWithoutTheValue(String key, String value, String problem) {
        FaceException e = problems(builder().map(account(key, value)));

        assertThat(e.detail()).contains("1 problem:\n1. map: " + A + key + ": " + problem);
        assertThat(e.getMessage()).doesNotContain("AKIDsecret").doesNotContain("me:pw");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "2m, 120000", "1ms, 1"})
    void open_duration_isRead(String text, long millis) {
        builder().map(account("read-timeout", text)).open().close();

        assertThat(alpha.opened.get(0).timeout().toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://127.0.0.1:1",
        "http://127.255.3.4",
        "http://[::1]:65535",
        "https://host/path",
        "HTTPS://host:8443"
    })
    void open_goodUrl_isRead(String url) {
        builder().map(account("endpoint", url)).open().close();

        assertThat(alpha.opened.get(0).endpoint().orElseThrow()).hasToString(url);
    }

    @Test
    void open_secretValue_isNeverShown() {
        Map<String, String> map = account("credentials.key-secret", " hush-hush ", "mode", "x");
        map.put(A + "credentials.key-secrt", "hush-two");

        FaceException e = problems(builder().map(map));

        assertThat(e.detail().orElseThrow())
                .contains(A + "credentials.key-secret: the secret begins or ends with white space")
                .contains(A + "credentials.key-secrt: unknown key of provider alpha; did you mean"
                        + " 'credentials.key-secret'?")
                .doesNotContain("hush");
    }

    @Test
    void open_controlCharacterInAValue_isRefused() {
        assertProblem(
                builder().map(account("region", "r1\nx")),
                "map: " + A + "region: the value holds a control character, such as a line break");
    }

    @Test
    void open_providerDoesNotLink_isAProblemOfTheAccount() {
        FakeProvider gamma = new FakeProvider("gamma") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                throw new NoClassDefFoundError("tell-nobody");
            }
        };

        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of(gamma))
                                .layers(new FakeLayers())
                                .map(account("provider", "gamma")))
                        .detail()
                        .orElseThrow())
                .contains(A + "provider: a library on the class path is missing or does not fit:"
                        + " java.lang.NoClassDefFoundError at ")
                .doesNotContain("tell-nobody");
    }

    @Test
    void open_keyOfAnotherProvider_isToldWhose() {
        FakeProvider gamma = new FakeProvider("gamma") {
            @Override
            public List<Setting> settings() {
                return List.of(Setting.of("region", "where", null), Setting.of("language", "of messages", "en"));
            }
        };
        assertProblem(
                FaceRepositories.builder()
                        .providers(List.of(alpha, gamma))
                        .layers(new FakeLayers())
                        .map(account("language", "en")),
                "map: " + A + "language: unknown key of provider alpha; it belongs to the provider gamma");
    }

    @Test
    void open_providerMissing_listsWhatWasFound() {
        Map<String, String> map = account();
        map.remove(A + "provider");

        assertThat(problems(builder().map(map)).detail().orElseThrow())
                .startsWith("1 problem:\n1. map: " + A + "provider: is missing; given to the builder: alpha ("
                        + FakeProvider.class.getName() + " in file:")
                .contains(", beta (");
    }

    @Test
    void open_providerUnknown_suggestsAndListsWhatWasFound() {
        assertThat(problems(builder().map(account("provider", "alhpa")))
                        .detail()
                        .orElseThrow())
                .startsWith("1 problem:\n1. map: " + A + "provider: 'alhpa' is no provider that was found; did you mean"
                        + " 'alpha'?; given to the builder: alpha (");
        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of())
                                .layers(new FakeLayers())
                                .map(account()))
                        .detail()
                        .orElseThrow())
                .contains("'alpha' is no provider that was found; given to the builder: none");
    }

    @Test
    void open_twoProvidersOfOneName_listsClassesJarsAndWaysOut() {
        FakeProvider other = new FakeProvider("alpha") {};

        String detail = problems(FaceRepositories.builder()
                        .providers(List.of(alpha, other))
                        .layers(new FakeLayers())
                        .map(account()))
                .detail()
                .orElseThrow();

        assertThat(detail)
                .contains("more than one provider has the name 'alpha': " + FakeProvider.class.getName() + " in file:")
                .contains(" and " + other.getClass().getName() + " in file:")
                .contains("keep one of these jars, or hand the providers to FaceRepositories.builder().providers(...)");
    }

    @Test
    void open_memory_needsLeave() {
        FakeProvider memory = new FakeProvider("memory");
        FaceRepositoriesBuilder builder =
                FaceRepositories.builder().providers(List.of(memory)).layers(new FakeLayers());

        assertProblem(
                builder.map(account("provider", "memory")),
                "map: " + A
                        + "provider: memory keeps people in this process and deletes nowhere else; if that is meant,"
                        + " set " + A + "allow-memory = true");

        builder.map(account("provider", "memory", "allow-memory", "true"))
                .open()
                .close();
        assertThat(memory.opened).hasSize(1);
    }

    @Test
    void open_accountsThatAreOne_needSameAs() {
        Map<String, String> map = account("credentials.key-id", "AK");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.credentials.key-id", "AK");

        assertProblem(
                builder().map(map),
                "map: efface.accounts.b: has the same provider, key and place as 'a'; if that is meant, set"
                        + " efface.accounts.b.same-as = a");

        map.put("efface.accounts.b.same-as", "a");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.describe("b").sameAs()).contains("a");
        }

        map.put("efface.accounts.c.provider", "alpha");
        map.put("efface.accounts.c.region", "r1");
        map.put("efface.accounts.c.credentials.key-id", "AK");
        map.put("efface.accounts.c.same-as", "b");
        builder().map(map).open().close();
    }

    @Test
    void open_sameAsSomethingElse_isRefused() {
        Map<String, String> map = account("credentials.key-id", "AK", "same-as", "b");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r2");
        map.put("efface.accounts.b.credentials.key-id", "AK");
        String different = "' has another provider, key or place, so it is not the same account";

        assertProblem(builder().map(map), "map: " + A + "same-as: 'b" + different);
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.credentials.key-id", "BK");
        assertProblem(builder().map(map), "map: " + A + "same-as: 'b" + different);
        map.put("efface.accounts.b.credentials.key-id", "AK");
        map.put("efface.accounts.b.provider", "beta");
        assertProblem(builder().map(map), "map: " + A + "same-as: 'b" + different);
        map.put("efface.accounts.b.provider", "alpha");
        builder().map(map).open().close();
    }

    @Test
    void open_sameAsInACircle_isRefused() {
        Map<String, String> map = account("credentials.key-id", "AK", "same-as", "b");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.credentials.key-id", "AK");
        map.put("efface.accounts.b.same-as", "a");

        assertThat(problems(builder().map(map)).detail().orElseThrow())
                .isEqualTo("2 problems:\n1. map: " + A
                        + "same-as: the accounts name each other in a circle; one of them must stand for itself\n"
                        + "2. map: efface.accounts.b.same-as: the accounts name each other in a circle; one of them must"
                        + " stand for itself");
        assertThat(problems(builder().map(account("same-as", "a"))).detail().orElseThrow())
                .contains("in a circle");
    }

    @Test
    void open_layersMissing_saysWhichArtifactToAdd() {
        ClassLoader nothing = new ClassLoader(null) {};
        FaceRepositoriesBuilder builder =
                FaceRepositories.builder().providers(List.of(alpha)).classLoader(nothing);

        assertProblem(
                builder.map(account()),
                "map: " + A
                        + "policies: no layers were found; add the artifact io.efface:efface-policy, or set policies ="
                        + " none to open the primitive repository");

        builder.map(account("policies", "none")).open().close();
        assertThat(alpha.opened).hasSize(1);
    }

    @Test
    void open_layersMissing_doesNotBlameTheirKeysBlindly() {
        ClassLoader nothing = new ClassLoader(null) {};

        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of(alpha))
                                .classLoader(nothing)
                                .map(account("deadline", "5s")))
                        .detail()
                        .orElseThrow())
                .contains(A + "deadline: unknown key of provider alpha (no layers were found, so their keys are unknown"
                        + " too)");
    }

    @Test
    void open_policiesNone_refusesLayerKeys() {
        assertProblem(
                builder().map(account("policies", "none", "deadline", "5s")),
                "map: " + A + "deadline: would have no effect with policies = none; remove one of the two");
    }

    @Test
    void open_defaultAccountUnknown_isRefused() {
        Map<String, String> map = account();
        map.put("efface.default-account", "aa");

        assertProblem(builder().map(map), "map: efface.default-account: 'aa' is no account here; the accounts are a");
        assertProblem(
                builder().map(account()).defaultAccount("zz"),
                "builder: efface.default-account: 'zz' is no account here; the accounts are a");
        map.put("efface.default-account", "${env:NOPE}");
        assertProblem(builder().map(map), "map: efface.default-account: the environment variable NOPE is not set");
    }

    @Test
    void open_keyFolderWithoutAPath_isRefused() {
        Map<String, String> map = account();
        map.put("efface.keys", " ");

        assertProblem(builder().map(map), "map: efface.keys: must be the path of a folder");
        map.put("efface.keys", "${env:NOPE}");
        assertProblem(builder().map(map), "map: efface.keys: the environment variable NOPE is not set");
        map.put("efface.keys", "a\0b");
        assertProblem(builder().map(map), "map: efface.keys: is no path on this system");
        map.remove("efface.keys");
        map.put("efface.key", "a");
        assertProblem(builder().map(map), "map: efface.key: unknown key; did you mean 'efface.keys'?");
    }

    @Test
    void open_noAccountInAnySource_isRefused() {
        Properties properties = new Properties();
        properties.setProperty("other", "1");

        assertProblem(
                builder().map(Map.of()).properties(properties),
                "map, properties: no account is configured; an account begins with a key such as"
                        + " efface.accounts.NAME.provider");
    }

    @Test
    void open_rootMisspelt_isNotOverlooked() {
        Map<String, String> map = account();
        map.put("eface.accounts.b.provider", "alpha");
        map.put("Efface.default-account", "a");
        map.put("surface.accounts.b", "someone else's");

        assertThat(problems(builder().map(map)).detail().orElseThrow()).isEqualTo("""
                        2 problems:
                        1. map: Efface.default-account: unknown key; did you mean 'efface.default-account'?
                        2. map: eface.accounts.b.provider: unknown key; did you mean 'efface.accounts.b.provider'?""");
    }

    @Test
    void open_propertiesWithANumber_isRefused() {
        Properties properties = new Properties();
        properties.put(A + "provider", "alpha");
        properties.put(A + "region", "r1");
        properties.put(A + "size", 5);

        assertProblem(
                builder().properties(properties),
                "properties: " + A + "size: the value is no text; give it as a string");
    }

    @Test
    void open_accountInCodeAndInConfiguration_isRefused() {
        assertThat(problems(builder().map(account()).account("a", alpha.config("r", null)))
                        .detail()
                        .orElseThrow())
                .isEqualTo("1 problem:\n1. map: " + A
                        + "provider: the account 'a' is built in code too; give it in one place");
    }

    @Test
    void open_providerKeysForAnAccountInCode_areRefused() {
        assertThat(problems(builder().account("a", alpha.config("r", null), Map.of("region", "r2", "provider", "beta")))
                        .detail()
                        .orElseThrow())
                .contains("account 'a' built in code: efface.accounts.a.provider: unknown key of provider alpha")
                .contains("account 'a' built in code: efface.accounts.a.region: unknown key of provider alpha");
    }

    @Test
    void open_serviceForAnUnknownAccount_isRefused() {
        assertProblem(
                builder().map(account()).service("aa", String.class, "x"),
                "builder: a service is given to the account 'aa', which does not exist");
    }

    @Test
    void open_providerThatThrows_isToldWithoutItsMessage() {
        FakeProvider broken = new FakeProvider("alpha") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                throw new IllegalStateException(settings.text("region").orElseThrow());
            }
        };

        String detail = problems(FaceRepositories.builder()
                        .providers(List.of(broken))
                        .layers(new FakeLayers())
                        .map(account("region", "hush")))
                .detail()
                .orElseThrow();

        assertThat(detail)
                .contains("alpha fails to read the settings: java.lang.IllegalStateException at ")
                .doesNotContain("hush");
    }

    @Test
    void open_providerThatRefusesInSilence_isTold() {
        FakeProvider silent = new FakeProvider("alpha") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                return Optional.empty();
            }
        };

        assertProblem(
                FaceRepositories.builder()
                        .providers(List.of(silent))
                        .layers(new FakeLayers())
                        .map(account()),
                "map: " + A + "provider: alpha refuses the settings without saying why");
    }

    @Test
    void open_providerThatReadsAnUnlistedKey_isTold() {
        FakeProvider sloppy = new FakeProvider("alpha") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                return settings.text("unlisted").map(text -> config("r", null));
            }
        };

        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of(sloppy))
                                .layers(new FakeLayers())
                                .map(account()))
                        .detail()
                        .orElseThrow())
                .contains("alpha fails to read the settings: java.lang.IllegalArgumentException");
    }

    @Test
    void open_oneAccountFailsToOpen_closesTheOthersAndTellsBoth() {
        Map<String, String> map = account();
        map.put("efface.accounts.b.provider", "beta");
        map.put("efface.accounts.b.region", "r2");
        map.put("efface.accounts.c.provider", "beta");
        map.put("efface.accounts.c.region", "r3");
        FaceException inner = FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                .detail("the trust store cannot be used")
                .build();
        beta.refusal = config ->
                config.region().equals("r2") ? inner : new IllegalStateException("secret words of " + config.region());

        FaceException e = problems(builder().map(map));

        assertThat(e.detail().orElseThrow())
                .startsWith("2 problems:\n1. map: efface.accounts.b: the trust store cannot be used\n"
                        + "2. map: efface.accounts.c: the provider fails to open: java.lang.IllegalStateException at ")
                .doesNotContain("secret words");
        assertThat(e).hasCause(inner);
        assertThat(alpha.repositories.get(0).closed).isEqualTo(1);
    }

    @Test
    void load_fileThatCannotBeRead_saysWhy() throws IOException {
        Path missing = folder.resolve("none.properties");
        assertProblem(builder().properties(missing), missing + ": the file does not exist");
        assertProblem(builder().properties(folder), folder + ": this is a folder, not a file");
        Path large = Files.write(folder.resolve("large.properties"), new byte[(1 << 20) + 1]);
        assertProblem(builder().properties(large), large + ": the file is larger than 1024 KiB");
        Path latin = Files.write(
                folder.resolve("latin.properties"), "efface.x = \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertProblem(builder().properties(latin), latin + ": the file is not UTF-8 text");
        Path bad = Files.writeString(folder.resolve("bad.properties"), "\n" + A + "region = \\u12");
        assertProblem(
                builder().properties(bad),
                bad + ":2: a \\u is not followed by four hexadecimal digits; write a backslash as \\\\");
    }

    @Test
    void open_hostileKey_staysOnItsLine() {
        Map<String, String> map = account();
        map.put("efface.x\n2. forged: problem", "1");

        assertThat(problems(builder().map(map)).detail().orElseThrow().lines()).hasSize(2);
    }

    private static FaceException problems(FaceRepositoriesBuilder builder) {
        return catchThrowableOfType(FaceException.class, builder::open);
    }

    private static void assertProblem(FaceRepositoriesBuilder builder, String line) {
        assertThat(problems(builder).detail()).contains("1 problem:\n1. " + line);
    }
}
