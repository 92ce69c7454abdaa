package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.config.FaceRepositories;
import io.efface.http.Endpoint;
import io.efface.http.ProfileFile;
import io.efface.http.UnusableProfile;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account's settings become, and how wrong ones are told. */
class TencentSettingsTest {
    private static final String ID = "AKIDexample";
    private static final String KEY = "the-secret-key";
    private static final String[] KEYS = {"credentials.secret-id", ID, "credentials.secret-key", KEY};

    private final FaceRepositoryProvider provider = new TencentFaceRepositoryProvider();

    private TencentConfig accepted(GivenSettings settings) {
        Optional<ProviderConfig> config = provider.configure(settings);
        assertThat(settings.problems).isEmpty();
        assertThat(config).containsInstanceOf(TencentConfig.class);
        return (TencentConfig) config.orElseThrow();
    }

    private Map<String, String> rejected(GivenSettings settings) {
        assertThat(provider.configure(settings)).isEmpty();
        assertThat(settings.problems).isNotEmpty();
        assertThat(settings.problems.toString()).doesNotContain(KEY);
        return settings.problems;
    }

    private static GivenSettings keysAnd(String... pairs) {
        String[] all = new String[KEYS.length + pairs.length];
        System.arraycopy(KEYS, 0, all, 0, KEYS.length);
        System.arraycopy(pairs, 0, all, KEYS.length, pairs.length);
        return GivenSettings.of(all);
    }

    @Test
    void serviceLoader_findsTheProvider() {
        assertThat(ServiceLoader.load(FaceRepositoryProvider.class).stream()
                        .map(each -> each.get().name()))
                .contains("tencent");
    }

    @Test
    void settings_everyKey_isListedOnceAndSecretsAreMarked() {
        assertThat(provider.settings())
                .extracting(Setting::key)
                .doesNotHaveDuplicates()
                .contains(
                        "region",
                        "endpoint",
                        "host",
                        "api-version",
                        "language",
                        "signature",
                        "http-method",
                        "credentials",
                        "credentials.secret-id",
                        "credentials.secret-key",
                        "credentials.token",
                        "call-timeout",
                        "proxy");
        assertThat(provider.settings())
                .filteredOn(Setting::secret)
                .extracting(Setting::key)
                .contains("credentials.secret-key", "credentials.token");
    }

    @Test
    void configure_onlyAKey_givesTheDefaults() {
        TencentConfig config = accepted(keysAnd());

        assertThat(config.endpoint()).isEqualTo(Endpoint.parse("https://iai.tencentcloudapi.com/"));
        assertThat(config.region()).contains("ap-guangzhou");
        assertThat(config.apiVersion()).isEqualTo(TencentConfig.ApiVersion.V2020_03_03);
        assertThat(config.signature()).isEqualTo(TencentConfig.Signature.TC3);
        assertThat(config.httpMethod()).isEqualTo(TencentConfig.HttpMethod.POST);
        assertThat(config.language()).isEmpty();
        assertThat(config.provider()).isEqualTo("tencent");
        assertThat(config.place()).isEqualTo("region ap-guangzhou, https://iai.tencentcloudapi.com");
        // echo -n AKIDexample | sha256sum | cut -c1-12
        assertThat(config.keyFingerprint()).contains("5dd2a3bac510");
        assertThat(config.toString()).doesNotContain(KEY).doesNotContain(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "nearest,ap-shanghai,https://iai.tencentcloudapi.com/",
        "regional,ap-shanghai,https://iai.ap-shanghai.tencentcloudapi.com/",
        "regional,ap-shanghai-fsi,https://iai.ap-shanghai-fsi.tencentcloudapi.com/",
        "intl,ap-singapore,https://iai.intl.tencentcloudapi.com/"
    })
    void configure_host_choosesTheVendorsHost(String host, String region, String endpoint) {
        TencentConfig config = accepted(keysAnd("host", host, "region", region));

        assertThat(config.endpoint()).isEqualTo(Endpoint.parse(endpoint));
        assertThat(config.region()).contains(region);
    }

    @Test
    void configure_intlWithoutRegion_sendsNone() {
        assertThat(accepted(keysAnd("host", "intl")).region()).isEmpty();
    }

    @Test
    void configure_endpoint_replacesTheHostAndAllowsAnyRegion() {
        TencentConfig config = accepted(keysAnd("endpoint", "http://127.0.0.1:8080", "region", "xx-newest-1"));

        assertThat(config.endpoint()).isEqualTo(Endpoint.parse("http://127.0.0.1:8080/"));
        assertThat(config.region()).contains("xx-newest-1");
    }

    @Test
    void configure_everyWord_isUnderstood() {
        TencentConfig config = accepted(keysAnd(
                "api-version", "2018-03-01", "language", "en-US", "signature", "hmac-sha1", "http-method", "GET"));

        assertThat(config.apiVersion()).isEqualTo(TencentConfig.ApiVersion.V2018_03_01);
        assertThat(config.language()).contains(TencentConfig.Language.EN_US);
        assertThat(config.signature()).isEqualTo(TencentConfig.Signature.HMAC_SHA1);
        assertThat(config.httpMethod()).isEqualTo(TencentConfig.HttpMethod.GET);
    }

    @ParameterizedTest
    @CsvSource({"ap-guangzou, did you mean 'ap-guangzhou'?", "guangzhou, did you mean 'ap-guangzhou'?", "gz, ''"})
    void open_unknownRegion_isRejectedWithACloseSuggestionOrNone(String region, String suggestion) {
        String account = "efface.accounts.a.";
        assertThatThrownBy(() -> FaceRepositories.builder()
                        .map(Map.of(
                                account + "provider", "tencent",
                                account + "policies", "none",
                                account + "region", region,
                                account + KEYS[0], ID,
                                account + KEYS[2], KEY))
                        .open())
                .hasMessageContaining("1 problem:")
                .hasMessageContaining("region: must be one of ap-bangkok, ap-beijing")
                .hasMessageEndingWith(suggestion.isEmpty() ? "sa-saopaulo" : suggestion);
    }

    @ParameterizedTest
    @CsvSource({"'ap guangzhou'", "AP-GUANGZHOU", "ap-guangzhou.evil.example", "-", "ap--x", "'ap-x\t'"})
    void configure_textThatIsNoRegion_isRejectedEvenWithAnEndpoint(String region) {
        assertThat(rejected(keysAnd("region", region, "endpoint", "https://iai.example"))
                        .get("region"))
                .contains("is not a region");
    }

    @Test
    void configure_hostsAndRegionsThatDoNotFit_areRejected() {
        assertThat(rejected(keysAnd("host", "regional")).get("region")).contains("is missing");
        assertThat(rejected(keysAnd("host", "nearest", "endpoint", "https://iai.example"))
                        .get("host"))
                .contains("remove one of the two");
        assertThat(rejected(keysAnd("region", "ap-shenzhen-fsi")).get("host")).contains("must be regional");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoint | https://green.cn-shanghai.aliyuncs.com | another vendor's domain",
                "endpoint | https://tiia.tencentcloudapi.com | is not a host of face recognition",
                "endpoint | https://iai.ap-beijing.tencentcloudapi.com | is not the one of the endpoint",
                "host | nearest | no current list",
            })
    void warnings_placeThatWouldLookLikeSuccess_areGiven(String key, String value, String warning) {
        String region = key.equals("host") ? "ap-mumbai" : "ap-shanghai";

        assertThat(accepted(keysAnd(key, value, "region", region)).warnings())
                .singleElement()
                .asString()
                .contains(warning);
    }

    @ParameterizedTest
    @CsvSource({
        "host,nearest",
        "host,regional",
        "host,intl",
        "endpoint,http://127.0.0.1:80",
        "endpoint,https://x.example"
    })
    void warnings_usualPlace_areNone(String key, String value) {
        assertThat(accepted(keysAnd(key, value, "region", "ap-singapore")).warnings())
                .isEmpty();
    }

    @Test
    void quotaScope_isTheAccessRegionThatTheHostNames() {
        assertThat(accepted(keysAnd("region", "ap-shanghai")).quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEmpty();
        assertThat(accepted(keysAnd("region", "ap-shanghai", "host", "intl"))
                        .quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEmpty();
        assertThat(accepted(keysAnd("region", "ap-shanghai", "endpoint", "https://relay.example"))
                        .quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEmpty();
        assertThat(accepted(keysAnd("region", "ap-shanghai", "host", "regional"))
                        .quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEqualTo("ap-shanghai");
    }

    @Test
    void library_ofTheVendorsHosts_isTheRegion() {
        assertThat(accepted(keysAnd("region", "ap-shanghai", "host", "regional"))
                        .library())
                .isEqualTo(accepted(keysAnd("region", "ap-shanghai")).library())
                .isNotEqualTo(accepted(keysAnd("region", "ap-beijing")).library());
    }

    @Test
    void configure_plainHttpToAnotherMachine_isRejected() {
        assertThat(rejected(keysAnd("endpoint", "http://iai.tencentcloudapi.com"))
                        .get("endpoint"))
                .contains("plain http");
    }

    @Test
    void configure_severalProblems_areAllTold() {
        assertThat(rejected(GivenSettings.of("region", "nowhere-1", "signature", "md5", "language", "fr")))
                .containsOnlyKeys("region", "signature", "language", "credentials");
    }

    @Test
    void configure_noCredentials_isRejectedAndTellsTheWays() {
        assertThat(rejected(GivenSettings.of()).get("credentials"))
                .contains("credentials are missing")
                .contains("credentials.secret-id")
                .contains("environment");
    }

    @Test
    void configure_noCredentialsButVariablesThere_takesThemNot() {
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
    void configure_keysAndAnotherPlace_isAmbiguous(String mode) {
        GivenSettings settings = keysAnd("credentials", mode)
                .withVariable("TENCENTCLOUD_SECRET_ID", "other")
                .withVariable("TENCENTCLOUD_SECRET_KEY", "other");

        assertThat(rejected(settings).get("credentials")).contains("ambiguous").contains("credentials.secret-id");
    }

    @Test
    void configure_environment_takesTheThreeVariables() {
        TencentConfig config = accepted(GivenSettings.of("credentials", "environment")
                .withVariable("TENCENTCLOUD_SECRET_ID", ID)
                .withVariable("TENCENTCLOUD_SECRET_KEY", KEY)
                .withVariable("TENCENTCLOUD_TOKEN", "the-token"));

        assertThat(config.keyFingerprint()).contains("5dd2a3bac510");
        assertThat(config.toString()).contains("temporary=true").doesNotContain("the-token");
    }

    @Test
    void configure_environmentWithoutAVariable_namesIt() {
        GivenSettings settings = GivenSettings.of("credentials", "environment")
                .withVariable("TENCENTCLOUD_SECRET_ID", ID)
                .withVariable("TENCENTCLOUD_SECRET_KEY", " ");

        assertThat(rejected(settings).get("credentials"))
                .isEqualTo("the environment variable TENCENTCLOUD_SECRET_KEY is not set");
    }

    @Test
    void configure_profile_takesItsSection(@TempDir Path home) throws IOException {
        profile(home, """
                # the vendor's command line writes this
                [default]
                secret_id = AKIDdefault
                secret_key = other
                [erasure]
                secret_id=AKIDexample
                Secret_Key = the-secret-key
                token = the-token
                """);

        TencentConfig config =
                accepted(GivenSettings.of("credentials", "profile:erasure").withHome(home));

        assertThat(config.keyFingerprint()).contains("5dd2a3bac510");
        assertThat(config.toString()).contains("temporary=true");
    }

    @Test
    void configure_profileProblems_nameFileAndSection(@TempDir Path home) throws IOException {
        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("is neither in", "which hold none")
                .contains(home.toString());
        profile(home, "[b]\nsecret_id = x\n[c]\n");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("they hold b, c");
        assertThat(rejected(GivenSettings.of("credentials", "profile:b").withHome(home))
                        .get("credentials"))
                .contains("profile b in")
                .contains("has no secret_key");
    }

    @Test
    void configure_profileFileWithAByteOrderMark_isRead(@TempDir Path home) throws IOException {
        profile(home, "\uFEFF[default]\r\nsecret_id = AKIDexample\r\nsecret_key = k\r\n");

        assertThat(accepted(GivenSettings.of("credentials", "profile:default").withHome(home))
                        .keyFingerprint())
                .contains("5dd2a3bac510");
    }

    @Test
    void configure_profileOfARole_isRefusedWithAWayOut(@TempDir Path home) throws IOException {
        profile(home, "[a]\nrole_arn = qcs::cam::uin/1:roleName/x\n");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("role_arn", "credentials = command", "credentials = provider");
    }

    @Test
    void configure_profileFileThatIsNoText_isRejected(@TempDir Path home) throws IOException {
        Path file = iniFile(home);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({"magic", "profile:", "AKIDsecret"})
    void configure_unknownCredentialsWord_isRejectedWithoutEchoingIt(String mode) {
        assertThat(rejected(GivenSettings.of("credentials", mode)).get("credentials"))
                .isEqualTo("must be static, environment, profile:NAME, command or provider");
    }

    @Test
    void configure_keyWithASpace_isRejectedWithoutShowingIt() {
        assertThat(rejected(GivenSettings.of("credentials.secret-id", "AKID x", "credentials.secret-key", KEY)))
                .hasEntrySatisfying(
                        "credentials.secret-id",
                        problem -> assertThat(problem).contains("holds a space").doesNotContain("AKID"));
    }

    @Test
    void open_providerCredentialsWithoutAService_isAConfigurationError() {
        TencentConfig config = accepted(GivenSettings.of("credentials", "provider"));
        OpenContext context = new OpenContext("acc", Clock.systemUTC(), new Random(1), Map.of());

        assertThat(config.keyFingerprint()).isEmpty();
        assertThatThrownBy(() -> config.open(context)).isInstanceOfSatisfying(FaceException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(e).hasMessageContaining("TencentCredentialsProvider");
        });
    }

    @Test
    void build_withoutCredentialsAndWithAnUnknownRegion_tellsBoth() {
        assertThatThrownBy(() -> TencentConfig.builder().region("nowhere-1").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials is missing")
                .hasMessageContaining("region is not a known region");
    }

    @Test
    void credentials_toString_showsNoPart() {
        assertThat(TencentCredentials.of(ID, KEY, "the-token").toString())
                .doesNotContain(ID)
                .doesNotContain(KEY)
                .doesNotContain("the-token");
    }

    private static Path iniFile(Path home) {
        return home.resolve(".tencentcloud/credentials");
    }

    private static TencentCredentials read(String name, Path home, List<Path> inis) {
        return ProfileFile.key(name, TencentProfiles.in(name, home, inis).get());
    }

    private static void fixture(String name, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream in = TencentSettingsTest.class.getResourceAsStream("/profiles/" + name)) {
            Files.write(file, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({"plain,false", "colons,false", "quotes,true", "comments,false", "cli,true"})
    void read_profile_isReadAsTheVendorsToolsDo(String name, boolean temporary, @TempDir Path home) throws IOException {
        fixture("credentials", iniFile(home));
        fixture("cli.credential", home.resolve(".tccli").resolve("cli.credential"));

        assertThat(read(name, home, List.of(iniFile(home))))
                .isEqualTo(TencentCredentials.of(ID, KEY, temporary ? "the-token" : null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "twice | section [twice] is twice",
                "key-twice | line 27",
                "hash | line 32",
                "open-quote | line 35",
                "after-quote | line 39",
                "indented | line 44",
                "no-separator | line 47",
            })
    void configure_profileThatToolsReadDifferently_isRefused(String name, String problem, @TempDir Path home)
            throws IOException {
        fixture("credentials", iniFile(home));

        assertThat(rejected(GivenSettings.of("credentials", "profile:" + name).withHome(home))
                        .get("credentials"))
                .contains(problem)
                .doesNotContain("AKIDother");
    }

    @Test
    void read_profileOfTheMachinesFile_isFound(@TempDir Path folder) throws IOException {
        Path machine = folder.resolve("etc/credentials");
        fixture("credentials", machine);

        assertThat(read("plain", folder, List.of(iniFile(folder), machine)))
                .isEqualTo(TencentCredentials.of(ID, KEY, null));
    }

    @Test
    void read_profileOfTheUserAndOfTheMachine_isRefused(@TempDir Path folder) throws IOException {
        Path machine = folder.resolve("etc/credentials");
        fixture("credentials", machine);
        fixture("credentials", iniFile(folder));
        assertThatThrownBy(() -> read("plain", folder, List.of(iniFile(folder), machine)))
                .isInstanceOf(UnusableProfile.class)
                .hasMessageContainingAll("is both in", machine.toString(), "rename one");
    }

    @Test
    void iniFiles_withoutTheVariable_areTheUsersAndTheMachines(@TempDir Path home) {
        assertThat(TencentProfiles.find("a", home, variable -> Optional.empty()).get().stream()
                        .map(ProfileFile::file))
                .containsExactly(
                        iniFile(home), Path.of("/etc/tencentcloud/credentials"), home.resolve(".tccli/a.credential"));
    }

    @Test
    void configure_fileNamedByTheVendorsVariable_isReadInPlaceOfTheOthers(@TempDir Path home) throws IOException {
        fixture("credentials", home.resolve("elsewhere"));

        assertThat(accepted(GivenSettings.of("credentials", "profile:plain")
                                .withHome(home)
                                .withVariable(
                                        "TENCENTCLOUD_CREDENTIALS_FILE",
                                        home.resolve("elsewhere").toString()))
                        .keyFingerprint())
                .isPresent();
    }

    @Test
    void configure_profileInBothFiles_isRefused(@TempDir Path home) throws IOException {
        fixture("credentials", iniFile(home));
        fixture("cli.credential", home.resolve(".tccli").resolve("plain.credential"));

        assertThat(rejected(GivenSettings.of("credentials", "profile:plain").withHome(home))
                        .get("credentials"))
                .contains("is both in", "rename one");
    }

    @Test
    void configure_profileNameThatLeavesTheFolder_isNoFile(@TempDir Path home) throws IOException {
        fixture("cli.credential", home.resolve("outside.credential"));

        assertThat(rejected(GivenSettings.of("credentials", "profile:../outside")
                                .withHome(home))
                        .get("credentials"))
                .contains("is neither");
    }

    @Test
    void configure_environment_takesTheOtherNameOfTheToken() {
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
    void configure_command_needsItsKeyAndNothingElse() {
        assertThat(accepted(GivenSettings.of("credentials", "command", "credentials.command", "/opt/keys a"))
                        .keyFingerprint())
                .isEmpty();
        assertThat(rejected(GivenSettings.of("credentials", "command"))).containsOnlyKeys("credentials.command");
        assertThat(rejected(keysAnd("credentials.command", "/opt/keys")).get("credentials.command"))
                .contains("has no effect");
        assertThat(rejected(GivenSettings.of("credentials", "command", "credentials.command", "./keys " + KEY))
                        .get("credentials.command"))
                .contains("absolute path");
    }

    private static void profile(Path home, String text) throws IOException {
        Path file = iniFile(home);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
