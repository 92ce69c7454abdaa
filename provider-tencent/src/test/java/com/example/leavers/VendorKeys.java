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

/** Keys that the vendor's own SDK gets. */
final class VendorKeys {
    private VendorKeys() {}

    /** Opens the accounts of a file, in which one at least says {@code credentials = provider}. */
    static FaceRepositories open(Path file, TencentCredentialsProvider keys) {
        return FaceRepositories.builder()
                .properties(file)
                .service(TencentCredentialsProvider.class, keys)
                .open();
    }

    /** The role of the machine. */
    static TencentCredentialsProvider ofMachine() {
        return renewingItself(new CvmRoleCredential());
    }

    /** The role of the pod, by OIDC; two hours is what the SDK asks for. */
    static TencentCredentialsProvider ofPod() {
        return lasting(Duration.ofHours(2), () -> new OIDCRoleArnProvider().getCredentials());
    }

    /** For what renews itself between any two of its getters. */
    static TencentCredentialsProvider renewingItself(Credential key) {
        return TencentCredentialsProvider.of(CredentialsSource.reading(
                () -> TencentCredentials.of(key.getSecretId(), key.getSecretKey(), key.getToken())));
    }

    /** For what gives a key of known life, which Efface then keeps and renews before it ends. */
    static TencentCredentialsProvider lasting(Duration life, Callable<Credential> issuer) {
        return TencentCredentialsProvider.of(CredentialsSource.refreshing(() -> {
            Instant requested = Instant.now();
            Credential key = issuer.call();
            return new ExpiringCredentials<>(
                    TencentCredentials.of(key.getSecretId(), key.getSecretKey(), key.getToken()), requested.plus(life));
        }));
    }
}
