package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials from the vendor's own files in the home folder. */
class AliyunProfilesTest {
    private static final String ACCOUNT = "efface.accounts.cn-main.";
    private static final String CLI = ".aliyun/config.json";
    private static final String INI = ".alibabacloud/credentials.ini";
    private static final String FINGERPRINT =
            AliyunCredentials.of("testAccessKeyId", "x").fingerprint();

    @TempDir
    Path home;

    private final Map<String, String> keys = new LinkedHashMap<>(Map.of(
            "policies", "none",
            "provider", "aliyun",
            "region", "cn-shanghai",
            "credentials.access-key-id", "testAccessKeyId",
            "credentials.access-key-secret", "testAccessKeySecret"));
    private final Map<String, String> environment = new LinkedHashMap<>();

    private FaceRepositories open() {
        Map<String, String> whole = new LinkedHashMap<>();
        keys.forEach((key, value) -> whole.put(ACCOUNT + key, value));
        return FaceRepositories.builder()
                .map(whole)
                .home(home)
                .environment(environment)
                .open();
    }

    private String problems() {
        FaceException failure = catchThrowableOfType(FaceException.class, () -> open().close());
        assertThat(failure).as("the configuration is refused").isNotNull();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        return String.valueOf(failure.getMessage());
    }

    private void without(String... removed) {
        keys.keySet().removeAll(Set.of(removed));
    }

    private void withoutKeys() {
        without("credentials.access-key-id", "credentials.access-key-secret");
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void profile(String name) {
        withoutKeys();
        keys.put("credentials", "profile:" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"AK\",\"access_key_id\":\"testAccessKeyId\","
                        + "\"access_key_secret\":\"s\",\"retry_timeout\":3}]}",
                "\uFEFF{\"profiles\":[{\"name\":\"b\"},{\"name\":\"a\",\"mode\":\"StsToken\","
                        + "\"access_key_id\":\"testAccessKeyId\",\"access_key_secret\":\"s\",\"sts_token\":\"t\"}]}",
            })
    void open_profileOfTheCommandLineTool_isRead(String file) throws IOException {
        profile("a");
        write(CLI, file);

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").keyFingerprint()).contains(FINGERPRINT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#c\n[b]\n\n[a]\r\nenable = true\r\ntype=access_key\r\naccess_key_id = testAccessKeyId\r\naccess_key_secret=s=\r\n",
                "[default]\nenable = false\n[a]          # Default client\nenable = true  # Enable\n\ttype = access_key ; kind\n"
                        + "access_key_id = testAccessKeyId    # access key id\naccess_key_secret = s\t#access key secret",
                "[a]\nenable=true\ntype=sts\naccess_key_id=testAccessKeyId\naccess_key_secret=s\nsecurity_token=t",
            })
    void open_profileOfTheIniFile_isRead(String file) throws IOException {
        profile("a");
        write(INI, file);

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").keyFingerprint()).contains(FINGERPRINT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\",\"mode\":\"EcsRamRole\",\"ram_role_name\":\"zq7\"}]} | mode",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\",\"mode\":\"AK\",\"access_key_secret\":\"zq7\"}]} | no access_key_id",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\",\"mode\":\"StsToken\",\"access_key_id\":\"i\",\"access_key_secret\":\"zq7\"}]} | no sts_token",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\",\"access_key_id\":\"i\",\"access_key_secret\":\"zq 7\"}]} | the access key secret",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\"},{\"name\":\"a\"}]} | twice",
                ".aliyun/config.json | {\"profiles\":[\"zq7\"]} | not JSON with a list of profiles",
                ".aliyun/config.json | {\"profiles\":{}} | not JSON with a list of profiles",
                ".aliyun/config.json | {zq7 | not JSON with a list of profiles",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"b\"}]} | they hold b",
                ".alibabacloud/credentials.ini | [a] | not enabled",
                ".alibabacloud/credentials.ini | zq7 | line 1",
            })
    void open_unusableProfile_saysWhyAndWhereAndNoValue(String file, String content, String hint) throws IOException {
        profile("a");
        write(file, content);

        assertThat(problems())
                .contains(ACCOUNT + "credentials", hint, home.resolve(file).toString())
                .doesNotContain("zq7", "zq 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs_ram_role", "ram_role_arn", "oidc_role_arn", "rsa_key_pair", "credentials_uri"})
    void open_iniProfileWithoutAKey_isNamedAndRefusedWithAWayOut(String type) throws IOException {
        profile("a");
        write(INI, "[a]\nenable = true\ntype = " + type + "\n");

        assertThat(problems()).contains("the type " + type + ";", "access_key and sts", "credentials = provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RamRoleArn", "EcsRamRole", "OIDC", "ChainableRamRoleArn", "CredentialsURI", "External"})
    void open_cliProfileWithoutAKey_isNamedAndRefusedWithAWayOut(String mode) throws IOException {
        profile("a");
        write(CLI, "{\"profiles\":[{\"name\":\"a\",\"mode\":\"" + mode + "\"}]}");

        assertThat(problems()).contains("the mode " + mode + ";", "AK and StsToken", "credentials = provider");
    }

    @Test
    void open_modeThatIsNoWord_isNotShown() throws IOException {
        profile("a");
        write(CLI, "{\"profiles\":[{\"name\":\"a\",\"mode\":\"LTAI5t7\"}]}");

        assertThat(problems()).contains("an unknown mode").doesNotContain("LTAI5t7");
    }

    @Test
    void open_profileInNoFile_namesBothFiles() {
        profile("a");

        assertThat(problems())
                .contains(home.resolve(CLI).toString(), home.resolve(INI).toString());
    }

    @Test
    void open_profileInBothFiles_isAmbiguous() throws IOException {
        profile("a");
        write(CLI, "{\"profiles\":[{\"name\":\"a\",\"access_key_id\":\"i\",\"access_key_secret\":\"s\"}]}");
        write(INI, "[a]\nenable = true\ntype = access_key\naccess_key_id = i\naccess_key_secret = s\n");

        assertThat(problems()).contains("profile a is both in");
    }

    @Test
    void open_profileFileIsAFolder_isRefused() throws IOException {
        profile("a");
        Files.createDirectories(home.resolve(CLI));

        assertThat(problems()).contains(home.resolve(CLI) + " cannot be read");
    }

    @Test
    void deletePerson_profileRenewedMeanwhile_isSignedWithTheNewKey() throws IOException {
        profile("a");
        String ini =
                "[a]\nenable = true\ntype = sts\naccess_key_id = STS.%s\naccess_key_secret = s\nsecurity_token = t\n";
        write(INI, String.format(ini, "one"));
        try (CannedGreen green = new CannedGreen()) {
            without("region");
            keys.put("endpoint", green.endpoint().toString());
            green.answers("{\"code\":200,\"data\":{\"code\":200}}").answers("{\"code\":200,\"data\":{\"code\":200}}");
            try (FaceRepositories accounts = open()) {
                accounts.get("cn-main").deletePerson(new PersonId("p"));
                write(INI, String.format(ini, "two"));
                accounts.get("cn-main").deletePerson(new PersonId("p"));
                Files.delete(home.resolve(INI));
                assertThatThrownBy(() -> accounts.get("cn-main").deletePerson(new PersonId("p")))
                        .isInstanceOfSatisfying(FaceException.class, e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                            assertThat(e.effect()).isEqualTo(Effect.NONE);
                            assertThat(e.attempts()).isZero();
                        });
            }

            assertThat(green.asked())
                    .extracting(asked -> asked.header("x-acs-accesskey-id"))
                    .containsExactly("STS.one", "STS.two");
        }
    }
}
