package io.efface.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A quota store in the memory of this process. The store never removes the name of a limit, because there are only a few names. */
final class LocalQuotaStore implements QuotaStore {
    private final Map<String, Long> next = new HashMap<>();
    private final Clock clock;

    LocalQuotaStore(Clock clock) {
        this.clock = new MonotonicClock(clock);
    }

    @Override
    public synchronized Duration tryTake(List<PacedLimit> limits) {
        long now = now();
        long wait = 0;
        for (PacedLimit limit : limits) {
            wait = Math.max(wait, next(limit, now) - now);
        }
        if (wait == 0) {
            for (PacedLimit limit : limits) {
                long earliest = Math.max(next(limit, now), now - limit.slack().toNanos());
                next.put(limit.name(), earliest + limit.interval().toNanos());
            }
        }
        return Duration.ofNanos(wait);
    }

    @Override
    public synchronized void penalize(List<PacedLimit> limits, Duration time) {
        long until = now() + time.toNanos();
        limits.forEach(limit -> next.merge(limit.name(), until, Math::max));
    }

    private long next(PacedLimit limit, long now) {
        return next.getOrDefault(limit.name(), now);
    }

    private long now() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
