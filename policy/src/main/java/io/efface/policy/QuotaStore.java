package io.efface.policy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Counts permits. The default store counts in this process; an application can set another store as a service to share a quota between
 * processes. Thread-safe.
 *
 * <p>A store keeps the time {@code next} for each name of a limit. A permit is available if {@code now >= next}. A caller that takes the
 * permit sets {@code next = max(next, now - slack) + interval} with its interval and slack (the generic cell rate algorithm). For a new
 * name, {@code next} is {@code now}. {@code now} is the time of the store's clock.
 */
public interface QuotaStore {
    /**
     * Takes one permit of each limit atomically, or takes no permit.
     *
     * @param limits the limits, at least one, with different names
     * @return zero if the permits were taken, else the time until all permits may be available
     * @throws QuotaUnavailableException if the store does not answer; permits that the store took nevertheless are lost
     */
    Duration tryTake(List<PacedLimit> limits);

    /**
     * Delays the next permit of each limit: {@code next = max(next, now + time)}. Called if the vendor rejected a call that the limits
     * allowed. Delays are not added: of two concurrent delays, the longer delay applies.
     *
     * @param limits the limits, at least one, with different names
     * @param time the delay; more than zero
     * @throws QuotaUnavailableException if the store does not answer
     */
    void penalize(List<PacedLimit> limits, Duration time);

    /** Returns a store that counts in this process. If the clock is set back, permits are not delayed. */
    static QuotaStore inProcess(Clock clock) {
        return new LocalQuotaStore(clock);
    }
}
