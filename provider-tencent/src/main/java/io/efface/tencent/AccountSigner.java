package io.efface.tencent;

import io.efface.Operation;
import io.efface.http.CallLabel;
import io.efface.http.RequestSigner;
import io.efface.http.SigningKeys;
import io.efface.http.VendorClock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import okhttp3.Request;

/** Gives the pure signer what changes from one attempt to the next: credentials, time and nonce. Thread-safe. */
final class AccountSigner implements RequestSigner {
    private final String account;
    private final TencentSigner signer;
    private final TencentCredentialsProvider credentials;
    private final VendorClock clock;
    private final RandomGenerator random;

    AccountSigner(
            String account,
            TencentSigner signer,
            TencentCredentialsProvider credentials,
            VendorClock clock,
            RandomGenerator random) {
        this.account = account;
        this.signer = signer;
        this.credentials = credentials;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Request sign(Operation operation, Request request, byte[] body) {
        TencentCredentials snapshot = SigningKeys.current(
                new CallLabel(operation, TencentFaceRepositoryProvider.NAME, account), credentials::credentials);
        Duration offset = clock.offset();
        Signing note = request.tag(Signing.class);
        if (note != null) {
            note.set(snapshot, offset);
        }
        int nonce = 1 + random.nextInt(Integer.MAX_VALUE);
        return signer.sign(request, body, snapshot, clock.instant(offset), nonce);
    }
}
