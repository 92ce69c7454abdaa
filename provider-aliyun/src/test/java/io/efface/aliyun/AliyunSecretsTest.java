package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.testkit.emulator.ChangingSecretsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AliyunSecretsTest extends ChangingSecretsContract {
    AliyunSecretsTest() {
        super(AliyunTargets.VENDOR);
    }

    @Test
    void deletePerson_expiredTokenFileNotReplaced_sendsOneRequest() throws IOException {
        Path token = file("token", "token-1");
        try (FaceRepositories accounts =
                open("KEY1", "secret-1", "credentials.security-token", "${file:" + token + "}")) {
            assertDeletes(accounts, 1);
            clock.move(HOUR);
            int requests = assertRejected(accounts, "InvalidSecurityToken.Expired");
            assertThat(requests).isEqualTo(1);
        }
    }
}
