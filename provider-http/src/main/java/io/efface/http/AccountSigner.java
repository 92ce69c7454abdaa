package io.efface.http;

import io.efface.Operation;
import io.efface.http.credentials.CredentialsFailure;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.OpenContext;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Signs an account's requests: obtains credentials and the vendor's time for each of them, and notes both in a {@link SigningRecord}
 * that comes back with the answer. Thread-safe; {@code toString} shows no secret.
 *
 * @param <C> a vendor's credentials, with {@code equals}
 */
public final class AccountSigner<C> implements RequestSigner {
    private final String provider;
    private final String account;
    private final CredentialsSource<C> source;
    private final VendorSigner<C> signer;
    private final VendorClock clock;
    private final RandomGenerator random;
    private volatile @Nullable C refused;

    /** Signs for the account of a context, which calls the given endpoint. */
    public AccountSigner(
            String provider,
            CredentialsSource<C> source,
            VendorSigner<C> signer,
            Endpoint endpoint,
            OpenContext context) {
        this.provider = provider;
        this.account = context.account();
        this.source = Objects.requireNonNull(source, "source");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.clock = VendorClock.of(context, endpoint);
        this.random = context.random();
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.efface.FaceException effect {@code NONE}, 0 attempts, if there are no credentials: see
     *     {@link CredentialsSource#credentials()}
     */
    @Override
    public Request sign(Operation operation, Request request, byte[] body) {
        C credentials = credentials(new CallLabel(operation, provider, account));
        Duration offset = clock.offset();
        return signer.sign(request, body, credentials, clock.instant(offset), random)
                .newBuilder()
                .tag(SigningRecord.class, new SigningRecord<>(this, credentials, offset))
                .build();
    }

    private C credentials(CallLabel label) {
        C credentials;
        try {
            credentials = source.credentials();
        } catch (RuntimeException | LinkageError e) {
            throw CredentialsFailure.of(e).exception(label::error);
        }
        if (credentials == null) {
            throw CredentialsFailure.none().exception(label::error);
        }
        return credentials;
    }

    VendorClock clock() {
        return clock;
    }

    void noteRefused(C credentials) {
        refused = credentials;
    }

    /** Returns whether the source may return other credentials than those that the vendor rejected. */
    boolean mayReplace(C rejected) {
        try {
            return source.refused(rejected);
        } catch (RuntimeException e) {
            // The vendor's answer is the outcome of this call; a failure of the source must not hide it.
            return false;
        }
    }

    /** Implements {@link io.efface.spi.ProviderRepository#hasNewKey()}: does not wait and throws nothing; false if nothing was rejected. */
    boolean isOtherThanRefused() {
        C last = refused;
        if (last == null) {
            return false;
        }
        try {
            return source.present().filter(now -> !now.equals(last)).isPresent();
        } catch (RuntimeException e) {
            // A file that is being replaced; the next check finds the new one.
            return false;
        }
    }

    @Override
    public String toString() {
        return "AccountSigner[" + provider + " " + account + "]";
    }
}
