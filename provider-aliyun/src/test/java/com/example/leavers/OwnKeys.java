package com.example.leavers;

import io.efface.aliyun.AliyunCredentials;
import io.efface.aliyun.AliyunCredentialsProvider;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import java.time.Instant;

/** Temporary keys out of a secret store, which Efface keeps and renews before they end. */
final class OwnKeys {
    private OwnKeys() {}

    static AliyunCredentialsProvider of(SecretStore store) {
        return AliyunCredentialsProvider.of(CredentialsSource.refreshing(() -> {
            Lease lease = store.lease();
            return new ExpiringCredentials<>(
                    AliyunCredentials.of(lease.id(), lease.secret(), lease.token()), lease.endsAt());
        }));
    }

    interface SecretStore {
        Lease lease() throws Exception;
    }

    record Lease(String id, String secret, String token, Instant endsAt) {}
}
