package io.efface.erasure.internal.ledger;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs for which detached faces were committed since this process opened the ledger. Other runs look for these faces. Thread-safe. */
public final class DetachingJobs {
    private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();

    /**
     * Adds a job. Call this method after ids of faces of the job are committed, and before the request that detaches these faces is sent.
     */
    public void add(int job) {
        numbers.add(job);
    }

    /** Returns whether detached faces of a job were committed. */
    public boolean contains(int job) {
        return numbers.contains(job);
    }

    /** Returns the number of jobs, which only increases. */
    int size() {
        return numbers.size();
    }
}
