package io.efface.http;

import io.efface.RetryAdvice;
import io.efface.http.credentials.AccessKey;
import java.time.Duration;

/**
 * The credentials and the clock offset with which one request was signed. If the vendor rejects the key of the request, these credentials
 * count as rejected. If the vendor rejects the timestamp, this offset shows whether the present offset of the vendor's clock already
 * differs from the rejected one. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * @param <C> type of the vendor's credentials
 */
public final class SigningRecord<C> {
    private final AccountSigner<C> signer;
    private final C credentials;
    private final Duration offset;

    SigningRecord(AccountSigner<C> signer, C credentials, Duration offset) {
        this.signer = signer;
        this.credentials = credentials;
        this.offset = offset;
    }

    /** Stores that the vendor rejected the request because of its key. */
    void reportRejectedKey() {
        signer.markRejected(credentials);
    }

    /** Returns whether the key is temporary. */
    boolean isTemporary() {
        return credentials instanceof AccessKey key && key.token().isPresent();
    }

    /** Reports the key to its source as expired. Returns {@code ONCE} if the source may return another key, else {@code NEVER}. */
    RetryAdvice reportExpired() {
        return signer.mayReplace(credentials) ? RetryAdvice.ONCE : RetryAdvice.NEVER;
    }

    /** Corrects the clock with the response that rejected the timestamp of this request. */
    VendorClock.ClockCorrection correctClock(HttpResponse response) {
        return signer.clock().correct(response.date(), response.receivedAt(), offset);
    }

    @Override
    public String toString() {
        return "SigningRecord[offset=" + offset + "]";
    }
}
