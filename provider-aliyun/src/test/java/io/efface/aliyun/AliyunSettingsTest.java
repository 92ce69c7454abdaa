package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests accounts from configuration: regions, endpoints and wrong values. */
class AliyunSettingsTest extends AliyunSettingsFixture {
    @Test
    void open_regionInCapitalsWithAnEndpoint_isRejectedWithAnExampleOfTheVendor() {
        keys.put("endpoint", "https://relay.example.com");
        keys.put("region", "CN-SHANGHAI");

        assertThat(problems())
                .contains("must consist of lower-case letters, digits and dashes", "such as cn-shanghai")
                .doesNotContain("ap-shanghai");
    }

    @ParameterizedTest
    @CsvSource({
        "cn-shanghai, public, https://green.cn-shanghai.aliyuncs.com",
        "cn-shanghai, vpc, https://green-vpc.cn-shanghai.aliyuncs.com",
        "cn-beijing, public, https://green.cn-beijing.aliyuncs.com",
        "cn-beijing, vpc, https://green-vpc.cn-beijing.aliyuncs.com",
        "cn-shenzhen, public, https://green.cn-shenzhen.aliyuncs.com",
        "ap-southeast-1, public, https://green.ap-southeast-1.aliyuncs.com",
        "eu-central-1, public, https://green.eu-central-1.aliyuncs.com",
        "us-east-1, public, https://green.us-east-1.aliyuncs.com",
        "cn-hangzhou, public, https://green.cn-hangzhou.aliyuncs.com",
        "us-west-1, public, https://green.us-west-1.aliyuncs.com",
        "cn-chengdu, public, https://green.aliyuncs.com",
        "eu-west-1, public, https://green.ap-southeast-1.aliyuncs.com",
    })
    void open_knownRegion_usesItsHost(String region, String network, String url) {
        keys.put("region", region);
        keys.put("network", network);

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").place()).isEqualTo(region + " " + url);
            assertThat(accounts.describe("cn-main").keyFingerprint()).contains(FINGERPRINT);
        }
    }

    @Test
    void open_unknownRegion_isRejectedWithASuggestion() {
        keys.put("region", "cn-shangai");

        assertThat(problems()).contains(ACCOUNT + "region", "did you mean 'cn-shanghai'?", "cn-beijing");
    }

    @Test
    void open_unknownRegionWithEndpoint_usesTheEndpoint() {
        keys.put("region", "cn-new-1");
        keys.put("endpoint", "https://green.cn-new-1.aliyuncs.com");

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").place()).isEqualTo("cn-new-1 https://green.cn-new-1.aliyuncs.com");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn-shenzhen | | lists no face library in cn-shenzhen",
                "eu-west-1 | | lists no face library in eu-west-1",
                "cn-chengdu | | lists no face library in cn-chengdu",
                "| https://green.eu-central-1.aliyuncs.com | lists no face library in eu-central-1",
                "cn-beijing | https://green.cn-shanghai.aliyuncs.com | has no effect",
                "cn-beijing | https://green-vpc.cn-shanghai.aliyuncs.com | has no effect",
                "| https://green-cip.cn-shanghai.aliyuncs.com | Content Moderation 2022-03-02",
                "| https://green-cip-vpc.cn-shanghai.aliyuncs.com | Content Moderation 2022-03-02",
                "| https://green-cip.cn-shanghai.aliyuncs.com. | Content Moderation 2022-03-02",
                "cn-shanghai | https://green-cip.cn-shanghai.aliyuncs.com. | Content Moderation 2022-03-02",
                "| https://green-cip.cn-shanghai.a.aliyuncs.com | Content Moderation 2022-03-02",
                "| https://green.cn-shanghai.a.aliyuncs.com | is not a host of Green",
                "| https://facebody.cn-shanghai.aliyuncs.com | is not a host of Green",
                "| https://iai.tencentcloudapi.com | the domain of another vendor",
            })
    void describe_placeWhereAWrongDeletionLooksSuccessful_hasAWarning(String region, String endpoint, String warning) {
        without("region");
        if (region != null) {
            keys.put("region", region);
        }
        if (endpoint != null) {
            keys.put("endpoint", endpoint);
        }

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").warnings())
                    .filteredOn(each -> !each.contains("written literally"))
                    .singleElement()
                    .asString()
                    .startsWith("efface.accounts.cn-main: ")
                    .contains(warning);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn-shanghai |",
                "cn-beijing |",
                "cn-shanghai | https://green.cn-shanghai.aliyuncs.com",
                "cn-shanghai | https://green-vpc.cn-shanghai.aliyuncs.com",
                "cn-shenzhen | http://127.0.0.1:8080",
                "| https://relay.example.com",
            })
    void describe_usualPlace_hasNoWarning(String region, String endpoint) {
        without("region");
        if (region != null) {
            keys.put("region", region);
        }
        if (endpoint != null) {
            keys.put("endpoint", endpoint);
        }

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").warnings())
                    .allSatisfy(each -> assertThat(each).contains("written literally"));
        }
    }

    @Test
    void describe_oneKeyInTwoRegionsOrUnderTwoEndpoints_hasOneQuotaGroup() {
        try (FaceRepositories accounts = open()) {
            String group = accounts.describe("cn-main").quotaGroup();
            for (Map<String, String> place : List.of(
                    Map.of("region", "cn-beijing"),
                    Map.of("endpoint", "https://relay.example.com", "region", "cn-new"))) {
                Map<String, String> other = new LinkedHashMap<>(keys);
                other.putAll(place);
                accounts.put("other", other);
                assertThat(accounts.describe("other").quotaGroup()).isEqualTo(group);
            }
            Map<String, String> otherKey = new LinkedHashMap<>(keys);
            otherKey.put("credentials.access-key-id", "anotherId");
            accounts.put("other", otherKey);
            assertThat(accounts.describe("other").quotaGroup()).isNotEqualTo(group);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://green.cn-shanghai.aliyuncs.com", "https://green-vpc.cn-shanghai.aliyuncs.com"})
    void open_twoAccountsWithOneKeyAtOneHost_areRejectedWithoutSameAs(String endpoint) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        keys.forEach((key, value) -> prefixed.put(ACCOUNT + key, value));
        keys.put("endpoint", endpoint);
        keys.put("region", "cn-beijing");
        keys.forEach((key, value) -> prefixed.put("efface.accounts.other." + key, value));

        assertThatThrownBy(() -> FaceRepositories.builder().map(prefixed).open())
                .hasMessageContaining("has the same provider, key and place as 'cn-main'");
        prefixed.put("efface.accounts.other.same-as", "cn-main");
        FaceRepositories.builder().map(prefixed).open().close();
    }

    @Test
    void open_neitherRegionNorEndpoint_isRejected() {
        without("region");

        assertThat(problems()).contains(ACCOUNT + "region", "is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, http://green.cn-shanghai.aliyuncs.com, plain http",
        "endpoint, https://green.cn-shanghai.aliyuncs.com/prefix, path",
        "endpoint, green.cn-shanghai.aliyuncs.com, URL",
        "signature, v3, 'acs3, v1'",
        "network, intranet, 'public, vpc'",
        "client-info, 'userType', JSON object",
        "client-info, '[1]', JSON object",
        "client-info, '{\"a\":1} {}', JSON object",
        "regoin, cn-shanghai, region",
        "call-timeout, forever, duration",
    })
    void open_wrongValue_isRejectedUnderItsKey(String key, String value, String hint) {
        keys.put(key, value);

        assertThat(problems()).contains(ACCOUNT + key, hint);
    }

    @Test
    void open_vpcWithoutDocumentedHost_isRejected() {
        keys.put("region", "cn-hangzhou");
        keys.put("network", "vpc");

        assertThat(problems()).contains(ACCOUNT + "network", "cn-shanghai");
    }

    @Test
    void open_networkAndEndpoint_isRejected() {
        keys.put("endpoint", "http://127.0.0.1:8080");
        keys.put("network", "vpc");

        assertThat(problems()).contains(ACCOUNT + "network", "endpoint");
    }

    @Test
    void open_severalProblems_areReportedAtOnce() {
        keys.put("region", "nowhere");
        keys.put("signature", "v9");
        keys.put("client-info", "{");
        without("credentials.access-key-secret");

        assertThat(problems())
                .contains(ACCOUNT + "region", ACCOUNT + "signature", ACCOUNT + "client-info")
                .contains(ACCOUNT + "credentials.access-key-secret");
    }

    @Test
    void build_incompleteOrInvalid_isRejected() {
        AliyunCredentials key = AliyunCredentials.of("id", "secret");

        assertThatThrownBy(() -> AliyunConfig.builder().region("cn-shanghai").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AliyunConfig.builder().credentials(key).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AliyunConfig.builder()
                        .credentials(key)
                        .region("cn-nowhere")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cn-shanghai");
        assertThatThrownBy(() -> AliyunConfig.builder()
                        .credentials(key)
                        .region("cn shanghai")
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AliyunConfig.builder().clientInfo("hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void toString_completeConfig_showsNoSecret() {
        AliyunConfig config = AliyunConfig.builder()
                .credentials(AliyunCredentials.of("theId", "theSecret", "theToken"))
                .region("cn-beijing")
                .clientInfo("{\"userNick\":\"theNick\"}")
                .build();

        assertThat(config.toString()).doesNotContain("theId", "theSecret", "theToken", "theNick");
        assertThat(config.place()).isEqualTo("cn-beijing https://green.cn-beijing.aliyuncs.com");
        assertThat(config.provider()).isEqualTo("aliyun");
    }
}
