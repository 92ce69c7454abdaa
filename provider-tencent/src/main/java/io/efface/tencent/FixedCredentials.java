package io.efface.tencent;

/** Credentials that never change, so that a refused token stays refused. */
record FixedCredentials(TencentCredentials credentials) implements TencentCredentialsProvider {
    @Override
    public boolean refused(TencentCredentials refused) {
        return false;
    }
}
