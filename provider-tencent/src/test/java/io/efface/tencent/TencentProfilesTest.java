package io.efface.tencent;

import static io.efface.tencent.GivenSettings.ID;
import static io.efface.tencent.GivenSettings.KEY;
import static io.efface.tencent.GivenSettings.accepted;
import static io.efface.tencent.GivenSettings.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.http.credentials.InvalidProfileException;
import io.efface.http.credentials.ProfileFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests credentials from the files of the vendor's tools. */
class TencentProfilesTest {
    @Test
    void configure_profile_readsItsSection(@TempDir Path home) throws IOException {
        writeProfiles(home, """
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
                .contains("is neither in", "which contain no profiles")
                .contains(home.toString());
        writeProfiles(home, "[b]\nsecret_id = x\n[c]\n");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("they contain b, c");
        assertThat(rejected(GivenSettings.of("credentials", "profile:b").withHome(home))
                        .get("credentials"))
                .contains("profile b in")
                .contains("has no secret_key");
    }

    @Test
    void configure_profileFileWithAByteOrderMark_isRead(@TempDir Path home) throws IOException {
        writeProfiles(home, "\uFEFF[default]\r\nsecret_id = AKIDexample\r\nsecret_key = k\r\n");

        assertThat(accepted(GivenSettings.of("credentials", "profile:default").withHome(home))
                        .keyFingerprint())
                .contains("5dd2a3bac510");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token = the-token", "secret_key: other", "the-token"})
    void configure_textBeforeTheFirstSection_isRejectedAndNotIgnored(String line, @TempDir Path home)
            throws IOException {
        writeProfiles(home, "# a comment\n\n" + line + "\n[default]\nsecret_id = AKIDexample\nsecret_key = k\n");

        assertThat(rejected(GivenSettings.of("credentials", "profile:default").withHome(home))
                        .get("credentials"))
                .contains("line 3 of " + iniFile(home), "before the first section")
                .doesNotContain("the-token", "other");
    }

    @Test
    void configure_commentBeforeTheFirstSection_isRead(@TempDir Path home) throws IOException {
        writeProfiles(home, "\uFEFF# token = x\n\n  ; y\n[default]\nsecret_id = AKIDexample\nsecret_key = k\n");

        assertThat(accepted(GivenSettings.of("credentials", "profile:default").withHome(home))
                        .keyFingerprint())
                .contains("5dd2a3bac510");
    }

    @Test
    void configure_profileOfARole_isRejectedWithAlternatives(@TempDir Path home) throws IOException {
        writeProfiles(home, "[a]\nrole_arn = qcs::cam::uin/1:roleName/x\n");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("role_arn", "credentials = command", "credentials = provider");
    }

    @Test
    void configure_profileFileThatIsNotText_isRejected(@TempDir Path home) throws IOException {
        Path file = iniFile(home);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("cannot be read");
    }

    private static Path iniFile(Path home) {
        return home.resolve(".tencentcloud/credentials");
    }

    private static TencentCredentials read(String name, Path home, List<Path> inis) {
        return ProfileFile.key(name, TencentProfiles.readerOf(name, home, inis).get());
    }

    private static void copyResource(String name, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream in = TencentProfilesTest.class.getResourceAsStream("/profiles/" + name)) {
            Files.write(file, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({"plain,false", "colons,false", "quotes,true", "comments,false", "cli,true"})
    void read_profile_isReadLikeTheVendorsTools(String name, boolean temporary, @TempDir Path home) throws IOException {
        copyResource("credentials", iniFile(home));
        copyResource("cli.credential", home.resolve(".tccli").resolve("cli.credential"));

        assertThat(read(name, home, List.of(iniFile(home))))
                .isEqualTo(TencentCredentials.of(ID, KEY, temporary ? "the-token" : null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "twice | section [twice] occurs twice",
                "key-twice | line 27",
                "hash | line 32",
                "open-quote | line 35",
                "after-quote | line 39",
                "indented | line 44",
                "no-separator | line 47",
            })
    void configure_profileThatTheToolsReadDifferently_isRejected(String name, String problem, @TempDir Path home)
            throws IOException {
        copyResource("credentials", iniFile(home));

        assertThat(rejected(GivenSettings.of("credentials", "profile:" + name).withHome(home))
                        .get("credentials"))
                .contains(problem)
                .doesNotContain("AKIDother");
    }

    @Test
    void read_profileInTheMachinesFile_isRead(@TempDir Path folder) throws IOException {
        Path machine = folder.resolve("etc/credentials");
        copyResource("credentials", machine);

        assertThat(read("plain", folder, List.of(iniFile(folder), machine)))
                .isEqualTo(TencentCredentials.of(ID, KEY, null));
    }

    @Test
    void read_profileInTheUsersAndTheMachinesFile_isRejected(@TempDir Path folder) throws IOException {
        Path machine = folder.resolve("etc/credentials");
        copyResource("credentials", machine);
        copyResource("credentials", iniFile(folder));
        assertThatThrownBy(() -> read("plain", folder, List.of(iniFile(folder), machine)))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContainingAll("is both in", machine.toString(), "rename one");
    }

    @Test
    void configure_profileInBothFiles_isRejected(@TempDir Path home) throws IOException {
        copyResource("credentials", iniFile(home));
        copyResource("cli.credential", home.resolve(".tccli").resolve("plain.credential"));

        assertThat(rejected(GivenSettings.of("credentials", "profile:plain").withHome(home))
                        .get("credentials"))
                .contains("is both in", "rename one");
    }

    @Test
    void configure_profileNameThatLeavesTheFolder_isNotRead(@TempDir Path home) throws IOException {
        copyResource("cli.credential", home.resolve("outside.credential"));

        assertThat(rejected(GivenSettings.of("credentials", "profile:../outside")
                                .withHome(home))
                        .get("credentials"))
                .contains("is neither");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sts_token", "security_token", "session_token", "secret_token", "session-token", "sts-token"})
    void configure_tokenUnderAnotherName_isRejectedAndNotIgnored(String name, @TempDir Path home) throws IOException {
        writeProfiles(home, "[a]\nsecret_id = " + ID + "\nsecret_key = " + KEY + "\n" + name + " = zq7\n");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("has the field " + name, "the token must be in the field token")
                .doesNotContain("zq7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'secretId':'AKIDexample','secretKey':'k','token':4711} | the field token, which is not a text",
                "{'secretId':'AKIDexample','secretKey':'k','session-token':'zq7'} | the field session-token",
                "{'secretId':'AKIDexample','secretKey':'k','sts-token':4711} | the field sts-token",
                "{'secretId':4711,'secretKey':'k'} | the field secretId, which is not a text",
            })
    void configure_commandLineFileWithWrongField_isRejectedAndNotIgnored(
            String json, String problem, @TempDir Path home) throws IOException {
        writeCommandLineFile(home, json.replace('\'', '"'));

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains(problem)
                .doesNotContain("zq7", "4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvm-role", "oauth", "sso"})
    void configure_commandLineFileWithoutAKey_isRejectedWithAlternatives(String type, @TempDir Path home)
            throws IOException {
        writeCommandLineFile(home, "{\"type\":\"" + type + "\"}");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("(type " + type + ")", "credentials = command", "credentials = provider");
    }

    private static void writeCommandLineFile(Path home, String json) throws IOException {
        Path file = home.resolve(".tccli/a.credential");
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    @Test
    void configure_commandLineFileWithARole_isRejected(@TempDir Path home) throws IOException {
        writeCommandLineFile(
                home,
                "{\"secretId\":\"AKIDexample\",\"secretKey\":\"k\",\"role-arn\":\"qcs::cam::uin/1:roleName/x\","
                        + "\"role-session-name\":\"s\"}");

        assertThat(rejected(GivenSettings.of("credentials", "profile:a").withHome(home))
                        .get("credentials"))
                .contains("role-arn", "credentials = command");
    }

    private static void writeProfiles(Path home, String text) throws IOException {
        Path file = iniFile(home);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void find_withoutTheVariable_searchesTheUsersAndTheMachinesFiles(@TempDir Path home) {
        assertThat(TencentProfiles.find("a", home, variable -> Optional.empty()).get().stream()
                        .map(ProfileFile::file))
                .containsExactly(
                        iniFile(home), Path.of("/etc/tencentcloud/credentials"), home.resolve(".tccli/a.credential"));
    }

    @Test
    void configure_fileNamedByTheVendorsVariable_isReadInsteadOfTheOthers(@TempDir Path home) throws IOException {
        copyResource("credentials", home.resolve("elsewhere"));

        assertThat(accepted(GivenSettings.of("credentials", "profile:plain")
                                .withHome(home)
                                .withVariable(
                                        "TENCENTCLOUD_CREDENTIALS_FILE",
                                        home.resolve("elsewhere").toString()))
                        .keyFingerprint())
                .isPresent();
    }
}
