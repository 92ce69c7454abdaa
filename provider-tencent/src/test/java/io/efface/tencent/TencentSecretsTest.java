package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.http.credentials.CredentialsSource;
import io.efface.testkit.emulator.ChangingSecretsContract;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TencentSecretsTest extends ChangingSecretsContract {
    TencentSecretsTest() {
        super(TencentTargets.VENDOR);
    }

    @Test
    void deletePerson_profileRewrittenByATool_isUsedFromTheNextCall() throws IOException {
        String section = "[a]\nsecret_id = KEY%1$d\nsecret_key = secret-%1$d\ntoken = token-%1$d\n";
        String profiles = ".tencentcloud/credentials";
        file(profiles, String.format(section, 1));
        try (FaceRepositories accounts = open("profile:a")) {
            assertDeletes(accounts, 1);
            clock.move(HOUR);
            file(profiles, String.format(section, 2));
            assertDeletes(accounts, 1);
            file(profiles, "[b]\n");
            assertRejectedHere(accounts, "they contain b");
            file(profiles, String.format(section, 1));
            assertThat(assertRejected(accounts, "AuthFailure.TokenFailure"))
                    .as("the file contains only the expired key, so there is one request")
                    .isEqualTo(1);
        }
    }

    @Test
    void reading_keyRenewedBetweenTwoGetters_returnsPartsOfOneKey() {
        Iterator<String> keys = List.of("key-1", "key-2", "key-2").iterator();
        Iterator<String> tokens = List.of("token-2", "token-2", "token-2").iterator();
        Iterator<String> ids = List.of("AKID1", "AKID2", "AKID2").iterator();

        assertThat(CredentialsSource.reading(() -> TencentCredentials.of(ids.next(), keys.next(), tokens.next()))
                        .credentials())
                .isEqualTo(TencentCredentials.of("AKID2", "key-2", "token-2"));
    }
}
