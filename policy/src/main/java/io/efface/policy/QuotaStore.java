package io.efface.policy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Grants the permits of limits. The default store works for one process. To share a quota between processes, an application sets another
 * store as a service. Thread-safe.
 *
 * <p>A store keeps one time, {@code next}, for each name of a limit (the generic cell rate algorithm). In the following formulas,
 * {@code now} is the time of the store's clock. A permit is available if {@code now >= next}. When a caller takes a permit, {@code next}
 * becomes {@code max(next, now - slack) + interval}, with the interval and the slack of the caller. For a new name, {@code next} is
 * {@code now}.
 */
public interface QuotaStore {
    /**
     * Takes one permit of each limit atomically, or takes no permit.
     *
     * @param limits the limits, at least one, with different names
     * @return zero if the permits were taken, else the time until all permits may be available
     * @throws QuotaUnavailableException if the store does not respond; if the store took the permits but its response was lost, these
     *     permits are lost
     */
    Duration tryTake(List<PacedLimit> limits);

    /**
     * Delays the next permit of each limit: {@code next = max(next, now + time)}. The layers call this method after the vendor throttled a
     * request that the limits allowed. Delays are not added: of two concurrent delays, the longer delay applies.
     *
     * @param limits the limits, at least one, with different names
     * @param time the delay; more than zero
     * @throws QuotaUnavailableException if the store does not respond
     */
    void penalize(List<PacedLimit> limits, Duration time);

    /** Returns a store for one process. If the clock is set back, permits are not delayed. */
    static QuotaStore inProcess(Clock clock) {
        return new LocalQuotaStore(clock);
    }
}
