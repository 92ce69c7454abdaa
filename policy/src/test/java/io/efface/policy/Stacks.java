package io.efface.policy;

import io.efface.IdCheck;
import java.time.Duration;
import java.util.List;

/** Stacks for tests that look at single layers. */
final class Stacks {
    private Stacks() {}

    /** Nothing is repeated, read back, paced or broken off. */
    static Stack quiet(Duration deadline, IdCheck idCheck, LastFace lastFace) {
        return new Stack(
                deadline,
                idCheck,
                lastFace,
                VerifyMode.OFF,
                new RetrySettings(1, Duration.ofMillis(1), Duration.ofMillis(1)),
                new QuotaSettings(false, List.of(), 0),
                List.of(),
                new BreakerSettings(1, 100, Duration.ofMillis(1), false));
    }
}
