package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a ledger in memory at one moment. */
final class MemoryState {
    final SharedMap<Integer, JobEntry> jobs;
    private final SharedMap<Integer, MemoryTables> tables;
    /** The greatest number of all jobs, including removed jobs. */
    int lastJob;

    MemoryState() {
        this(new SharedMap<>(), new SharedMap<>(), 0);
    }

    private MemoryState(SharedMap<Integer, JobEntry> jobs, SharedMap<Integer, MemoryTables> tables, int lastJob) {
        this.jobs = jobs;
        this.tables = tables;
        this.lastJob = lastJob;
    }

    /**
     * An entry of the list of jobs.
     *
     * @param plannedTargets the number of targets when the job was planned, or null
     */
    record JobEntry(
            Job job,
            @Nullable Long plannedTargets,
            @Nullable DetachedRun detached) {}

    /** Returns a copy of this state. Later changes of this state do not affect the copy. */
    MemoryState copy(boolean frozen) {
        SharedMap<Integer, MemoryTables> copied = new SharedMap<>();
        for (Map.Entry<Integer, MemoryTables> entry : tables.read().entrySet()) {
            copied.add(entry.getKey(), entry.getValue().copy(frozen));
        }
        return new MemoryState(jobs.copy(frozen), copied, lastJob);
    }

    MemoryTables tables(int job) {
        MemoryTables of = tables.read().get(job);
        if (of == null) {
            throw new IllegalStateException("the ledger has no tables of job " + job);
        }
        return of;
    }

    void addTables(int job) {
        tables.add(job, new MemoryTables());
    }

    void dropTables(int job) {
        tables.write().remove(job);
    }
}
