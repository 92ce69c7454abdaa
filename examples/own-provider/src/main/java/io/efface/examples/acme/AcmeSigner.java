package io.efface.examples.acme;

import io.efface.http.StandardHttpProvider.Key;
import io.efface.http.signing.Digests;
import io.efface.http.signing.VendorSigner;
import java.time.Instant;
import java.util.random.RandomGenerator;
import okhttp3.Request;

/** Signs path, time and body with HMAC-SHA256. Source: Acme API reference, 'Signing', 2026-01-15. */
final class AcmeSigner implements VendorSigner<Key> {
    @Override
    public Request sign(Request request, byte[] body, Key key, Instant at, RandomGenerator random) {
        String time = Long.toString(at.getEpochSecond());
        String text = request.url().encodedPath() + "\n" + time + "\n" + Digests.sha256Hex(body);
        byte[] signature = Digests.hmacSha256(Digests.utf8(key.secret().reveal()), text);
        Request.Builder signed = request.newBuilder()
                .header("X-Acme-Time", time)
                .header("Authorization", "ACME-HMAC " + key.id() + ":" + Digests.hex(signature));
        key.token().ifPresent(token -> signed.header("X-Acme-Token", token.reveal()));
        return signed.build();
    }
}
