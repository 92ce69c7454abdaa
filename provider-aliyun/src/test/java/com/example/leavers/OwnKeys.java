package com.example.leavers;

import io.efface.aliyun.AliyunCredentials;
import io.efface.aliyun.AliyunCredentialsProvider;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import java.time.Instant;

/** Gets temporary keys from a secret store. Efface keeps each key and gets a new key before it expires. */
final class OwnKeys {
    private OwnKeys() {}

    static AliyunCredentialsProvider of(SecretStore store) {
        return AliyunCredentialsProvider.of(CredentialsSource.refreshing(() -> {
            TemporaryKey key = store.newKey();
            return new ExpiringCredentials<>(
                    AliyunCredentials.of(key.id(), key.secret(), key.token()), key.expiresAt());
        }));
    }

    interface SecretStore {
        TemporaryKey newKey() throws Exception;
    }

    record TemporaryKey(String id, String secret, String token, Instant expiresAt) {}
}
