package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.keys.EventMac;
import java.util.List;

/**
 * The events of a job's receipts, inside a transaction. Their numbers count from 1 without gaps, in the order of writing, and are never
 * used again once they are committed. Reading rejects an event with a wrong cell by an {@link ErasureException} of reason {@code LEDGER_UNREADABLE}.
 */
public interface Events {
    /** Allows events to be added from now on. */
    void authenticate(EventMac mac);

    /**
     * Returns what authenticates the events.
     *
     * @throws IllegalStateException if {@link #authenticate} was not called: no event is written without an HMAC
     */
    EventMac mac();

    /** Adds an event with its HMAC. */
    void add(Event event);

    /** Returns the number of the last event that was ever added, even if it was removed since; 0 if there was none. */
    long lastNumber();

    /** Returns whether events have a place for an HMAC, whatever version the file says it is of. */
    boolean hasMacs();

    /** Reads all events in order; those of a ledger without HMACs have none. */
    Cursor<EventRow> all();

    /** Reads the events after a number, in order. */
    Cursor<EventRow> after(long number);

    /** Reads the events about the job as a whole, the newest first. */
    Cursor<EventRow> ofJob();

    /** Returns whether there is an event about a target. */
    boolean isAnyOfTarget();

    /** Reads the bytes of the events of some types, which the bytes alone decide, from the table alone. */
    Cursor<byte[]> ofTypes(EventType... types);

    /** Counts the events of a type, which the bytes alone decide, from the table alone. */
    long count(EventType type);

    /**
     * Returns the bytes of an event that was read before.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it is not found
     */
    byte[] bytes(long number);

    /** Returns the oldest events without a position, at most so many. */
    List<EventRow> unsealed(int most);

    /** Counts the events without a position, fast, from an index. */
    long countUnsealed();

    /** Counts the events without a position in the table alone, since an index may be damaged by itself. */
    long countUnsealedOfTable();

    /** Counts the events without a position behind the last one that has a position, from the table alone. */
    long unsealedAtEnd();

    /**
     * Gives consecutive positions to events that have none. If one has, the ledger fails.
     *
     * @param numbers of the events, in order
     * @param first the position of the first one
     */
    void setPositions(List<Long> numbers, long first);
}
