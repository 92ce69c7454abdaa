package com.example.leavers;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.CredentialModel;
import io.efface.aliyun.AliyunCredentials;
import io.efface.aliyun.AliyunCredentialsProvider;
import io.efface.config.FaceRepositories;
import java.nio.file.Path;

/** Keys that the vendor's own library finds and renews: the role of the machine or the pod, OIDC, its default chain. */
final class VendorKeys {
    private VendorKeys() {}

    /** Opens the accounts of a file, in which one at least says {@code credentials = provider}. */
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
