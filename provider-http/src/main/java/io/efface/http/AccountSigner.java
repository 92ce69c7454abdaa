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
 * Signs the requests of an account. For each request, this signer gets the credentials and the offset of the vendor's clock. The signer
 * stores both in a {@link SigningRecord}, which is returned with the response. Thread-safe; {@code toString} shows no secret.
 *
 * @param <C> type of the vendor's credentials, which must implement {@code equals}
 */
public final class AccountSigner<C> implements RequestSigner {
    private final String provider;
    private final String account;
    private final CredentialsSource<C> source;
    private final VendorSigner<C> signer;
    private final VendorClock clock;
    private final RandomGenerator random;
    private volatile @Nullable C lastRejected;

    /** Creates the signer of the account that a context describes. The signer uses the clock offset of the endpoint's host. */
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
     * @throws io.efface.FaceException with effect {@code NONE} and 0 attempts if there are no credentials, see
     *     {@link CredentialsSource#credentials()}
     */
    @Override
    public SignedRequest sign(Operation operation, Request request, byte[] body) {
        return sign(credentials(new CallLabel(operation, provider, account)), request, body);
    }

    @Override
    public @Nullable SignedRequest signAtOnce(Operation operation, Request request, byte[] body) {
        C credentials = source.inMemory().orElse(null);
        return credentials == null ? null : sign(credentials, request, body);
    }

    private SignedRequest sign(C credentials, Request request, byte[] body) {
        Duration offset = clock.offset();
        return new SignedRequest(
                signer.sign(request, body, credentials, clock.instant(offset), random),
                new SigningRecord<>(this, credentials, offset));
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

    void markRejected(C credentials) {
        lastRejected = credentials;
    }

    /** Reports the rejected credentials to the source. Returns whether the source may return other credentials next time. */
    boolean mayReplace(C rejected) {
        try {
            return source.rejected(rejected);
        } catch (RuntimeException e) {
            // The call fails with the vendor's error; a failure of the source must not replace this error.
            return false;
        }
    }

    /**
     * Returns whether the source now has other credentials than the last rejected credentials. Returns false if no credentials were
     * rejected. Does not wait and never throws. This is the implementation of {@link io.efface.spi.ProviderRepository#hasNewKey()}.
     */
    boolean hasNewKey() {
        C last = lastRejected;
        if (last == null) {
            return false;
        }
        try {
            return source.present().filter(present -> !present.equals(last)).isPresent();
        } catch (RuntimeException e) {
            // The credentials file may be in the middle of a replacement. The next check reads the new file.
            return false;
        }
    }

    @Override
    public String toString() {
        return "AccountSigner[" + provider + " " + account + "]";
    }
}
