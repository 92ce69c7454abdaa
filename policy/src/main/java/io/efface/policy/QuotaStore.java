package io.efface.policy;

import java.time.Duration;

/**
 * Where quota is counted: in this process by default, or shared between processes when an application hands one in as a service.
 * Thread-safe. Buckets of equal name are one bucket.
 */
public interface QuotaStore {
    /**
     * Returns a bucket of capacity 1, so that permits are paced and never burst.
     *
     * @param name the quota group and the vendor's group of operations; holds no secret and no person
     * @param interval time between two permits, more than zero
     */
    QuotaBucket bucket(String name, Duration interval);
}
