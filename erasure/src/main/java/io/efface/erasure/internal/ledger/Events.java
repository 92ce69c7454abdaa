package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.keys.EventMac;
import java.util.List;

/**
 * The events of a job's receipts, inside a transaction. Events are numbered from 1 without gaps, in the order of writing. The number of a
 * committed event is never used again. An event gets its position in the receipts when a seal covers it, so an event without a position is
 * unsealed. The methods that read events throw an {@link ErasureException} of reason {@code LEDGER_UNREADABLE} for an event with a damaged
 * cell.
 */
public interface Events {
    /** Sets the HMAC function for new events. Events can only be added after this call. */
    void authenticate(EventMac mac);

    /**
     * Returns the HMAC function for new events.
     *
     * @throws IllegalStateException if {@link #authenticate} was not called, because no event may be written without an HMAC
     */
    EventMac mac();

    /** Adds an event with its HMAC. */
    void add(Event event);

    /** Returns the number of the last event that was ever added, even if that event was removed later; 0 if no event was ever added. */
    long lastNumber();

    /**
     * Returns whether the events have HMACs. They have none if an older version of Efface created the ledger, or if somebody removed the
     * HMACs.
     */
    boolean haveMacs();

    /** Reads all events, sorted by number. The events of a ledger without HMACs have the HMAC null. */
    Cursor<EventRow> all();

    /** Reads the events with a number greater than the given one, sorted by number. */
    Cursor<EventRow> after(long number);

    /** Reads the events about the job as a whole, the newest event first. */
    Cursor<EventRow> ofJob();

    /** Returns whether the job has an event about a target. */
    boolean hasTargetEvent();

    /** Reads the bytes of the events of some types, sorted by number. The type is taken from the bytes, and no index is used. */
    Cursor<byte[]> ofTypes(EventType... types);

    /** Counts the events of a type. The type is taken from the bytes, and no index is used. */
    long count(EventType type);

    /**
     * Returns the bytes of an event that was read before.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the event no longer exists
     */
    byte[] bytes(long number);

    /** Returns the oldest events without a position, at most {@code limit} events. */
    List<EventRow> unsealed(int limit);

    /** Counts the events without a position. The count is fast, because it uses an index. */
    long countUnsealed();

    /** Counts the events without a position by reading all events, so that a damaged index does not matter. */
    long recountUnsealed();

    /** Counts the events after the last event that has a position. The count uses no index. */
    long unsealedAtEnd();

    /**
     * Gives consecutive positions to events. Throws a {@link LedgerFailure} if one of the events has a position already.
     *
     * @param numbers the numbers of the events, in ascending order
     * @param firstPosition the position of the first event
     */
    void setPositions(List<Long> numbers, long firstPosition);
}
