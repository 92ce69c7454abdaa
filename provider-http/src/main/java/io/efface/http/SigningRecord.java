package io.efface.http;

import io.efface.RetryAdvice;
import io.efface.http.credentials.AccessKey;
import java.time.Duration;

/**
 * What one request was signed with, so that a rejection is applied to the credentials and the time that caused it. Immutable and
 * thread-safe; {@code toString} shows no secret.
 *
 * @param <C> the vendor's credentials
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

    /** Notes that the vendor rejected the request because of its key. */
    void keyRefused() {
        signer.noteRefused(credentials);
    }

    /** Returns whether the key is a temporary one. */
    boolean isTemporary() {
        return credentials instanceof AccessKey key && key.token().isPresent();
    }

    /** Reports the key to its source as expired; returns whether a repeat may be signed with another one. */
    RetryAdvice expired() {
        return signer.mayReplace(credentials) ? RetryAdvice.ONCE : RetryAdvice.NEVER;
    }

    /** Corrects the clock by the answer that rejects this request's timestamp. */
    VendorClock.ClockCorrection correctClock(HttpResponse answer) {
        return signer.clock().correct(answer.date(), answer.receivedAt(), offset);
    }

    @Override
    public String toString() {
        return "SigningRecord[offset=" + offset + "]";
    }
}
