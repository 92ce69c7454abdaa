package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.http.credentials.ProfileFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests credentials from the files of the vendor's tools in the home folder. */
class AliyunProfilesTest extends AliyunSettingsFixture {
    private static final String CLI = ".aliyun/config.json";
    private static final String INI = ".alibabacloud/credentials.ini";

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
                "[default]\nenable = false\n[a]          # Default client\nenable = true  # Enable\ntype = access_key\t# kind\n"
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
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\",\"access_key_id\":\"i\",\"access_key_secret\":\"zq 7\"}]} | the key's secret",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"a\"},{\"name\":\"a\"}]} | twice",
                ".aliyun/config.json | {\"profiles\":[\"zq7\"]} | not JSON with a list of profiles",
                ".aliyun/config.json | {\"profiles\":{}} | not JSON with a list of profiles",
                ".aliyun/config.json | {zq7 | not JSON with a list of profiles",
                ".aliyun/config.json | {\"profiles\":[{\"name\":\"b\"}]} | they contain b",
                ".alibabacloud/credentials.ini | [a] | no type",
                ".alibabacloud/credentials.ini | zq7 | line 1",
            })
    void open_unusableProfile_reportsTheProblemAndTheFileWithoutValues(String file, String content, String hint)
            throws IOException {
        profile("a");
        write(file, content);

        assertThat(problems())
                .contains(ACCOUNT + "credentials", hint, home.resolve(file).toString())
                .doesNotContain("zq7", "zq 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs_ram_role", "ram_role_arn", "oidc_role_arn", "rsa_key_pair", "credentials_uri"})
    void open_iniProfileWithoutAKey_isRejectedWithItsTypeAndAlternatives(String type) throws IOException {
        profile("a");
        write(INI, "[a]\nenable = true\ntype = " + type + "\n");

        assertThat(problems())
                .contains(
                        "the type " + type + ";",
                        "access_key and sts",
                        "credentials = command",
                        "credentials = provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RamRoleArn", "EcsRamRole", "OIDC", "ChainableRamRoleArn", "CredentialsURI", "BearerToken"})
    void open_cliProfileWithoutAKey_isRejectedWithItsModeAndAlternatives(String mode) throws IOException {
        profile("a");
        write(CLI, "{\"profiles\":[{\"name\":\"a\",\"mode\":\"" + mode + "\"}]}");

        assertThat(problems())
                .contains(
                        "the mode " + mode + ";", "AK and StsToken", "credentials = command", "credentials = provider");
    }

    private void fixture(String name, String file) throws IOException {
        try (InputStream in = AliyunProfilesTest.class.getResourceAsStream("/profiles/" + name)) {
            write(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-mode",
                "empty-mode",
                "no-mode-token",
                "lower-ak",
                "lower-sts",
                "oauth",
                "sso",
                "external",
                "external-ak"
            })
    void read_profileWithAStoredKey_readsItAndItsToken(String name) throws IOException {
        fixture("config.json", CLI);

        AliyunCredentials key = read(name);

        if (key.id().equals("testAccessKeyId")) {
            assertThat(key).isEqualTo(AliyunCredentials.of("testAccessKeyId", "s"));
        } else {
            assertThat(key).isEqualTo(AliyunCredentials.of("STS.test", "s", "t"));
        }
    }

    private AliyunCredentials read(String name) {
        return ProfileFile.key(
                name,
                AliyunProfiles.find(name, home, variable -> Optional.empty()).get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "external-new | External and stores no key yet | credentials.command",
                "no-mode-external | External and stores no key yet | credentials.command",
                "sso-new | CloudSSO and stores no key yet | credentials = command",
                "oauth-new | OAuth and stores no key yet | credentials = command",
                "token-number | the field sts_token, which is not a text | token-number",
                "token-dashes | the field session-token, which is not read | the token must be in the field sts_token",
                "mode-in-other-case | the field Mode | write it in lower case",
                "id-number | the field access_key_id, which is not a text | id-number",
                "no-mode-role | the mode RamRoleArn | credentials = command",
                "sts-without-token | the security token is missing | STS.",
                "ak-with-token | has the mode AK, which does not use the field sts_token | remove the token",
            })
    void open_profileWithoutAUsableKey_isRejectedWithAlternatives(String name, String problem, String instead)
            throws IOException {
        profile(name);
        fixture("config.json", CLI);

        assertThat(problems()).contains(problem, instead).doesNotContain("zq7");
    }

    @ParameterizedTest
    @ValueSource(strings = {".alibabacloud/credentials", INI})
    void read_iniFileWithAndWithoutItsExtension_isRead(String file) throws IOException {
        fixture("credentials", file);

        assertThat(read("default")).isEqualTo(AliyunCredentials.of("testAccessKeyId", "s="));
        assertThat(read("temporary")).isEqualTo(AliyunCredentials.of("STS.test", "s", "t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quoted | line 15 | a quote",
                "hash | line 21 | #",
                "twice-key | line 26 | repeats a key",
                "continued | line 31 | is indented",
                "colon | line 35 | neither [profile] nor key = value",
                "token-of-nobody | has the type access_key, which does not use the field | security_token",
                "two-cases | line 60 | repeats a key",
                "other-case | the field Access_Key_Id | write it in lower case",
                "token-in-other-case | the field Security_Token | write it in lower case",
                "token-with-dashes | the field sts-token | the token must be in the field security_token",
                "semicolon | line 82 | a semicolon after the value",
                "off | not enabled | enable = true",
                "twice | [twice] occurs twice | remove one",
            })
    void open_sectionThatTheToolsReadDifferently_isRejected(String name, String problem, String detail)
            throws IOException {
        profile(name);
        fixture("credentials", ".alibabacloud/credentials");

        assertThat(problems()).contains(problem, detail).doesNotContain("zq7", "zq#7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"security_token = SECRET-TOKEN", "SECRET-TOKEN"})
    void open_textBeforeTheFirstSection_isRejectedAndNotIgnored(String line) throws IOException {
        withoutKeys();
        keys.put("credentials", "profile:a");
        write(INI, line + "\n[a]\ntype = access_key\naccess_key_id = testAccessKeyId\naccess_key_secret = s\n");

        assertThat(problems())
                .contains("line 1 of " + home.resolve(INI), "before the first section")
                .doesNotContain("SECRET-TOKEN");
    }

    @Test
    void open_defaultSectionThatSomeToolsMergeIntoOthers_isRejected() throws IOException {
        write(
                INI,
                "[DEFAULT]\nsecurity_token = zq7\n[a]\ntype = access_key\naccess_key_id = i\naccess_key_secret = s\n");
        profile("a");

        assertThat(problems()).contains("[DEFAULT]", "rename it").doesNotContain("zq7");
    }

    @Test
    void open_sameNameInBothIniFiles_isAmbiguous() throws IOException {
        profile("default");
        fixture("credentials", ".alibabacloud/credentials");
        fixture("credentials", INI);

        assertThat(problems()).contains("profile default is both in", "rename one");
    }

    @Test
    void open_iniFileNamedByTheVendorsVariable_isReadInsteadOfTheOthers() throws IOException {
        profile("default");
        fixture("credentials", "elsewhere/keys");
        write(INI, "[default]\ntype = access_key\naccess_key_id = other\naccess_key_secret = s\n");
        environment.put(
                "ALIBABA_CLOUD_CREDENTIALS_FILE", home.resolve("elsewhere/keys").toString());

        try (FaceRepositories accounts = open()) {
            assertThat(accounts.describe("cn-main").keyFingerprint()).contains(FINGERPRINT);
        }
    }

    @Test
    void open_commandLineFileNamedByTheVendorsVariable_isReadInsteadOfTheUsersFile() throws IOException {
        profile("a");
        write("elsewhere/config.json", "{\"profiles\":[{\"name\":\"a\",\"mode\":\"Gone\"}]}");
        write(
                CLI,
                "{\"profiles\":[{\"name\":\"a\",\"mode\":\"AK\",\"access_key_id\":\"other\",\"access_key_secret\":\"s\"}]}");
        environment.put(
                "ALIBABA_CLOUD_CONFIG_FILE",
                home.resolve("elsewhere/config.json").toString());

        assertThat(problems()).contains("elsewhere", "the mode Gone");
    }

    @Test
    void open_homeInTheEnvironment_isUsed() throws IOException {
        profile("default");
        fixture("credentials", ".alibabacloud/credentials");
        Map<String, String> settings = new LinkedHashMap<>();
        keys.forEach((key, value) -> settings.put(ACCOUNT + key, value));

        try (FaceRepositories accounts = FaceRepositories.builder()
                .map(settings)
                .environmentForReferences(Map.of("HOME", home.toString()))
                .open()) {
            assertThat(accounts.describe("cn-main").keyFingerprint()).contains(FINGERPRINT);
        }
    }

    @Test
    void open_modeWithDigits_isNotShown() throws IOException {
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
    void open_profileFileIsAFolder_isRejected() throws IOException {
        profile("a");
        Files.createDirectories(home.resolve(CLI));

        assertThat(problems()).contains(home.resolve(CLI) + " cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts_token", "token", "session_token"})
    void open_iniTokenUnderAnotherName_isRejectedAndNotIgnored(String name) throws IOException {
        write(INI, "[a]\ntype = access_key\naccess_key_id = i\naccess_key_secret = s\n" + name + " = zq7\n");
        profile("a");

        assertThat(problems())
                .contains("has the field " + name, "the token must be in the field security_token")
                .doesNotContain("zq7");
    }

    @Test
    void deletePerson_profileChangedAfterOpen_isSignedWithTheNewKey() throws IOException {
        profile("a");
        String ini =
                "[a]\nenable = true\ntype = sts\naccess_key_id = STS.%s\naccess_key_secret = s\nsecurity_token = t\n";
        write(INI, String.format(ini, "one"));
        try (CannedGreen green = new CannedGreen()) {
            without("region");
            keys.put("endpoint", green.endpoint().toString());
            green.respondWith("{\"code\":200,\"data\":{\"code\":200}}")
                    .respondWith("{\"code\":200,\"data\":{\"code\":200}}");
            try (FaceRepositories accounts = open()) {
                accounts.get("cn-main").deletePerson(PersonId.of("p"));
                write(INI, String.format(ini, "two"));
                accounts.get("cn-main").deletePerson(PersonId.of("p"));
                Files.delete(home.resolve(INI));
                assertThatThrownBy(() -> accounts.get("cn-main").deletePerson(PersonId.of("p")))
                        .isInstanceOfSatisfying(FaceException.class, e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                            assertThat(e.effect()).isEqualTo(Effect.NONE);
                            assertThat(e.attempts()).isZero();
                        });
            }

            assertThat(green.received())
                    .extracting(request -> request.header("x-acs-accesskey-id"))
                    .containsExactly("STS.one", "STS.two");
        }
    }
}
