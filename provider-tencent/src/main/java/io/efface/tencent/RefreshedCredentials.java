package io.efface.tencent;

import io.efface.http.CredentialsFetch;
import io.efface.http.RefreshPlan;
import io.efface.http.RefreshingCredentials;

/** Temporary credentials that are renewed before they end. Thread-safe. */
final class RefreshedCredentials implements TencentCredentialsProvider {
    private final RefreshingCredentials<TencentCredentials> kept;

    RefreshedCredentials(CredentialsFetch<TencentCredentials> fetch, RefreshPlan plan) {
        this.kept = new RefreshingCredentials<>(fetch, plan);
    }

    @Override
    public TencentCredentials credentials() {
        return kept.current();
    }

    @Override
    public boolean refused(TencentCredentials refused) {
        return kept.refused(refused);
    }

    @Override
    public String toString() {
        return kept.toString();
    }
}
