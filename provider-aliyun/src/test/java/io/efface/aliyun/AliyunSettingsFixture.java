package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.config.FaceRepositories;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Provides the settings of one account with a fixed key, and a home folder. */
abstract class AliyunSettingsFixture {
    static final String ACCOUNT = "efface.accounts.cn-main.";
    static final String FINGERPRINT =
            AliyunCredentials.of("testAccessKeyId", "x").fingerprint();

    @TempDir
    Path home;

    final Map<String, String> keys = new LinkedHashMap<>(Map.of(
            "policies", "none",
            "provider", "aliyun",
            "region", "cn-shanghai",
            "credentials.access-key-id", "testAccessKeyId",
            "credentials.access-key-secret", "testAccessKeySecret"));
    final Map<String, String> environment = new LinkedHashMap<>();

    FaceRepositories open() {
        Map<String, String> prefixed = new LinkedHashMap<>();
        keys.forEach((key, value) -> prefixed.put(ACCOUNT + key, value));
        return FaceRepositories.builder()
                .map(prefixed)
                .home(home)
                .environmentForReferences(environment)
                .open();
    }

    String problems() {
        FaceException failure = catchThrowableOfType(FaceException.class, () -> open().close());
        assertThat(failure).as("the configuration is rejected").isNotNull();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        return String.valueOf(failure.getMessage());
    }

    void without(String... removed) {
        keys.keySet().removeAll(Set.of(removed));
    }

    void withoutKeys() {
        without("credentials.access-key-id", "credentials.access-key-secret");
    }
}
