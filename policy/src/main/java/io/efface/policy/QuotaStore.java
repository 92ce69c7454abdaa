package io.efface.policy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Where quota is counted: in this process by default, or shared between processes when an application passes a store as a service.
 * Thread-safe.
 *
 * <p>A store keeps one moment for each name of a limit, {@code next}. A permit is there if {@code now >= next}, and then
 * {@code next = max(next, now - slack) + interval} by the interval and slack of the taker (the generic cell rate algorithm). The first
 * permit of a name finds {@code next = now}. The store's own clock counts.
 */
public interface QuotaStore {
    /**
     * Takes one permit of each limit in one step, or none.
     *
     * @param limits with different names, at least one
     * @return zero if the permits were taken, else the time until all may be there
     * @throws QuotaUnavailableException if the store does not answer; a permit that it gave nevertheless is lost
     */
    Duration tryTake(List<PacedLimit> limits);

    /**
     * Delays the next permit of each limit: {@code next = max(next, now + time)}. For when the vendor rejected a call that the limits
     * allowed. Penalties do not add up: of two at once the longer one holds.
     *
     * @param limits with different names, at least one
     * @param time more than zero
     * @throws QuotaUnavailableException if the store does not answer
     */
    void penalize(List<PacedLimit> limits, Duration time);

    /** Returns a store that counts in this process. A clock that is set back delays no permit. */
    static QuotaStore inProcess(Clock clock) {
        return new LocalQuotaStore(clock);
    }
}
