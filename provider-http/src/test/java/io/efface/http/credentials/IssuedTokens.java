package io.efface.http.credentials;

import io.efface.FaceException;
import io.efface.http.SteppingClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;

/** Provides a source of credentials that issues numbered tokens. Time passes only when a test moves the clock. */
abstract class IssuedTokens {
    static final Duration HOUR = Duration.ofHours(1);

    final SteppingClock clock = new SteppingClock();
    final RefreshPolicy plan = RefreshPolicy.defaults().withClock(clock);
    final AtomicInteger fetches = new AtomicInteger();

    /** Returns credentials that are renewed in the thread of the caller, so that a renewal has ended when {@code credentials()} returns. */
    final RefreshingCredentials<String> refreshing(CredentialsFetcher<String> source) {
        return new RefreshingCredentials<>(source, plan, Runnable::run);
    }

    final ExpiringCredentials<String> next(Duration life) {
        return new ExpiringCredentials<>(
                "token-" + fetches.incrementAndGet(), clock.instant().plus(life));
    }

    /** Returns a source that succeeds the given number of times and then fails. */
    final CredentialsFetcher<String> failingAfter(int good, Exception failure) {
        return () -> {
            if (fetches.get() >= good) {
                fetches.incrementAndGet();
                throw failure;
            }
            return next(HOUR);
        };
    }

    static FaceException failure(RefreshingCredentials<String> credentials) {
        return Assertions.catchThrowableOfType(FaceException.class, credentials::credentials);
    }
}
