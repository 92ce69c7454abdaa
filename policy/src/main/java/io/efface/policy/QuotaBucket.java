package io.efface.policy;

import java.time.Duration;

/** Permits that come at a steady pace. Thread-safe. */
public interface QuotaBucket {
    /**
     * Takes a permit if there is one.
     *
     * @return zero if the permit was taken, else the time until the next may be there
     * @throws QuotaUnavailableException if the store behind the bucket does not answer; nothing was taken
     */
    Duration tryTake();

    /**
     * Puts the bucket in debt: no permit comes before this time has been earned back. For when the vendor refused although the
     * bucket allowed. Debts do not add up: of two at once the longer one holds.
     *
     * @param time more than zero
     * @throws QuotaUnavailableException if the store behind the bucket does not answer
     */
    void owe(Duration time);
}
