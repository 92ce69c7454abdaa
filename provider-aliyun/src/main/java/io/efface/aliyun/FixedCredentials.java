package io.efface.aliyun;

import java.util.Objects;

/** Credentials that never change: literal, or from environment variables. */
record FixedCredentials(AliyunCredentials credentials) implements AliyunCredentialsProvider {
    FixedCredentials {
        Objects.requireNonNull(credentials, "credentials");
    }

    @Override
    public boolean refused(AliyunCredentials refused) {
        return false;
    }
}
