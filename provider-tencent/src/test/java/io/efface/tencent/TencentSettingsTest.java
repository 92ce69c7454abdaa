package io.efface.tencent;

import static io.efface.tencent.GivenSettings.ID;
import static io.efface.tencent.GivenSettings.KEY;
import static io.efface.tencent.GivenSettings.KEYS;
import static io.efface.tencent.GivenSettings.accepted;
import static io.efface.tencent.GivenSettings.rejected;
import static io.efface.tencent.GivenSettings.withKeysAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import io.efface.http.Endpoint;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the configuration from an account's settings, and the messages about wrong settings. */
class TencentSettingsTest {
    private final FaceRepositoryProvider provider = new TencentFaceRepositoryProvider();

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
    void configure_onlyAKey_usesTheDefaults() {
        TencentConfig config = accepted(withKeysAnd());

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
        TencentConfig config = accepted(withKeysAnd("host", host, "region", region));

        assertThat(config.endpoint()).isEqualTo(Endpoint.parse(endpoint));
        assertThat(config.region()).contains(region);
    }

    @Test
    void configure_intlWithoutRegion_sendsNone() {
        assertThat(accepted(withKeysAnd("host", "intl")).region()).isEmpty();
    }

    @Test
    void configure_endpoint_replacesTheHostAndAllowsAnyRegion() {
        TencentConfig config = accepted(withKeysAnd("endpoint", "http://127.0.0.1:8080", "region", "xx-newest-1"));

        assertThat(config.endpoint()).isEqualTo(Endpoint.parse("http://127.0.0.1:8080/"));
        assertThat(config.region()).contains("xx-newest-1");
    }

    @Test
    void configure_everyEnumSetting_isRead() {
        TencentConfig config = accepted(withKeysAnd(
                "api-version", "2018-03-01", "language", "en-US", "signature", "hmac-sha1", "http-method", "GET"));

        assertThat(config.apiVersion()).isEqualTo(TencentConfig.ApiVersion.V2018_03_01);
        assertThat(config.language()).contains(TencentConfig.Language.EN_US);
        assertThat(config.signature()).isEqualTo(TencentConfig.Signature.HMAC_SHA1);
        assertThat(config.httpMethod()).isEqualTo(TencentConfig.HttpMethod.GET);
    }

    @ParameterizedTest
    @CsvSource({"ap-guangzou, did you mean 'ap-guangzhou'?", "guangzhou, did you mean 'ap-guangzhou'?", "gz, ''"})
    void open_unknownRegion_isRejectedWithASimilarRegionOrNone(String region, String suggestion) {
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
    void configure_invalidRegion_isRejectedEvenWithAnEndpoint(String region) {
        assertThat(rejected(withKeysAnd("region", region, "endpoint", "https://iai.example"))
                        .get("region"))
                .contains(
                        "must consist of lower-case letters, digits and dashes",
                        region.equals("AP-GUANGZHOU") ? "such as ap-guangzhou" : "such as ap-bangkok");
    }

    @Test
    void configure_hostThatContradictsTheRegion_isRejected() {
        assertThat(rejected(withKeysAnd("host", "regional")).get("region")).contains("is missing");
        assertThat(rejected(withKeysAnd("host", "nearest", "endpoint", "https://iai.example"))
                        .get("host"))
                .contains("remove one of the two");
        assertThat(rejected(withKeysAnd("region", "ap-shenzhen-fsi")).get("host"))
                .contains("must be regional");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoint | https://green.cn-shanghai.aliyuncs.com | the domain of another vendor",
                "endpoint | https://tiia.tencentcloudapi.com | is not a host of face recognition",
                "endpoint | https://iai.ap-beijing.tencentcloudapi.com | is not the region of the endpoint",
                "host | nearest | no current list",
            })
    void warnings_placeThatMayBeWrong_haveOneEntry(String key, String value, String warning) {
        String region = key.equals("host") ? "ap-mumbai" : "ap-shanghai";

        assertThat(accepted(withKeysAnd(key, value, "region", region)).warnings())
                .singleElement()
                .asString()
                .contains(warning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere | https://iai.tencentcloudapi.com | no current list",
                "nowhere | https://relay.example.com | no current list",
                "ap-shanghai-fsi | https://iai.tencentcloudapi.com | does not serve the financial zone",
                "ap-shanghai | https://iai.a.b.tencentcloudapi.com | is not a host of face recognition",
                "ap-shanghai | https://tiia.tencentcloudapi.com. | is not a host of face recognition",
            })
    void warnings_unlistedRegionOrUnsuitableEndpoint_haveOneEntry(String region, String endpoint, String warning) {
        assertThat(accepted(withKeysAnd("region", region, "endpoint", endpoint)).warnings())
                .singleElement()
                .asString()
                .contains(warning);
    }

    @Test
    void placeIdentity_hostWithATrailingDot_isTheSame() {
        assertThat(accepted(withKeysAnd("endpoint", "https://relay.example.com."))
                        .placeIdentity())
                .isEqualTo(accepted(withKeysAnd("endpoint", "https://relay.example.com"))
                        .placeIdentity());
    }

    @ParameterizedTest
    @CsvSource({
        "host,nearest",
        "host,regional",
        "host,intl",
        "endpoint,http://127.0.0.1:80",
        "endpoint,https://x.example"
    })
    void warnings_usualPlace_areEmpty(String key, String value) {
        assertThat(accepted(withKeysAnd(key, value, "region", "ap-singapore")).warnings())
                .isEmpty();
    }

    @Test
    void quotaScope_regionalHost_isItsRegion() {
        assertThat(accepted(withKeysAnd("region", "ap-shanghai")).quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEmpty();
        assertThat(accepted(withKeysAnd("region", "ap-shanghai", "host", "intl"))
                        .quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEmpty();
        assertThat(accepted(withKeysAnd("region", "ap-shanghai", "endpoint", "https://relay.example"))
                        .quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEmpty();
        assertThat(accepted(withKeysAnd("region", "ap-shanghai", "host", "regional"))
                        .quotaScope(TencentCapabilities.ACCESS_REGION))
                .isEqualTo("ap-shanghai");
    }

    @Test
    void placeIdentity_vendorsHosts_dependsOnTheRegionOnly() {
        assertThat(accepted(withKeysAnd("region", "ap-shanghai", "host", "regional"))
                        .placeIdentity())
                .isEqualTo(accepted(withKeysAnd("region", "ap-shanghai")).placeIdentity())
                .isNotEqualTo(accepted(withKeysAnd("region", "ap-beijing")).placeIdentity());
    }

    @Test
    void configure_plainHttpToAnotherMachine_isRejected() {
        assertThat(rejected(withKeysAnd("endpoint", "http://iai.tencentcloudapi.com"))
                        .get("endpoint"))
                .contains("plain http");
    }

    @Test
    void configure_severalProblems_areAllReported() {
        assertThat(rejected(GivenSettings.of("region", "nowhere-1", "signature", "md5", "language", "fr")))
                .containsOnlyKeys("region", "signature", "language", "credentials");
    }

    @Test
    void build_withoutCredentialsAndWithAnUnknownRegion_reportsBoth() {
        assertThatThrownBy(() -> TencentConfig.builder().region("nowhere-1").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials is missing")
                .hasMessageContaining("region must be one of ");
    }

    /**
     * For each service, Kubernetes sets an environment variable whose name ends in {@code _HOST}. Such a variable must not be read as the
     * setting {@code host}.
     */
    @ParameterizedTest
    @CsvSource({"EFFACE_ACCOUNTS_SERVICE_HOST,10.0.0.1", "EFFACE_ACCOUNTS_GREEN_SERVICE_HOST,fd00::1"})
    void open_variableOfAKubernetesService_isIgnored(String variable, String address) {
        try (FaceRepositories accounts = FaceRepositories.builder()
                .map(Map.of(
                        "efface.accounts.main.provider",
                        "tencent",
                        "efface.accounts.main.region",
                        "ap-guangzhou",
                        "efface.accounts.main.credentials.secret-id",
                        ID,
                        "efface.accounts.main.credentials.secret-key",
                        KEY))
                .configurationFromEnvironment(Map.of(variable, address))
                .environmentForReferences(Map.of())
                .open()) {
            assertThat(accounts.accounts()).containsExactly("main");
        }
    }
}
