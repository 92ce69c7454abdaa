package io.efface.erasure.internal.worker;

import java.time.Duration;

/**
 * The times of a worker. Only tests have other times than {@link #DEFAULT}.
 *
 * @param heartbeat the time between two signs of life. After four missing signs, other workers take over
 * @param poll the time between two searches for account runs
 * @param afterFailure the time after which a failed account run continues
 * @param shutdown the time after which a worker that is closed cancels its calls in progress
 */
public record WorkerTimes(Duration heartbeat, Duration poll, Duration afterFailure, Duration shutdown) {
    /** Other workers take over after at most 45 seconds. The last time is the default of the timeout of a call. */
    public static final WorkerTimes DEFAULT = new WorkerTimes(
            Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1));
}
