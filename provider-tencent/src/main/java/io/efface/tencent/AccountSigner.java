package io.efface.tencent;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.RequestSigner;
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
        TencentCredentials snapshot = snapshot(operation);
        Duration offset = clock.offset();
        Signing note = request.tag(Signing.class);
        if (note != null) {
            note.set(snapshot, offset);
        }
        int nonce = 1 + random.nextInt(Integer.MAX_VALUE);
        return signer.sign(request, body, snapshot, clock.instant(offset), nonce);
    }

    private TencentCredentials snapshot(Operation operation) {
        TencentCredentials snapshot;
        try {
            snapshot = credentials.credentials();
        } catch (RuntimeException e) {
            // An application's exception may quote a secret: its class is all that is passed on.
            throw unavailable(operation, "threw " + e.getClass().getName());
        }
        if (snapshot == null) {
            throw unavailable(operation, "returned null");
        }
        return snapshot;
    }

    private FaceException unavailable(Operation operation, String what) {
        return FaceException.of(operation, ErrorKind.UNAUTHENTICATED)
                .provider(TencentFaceRepositoryProvider.NAME)
                .account(account)
                .detail("the account's TencentCredentialsProvider " + what)
                .build();
    }
}
