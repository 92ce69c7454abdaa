package io.efface.tencent;

import java.util.Objects;

/** Credentials that never change, so that a refused token stays refused. */
record FixedCredentials(TencentCredentials credentials) implements TencentCredentialsProvider {
    FixedCredentials {
        Objects.requireNonNull(credentials, "credentials");
    }

    @Override
    public boolean refused(TencentCredentials refused) {
        return false;
    }
}
