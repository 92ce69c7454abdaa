package io.efface.erasure.internal.worker;

import io.efface.erasure.internal.run.AccountSlices;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The jobs that a worker has open. All slices of a job share the open job, with its keys. A job is closed when no slice uses it, so that
 * its keys leave the memory. Thread-safe.
 */
final class OpenJobs {
    private static final class Entry {
        final AccountSlices slices;
        int users;

        Entry(AccountSlices slices) {
            this.slices = slices;
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
            T result = use.apply(entry.slices);
            isUsable = true;
            return result;
        } finally {
            release(job, entry, isUsable);
        }
    }

    private synchronized Entry acquire(String job) {
        Entry entry = entries.computeIfAbsent(job, name -> new Entry(opening.apply(name)));
        entry.users++;
        return entry;
    }

    /** Ends a use. After a failure, the next slice opens the job again. */
    private synchronized void release(String job, Entry entry, boolean isUsable) {
        entry.users--;
        if (!isUsable || entry.users == 0) {
            entries.remove(job, entry);
        }
        if (entry.users == 0) {
            entry.slices.close();
        }
    }
}
