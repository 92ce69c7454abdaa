package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The workers of a ledger, inside a transaction. Times are times of the ledger's database. */
public interface WorkerList {
    /** The time without a heartbeat after which a worker counts as dead. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The list of a ledger that only one process at a time can use. Such a ledger has no workers. */
    WorkerList NONE = new WorkerList() {
        @Override
        public List<WorkerRecord> all() {
            return List.of();
        }

        @Override
        public void beat(String name, Instant startedAt, int accountRuns) {
            throw new UnsupportedOperationException("the ledger cannot have workers");
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException("the ledger cannot have workers");
        }
    };

    /** Returns the workers, sorted by name. */
    List<WorkerRecord> all();

    /**
     * Records a heartbeat of a worker. Adds the worker if it is not in the list, and removes workers without a heartbeat for a day.
     *
     * @param accountRuns the highest number of account runs on which the worker works at the same time
     */
    void beat(String name, Instant startedAt, int accountRuns);

    /** Removes a worker that has stopped. */
    void remove(String name);
}
