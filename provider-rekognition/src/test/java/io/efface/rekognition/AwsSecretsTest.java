package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.testkit.emulator.ChangingSecretsContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AwsSecretsTest extends ChangingSecretsContract {
    AwsSecretsTest() {
        super(AwsTargets.VENDOR);
    }

    @Test
    void deletePerson_profileRewrittenByATool_isUsedFromTheNextCall() throws IOException {
        String section =
                "[a]\naws_access_key_id = KEY%1$d\naws_secret_access_key = secret-%1$d\naws_session_token = token-%1$d\n";
        String profiles = ".aws/credentials";
        file(profiles, String.format(section, 1));
        try (FaceRepositories accounts = open("profile:a")) {
            assertDeletes(accounts, 1);
            clock.move(HOUR);
            file(profiles, String.format(section, 2));
            assertDeletes(accounts, 1);
            file(profiles, String.format(section, 1));
            assertThat(assertRejected(accounts, "ExpiredTokenException"))
                    .as("attempts with an expired key if the file has no newer key")
                    .isEqualTo(1);
        }
    }
}
