package io.efface.erasure.internal.ledger;

/** Adds events to a job's receipts. */
public final class EventLog {
    private EventLog() {}

    /** Does what {@link Events#add} says. */
    public static void add(Transaction tx, JobTables job, Event event) {
        tx.events(job.number()).add(event);
    }
}
