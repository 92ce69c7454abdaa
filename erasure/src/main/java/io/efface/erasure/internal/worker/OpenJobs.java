package io.efface.erasure.internal.worker;

import io.efface.erasure.internal.run.AccountSlices;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a worker has open. All slices of a job share the open job, with its keys. A job is closed when no slice uses it, so that
 * its keys leave the memory. While a job is opened, only slices of the same job wait. Thread-safe.
 */
final class OpenJobs {
    private static final class Entry {
        /** Guarded by the {@link OpenJobs}. */
        int users;

        /** Guarded by this entry. */
        private @Nullable AccountSlices slices;

        synchronized AccountSlices open(String job, Function<String, AccountSlices> opening) {
            AccountSlices open = slices;
            if (open == null) {
                open = opening.apply(job);
                slices = open;
            }
            return open;
        }

        synchronized void close() {
            if (slices != null) {
                slices.close();
            }
        }
    }

    private final Function<String, AccountSlices> opening;
    private final Map<String, Entry> entries = new HashMap<>();

    /** Creates the set of a worker that has no open job. */
    OpenJobs(Function<String, AccountSlices> opening) {
        this.opening = opening;
    }

    /** Calls a function with an open job. */
    <T> T with(String job, Function<AccountSlices, T> use) {
        Entry entry = acquire(job);
        boolean isUsable = false;
        try {
            T result = use.apply(entry.open(job, opening));
            isUsable = true;
            return result;
        } finally {
            if (release(job, entry, isUsable)) {
                entry.close();
            }
        }
    }

    private synchronized Entry acquire(String job) {
        Entry entry = entries.computeIfAbsent(job, name -> new Entry());
        entry.users++;
        return entry;
    }

    /**
     * Ends a use. After a failure, the next slice opens the job again.
     *
     * @return whether no slice uses the entry any more
     */
    private synchronized boolean release(String job, Entry entry, boolean isUsable) {
        entry.users--;
        if (!isUsable || entry.users == 0) {
            entries.remove(job, entry);
        }
        return entry.users == 0;
    }
}
