package io.efface.erasure.internal.ledger;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs for which this process has committed detached faces since it opened the ledger. Other runs of this process look for these faces.
 * Another process cannot commit detached faces meanwhile, because one process at a time works on a ledger. Thread-safe.
 */
public final class DetachingJobs {
    private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();

    /** Adds a job after the commit of detached faces, and before the request that detaches them is sent. */
    public void add(int job) {
        numbers.add(job);
    }

    /** Returns whether this process has committed detached faces of a job. */
    public boolean contains(int job) {
        return numbers.contains(job);
    }

    /** Returns the number of jobs, which only increases. */
    int size() {
        return numbers.size();
    }
}
