package io.efface.aliyun;

import io.efface.http.CredentialsFetch;
import io.efface.http.RefreshPlan;
import io.efface.http.RefreshingCredentials;

/** Temporary credentials that are renewed before they end. Thread-safe. */
final class RefreshedCredentials implements AliyunCredentialsProvider {
    private final RefreshingCredentials<AliyunCredentials> kept;

    RefreshedCredentials(CredentialsFetch<AliyunCredentials> fetch, RefreshPlan plan) {
        this.kept = new RefreshingCredentials<>(fetch, plan);
    }

    @Override
    public AliyunCredentials credentials() {
        return kept.current();
    }

    @Override
    public boolean refused(AliyunCredentials refused) {
        return kept.refused(refused);
    }

    @Override
    public String toString() {
        return kept.toString();
    }
}
