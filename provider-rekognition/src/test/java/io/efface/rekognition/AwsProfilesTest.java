package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests credentials from the two profile files of AWS's tools. */
class AwsProfilesTest {
    private static final String KEY =
            "aws_access_key_id = " + GivenAccount.ID + "\naws_secret_access_key = " + GivenAccount.SECRET + "\n";
    private static final String OTHER_KEY = "aws_access_key_id = AKIAOTHER\naws_secret_access_key = other\n";
    private static final String FINGERPRINT =
            AwsCredentials.of(GivenAccount.ID, "any").fingerprint();

    @TempDir
    Path home;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(home.resolve(".aws"));
    }

    private void credentials(String text) throws IOException {
        Files.writeString(home.resolve(".aws/credentials"), text);
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve(".aws/config"), text);
    }

    private GivenAccount profile(String name) {
        return GivenAccount.of("credentials", "profile:" + name).withHome(home);
    }

    private void assertFound(GivenAccount account) {
        assertThat(account.accepted().keyFingerprint()).contains(FINGERPRINT);
    }

    @Test
    void configure_profileInTheCredentialsFile_isFound() throws IOException {
        credentials("[default]\n" + OTHER_KEY + "[erasure]\n" + KEY);

        assertFound(profile("erasure"));
    }

    @ParameterizedTest
    @CsvSource({
        "erasure, [profile erasure]",
        "erasure, [profile   erasure]",
        "default, [default]",
        "default, [profile default]"
    })
    void configure_profileInTheConfigFile_isFoundByItsPrefix(String name, String section) throws IOException {
        config(section + "\nregion = eu-west-1\n" + KEY + "s3 =\n  max_concurrent_requests = 20\n");

        assertFound(profile(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[erasure]", "[sso-session erasure]", "[services erasure]"})
    void configure_otherSectionOfTheConfigFile_isNoProfile(String section) throws IOException {
        config(section + "\n" + KEY);

        assertThat(profile("erasure").rejected())
                .contains("profile erasure is neither in", "which contain no profiles");
    }

    @Test
    void configure_profileInBothFiles_usesTheKeyOfTheCredentialsFile() throws IOException {
        credentials("[erasure]\n" + KEY);
        config("[profile erasure]\nregion = us-east-1\noutput = json\n" + OTHER_KEY);

        assertFound(profile("erasure"));
    }

    @Test
    void configure_profileInBothFilesWithTheKeyInConfig_isOneProfile() throws IOException {
        credentials("[erasure]\n# no key here\n");
        config("[profile erasure]\n" + KEY);

        assertFound(profile("erasure"));
    }

    @Test
    void configure_keyDividedBetweenTheFiles_isRejected() throws IOException {
        credentials("[erasure]\n" + KEY);
        config("[profile erasure]\naws_session_token = " + GivenAccount.SECRET + "\n");

        assertThat(profile("erasure").rejected())
                .contains("profile erasure has parts of its key both in", "keep them in one file");
    }

    @Test
    void configure_profileTwiceInConfig_isRejected() throws IOException {
        config("[default]\n" + KEY + "[profile default]\n" + KEY);

        assertThat(profile("default").rejected()).contains("is twice in", "[default]", "[profile default]");
    }

    @Test
    void configure_temporaryKey_needsItsToken() throws IOException {
        credentials("[erasure]\naws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = s\n");
        assertThat(profile("erasure").rejected()).contains("begins with ASIA");

        credentials("[erasure]\naws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = s\naws_session_token = t\n");
        assertThat(profile("erasure").accepted().keyFingerprint()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_security_token = the-secret-key | aws_security_token, which is not read",
                "AWS_Session_Token = the-secret-key | write it in lower case",
                "role_arn = arn:aws:iam::1:role/the-secret-key | has the field role_arn",
                "sso_session = the-secret-key | has the field sso_session",
                "sso_start_url = https://the-secret-key | has the field sso_start_url",
                "login_session = the-secret-key | has the field login_session",
                "web_identity_token_file = /the-secret-key | has the field web_identity_token_file",
                "credential_process = /the-secret-key | has both a key and the field credential_process",
            })
    void configure_profileThatAwsToolsReadInAnotherWay_isRejectedWithoutShowingValues(String line, String problem)
            throws IOException {
        credentials("[erasure]\n" + KEY + line + "\n");

        assertThat(profile("erasure").rejected()).contains("1 problem:", "profile erasure in", problem);
    }

    @Test
    void configure_profileWithARole_isRejectedWithAlternatives() throws IOException {
        config("[profile erasure]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n");

        assertThat(profile("erasure").rejected())
                .contains("credentials.command = aws configure export-credentials --profile NAME")
                .contains("credentials = provider");
    }

    @Test
    void configure_credentialProcess_isUsedAsTheCommand() throws IOException {
        config("[profile erasure]\ncredential_process = \"/opt/key tool\" --role 'a b'\n");

        assertThat(profile("erasure").accepted().keyFingerprint()).isEmpty();
        assertThat(profile("erasure").accepted().quotaGroup())
                .isEqualTo(GivenAccount.of(
                                "credentials", "command", "credentials.command", "\"/opt/key tool\" --role \"a b\"")
                        .accepted()
                        .quotaGroup());
    }

    @Test
    void configure_profileWithoutAName_usesTheVariableOrDefault() throws IOException {
        credentials("[default]\n" + KEY + "[other]\n" + OTHER_KEY);
        GivenAccount account = GivenAccount.of("credentials", "profile").withHome(home);

        assertFound(account);
        assertThat(account.withVariable("AWS_PROFILE", "other").accepted().keyFingerprint())
                .contains(AwsCredentials.of("AKIAOTHER", "any").fingerprint());
        assertThat(account.withVariable("AWS_DEFAULT_PROFILE", "default").rejected())
                .contains("AWS_DEFAULT_PROFILE names another profile than AWS_PROFILE");
    }

    @Test
    void configure_variablesThatNameTheFiles_areRead() throws IOException {
        Path credentials = Files.writeString(home.resolve("keys"), "[a]\n" + KEY);
        Path config = Files.writeString(home.resolve("settings"), "[profile b]\n" + KEY);

        for (String name : new String[] {"a", "b"}) {
            assertFound(profile(name)
                    .withVariable("AWS_SHARED_CREDENTIALS_FILE", credentials.toString())
                    .withVariable("AWS_CONFIG_FILE", config.toString()));
        }
    }
}
