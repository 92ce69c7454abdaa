package io.efface.http.credentials;

import io.efface.FaceException;
import io.efface.http.SteppingClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;

/** Issues numbered tokens, by a clock that only the test moves. */
abstract class IssuedTokens {
    static final Duration HOUR = Duration.ofHours(1);

    final SteppingClock clock = new SteppingClock();
    final RefreshPolicy plan = RefreshPolicy.defaults().withClock(clock);
    final AtomicInteger fetches = new AtomicInteger();

    /** Renewals ahead of time are over before the request that begins them goes on. */
    final RefreshingCredentials<String> kept(CredentialsFetcher<String> source) {
        return new RefreshingCredentials<>(source, plan, Runnable::run);
    }

    final ExpiringCredentials<String> next(Duration life) {
        return new ExpiringCredentials<>(
                "token-" + fetches.incrementAndGet(), clock.instant().plus(life));
    }

    /** Succeeds the given number of times, then fails. */
    final CredentialsFetcher<String> drying(int good, Exception failure) {
        return () -> {
            if (fetches.get() >= good) {
                fetches.incrementAndGet();
                throw failure;
            }
            return next(HOUR);
        };
    }

    static FaceException failure(RefreshingCredentials<String> kept) {
        return Assertions.catchThrowableOfType(FaceException.class, kept::credentials);
    }
}
