package com.example.leavers;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.provider.CvmRoleCredential;
import com.tencentcloudapi.common.provider.OIDCRoleArnProvider;
import io.efface.config.FaceRepositories;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import io.efface.tencent.TencentCredentials;
import io.efface.tencent.TencentCredentialsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Gets access keys with the vendor's own SDK. */
final class VendorKeys {
    private VendorKeys() {}

    /** Opens the accounts of a configuration file. Accounts with {@code credentials = provider} use the given keys. */
    static FaceRepositories open(Path file, TencentCredentialsProvider keys) {
        return FaceRepositories.builder()
                .properties(file)
                .service(TencentCredentialsProvider.class, keys)
                .open();
    }

    /** Returns the keys of the role of the machine. */
    static TencentCredentialsProvider machineRole() {
        return selfRenewing(new CvmRoleCredential());
    }

    /** Returns the keys of the role of the pod, by OIDC. The SDK requests keys that are valid for two hours. */
    static TencentCredentialsProvider podRole() {
        return withLifetime(Duration.ofHours(2), () -> new OIDCRoleArnProvider().getCredentials());
    }

    /** Returns the keys of a credential that may renew itself in each of its getters. */
    static TencentCredentialsProvider selfRenewing(Credential key) {
        return TencentCredentialsProvider.of(CredentialsSource.reading(
                () -> TencentCredentials.of(key.getSecretId(), key.getSecretKey(), key.getToken())));
    }

    /** Returns keys with a known lifetime. Efface keeps each key and gets a new key before the lifetime ends. */
    static TencentCredentialsProvider withLifetime(Duration lifetime, Callable<Credential> issuer) {
        return TencentCredentialsProvider.of(CredentialsSource.refreshing(() -> {
            Instant requested = Instant.now();
            Credential key = issuer.call();
            return new ExpiringCredentials<>(
                    TencentCredentials.of(key.getSecretId(), key.getSecretKey(), key.getToken()),
                    requested.plus(lifetime));
        }));
    }
}
