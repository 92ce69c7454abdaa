package com.example.leavers;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.CredentialModel;
import io.efface.aliyun.AliyunCredentials;
import io.efface.aliyun.AliyunCredentialsProvider;
import io.efface.config.FaceRepositories;
import java.nio.file.Path;

/** Gets access keys with the vendor's own library, which finds and renews them. */
final class VendorKeys {
    private VendorKeys() {}

    /** Opens the accounts of a configuration file. Accounts with {@code credentials = provider} use keys of the vendor's client. */
    static FaceRepositories open(Path file, Client vendor) {
        return FaceRepositories.builder()
                .properties(file)
                .service(AliyunCredentialsProvider.class, () -> key(vendor.getCredential()))
                .open();
    }

    private static AliyunCredentials key(CredentialModel key) {
        return AliyunCredentials.of(key.getAccessKeyId(), key.getAccessKeySecret(), key.getSecurityToken());
    }
}
