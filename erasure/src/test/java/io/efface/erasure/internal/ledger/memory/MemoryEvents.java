package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.memory.MemoryTables.EventEntry;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.keys.EventMac;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The events of a job in memory. */
final class MemoryEvents implements Events {
    private final Supplier<MemoryTables> tables;
    private final int job;
    private final Map<Integer, EventMac> macs;

    /**
     * Creates an instance.
     *
     * @param macs the HMAC function of each job
     */
    MemoryEvents(Supplier<MemoryTables> tables, int job, Map<Integer, EventMac> macs) {
        this.tables = tables;
        this.job = job;
        this.macs = macs;
    }

    private NavigableMap<Long, EventEntry> read() {
        return tables.get().events.read();
    }

    private Stream<EventRow> stream() {
        return read().values().stream().map(EventEntry::row);
    }

    @Override
    public void authenticate(EventMac mac) {
        macs.put(job, mac);
    }

    @Override
    public EventMac mac() {
        EventMac mac = macs.get(job);
        if (mac == null) {
            throw new IllegalStateException("the events of this job have not been made ready to be written");
        }
        return mac;
    }

    @Override
    public void add(Event event) {
        long number = lastNumber() + 1;
        byte[] bytes = event.bytes();
        EventRow row = new EventRow(number, 0, bytes, mac().of(number, bytes));
        tables.get().events.add(number, new EventEntry(event.target(), row));
    }

    @Override
    public long lastNumber() {
        return read().isEmpty() ? 0 : read().lastKey();
    }

    @Override
    public boolean haveMacs() {
        return true;
    }

    @Override
    public Cursor<EventRow> all() {
        return MemoryCursor.of(stream());
    }

    @Override
    public Cursor<EventRow> after(long number) {
        return MemoryCursor.of(stream().filter(event -> event.number() > number));
    }

    @Override
    public Cursor<EventRow> ofJob() {
        return MemoryCursor.of(read().descendingMap().values().stream()
                .filter(event -> event.target() == null)
                .map(EventEntry::row));
    }

    @Override
    public boolean hasTargetEvent() {
        return read().values().stream().anyMatch(event -> event.target() != null);
    }

    @Override
    public Cursor<byte[]> ofTypes(EventType... types) {
        return MemoryCursor.of(stream()
                .map(EventRow::bytes)
                .filter(bytes -> Arrays.stream(types).anyMatch(type -> isOf(bytes, type))));
    }

    @Override
    public long count(EventType type) {
        return stream().filter(event -> isOf(event.bytes(), type)).count();
    }

    private static boolean isOf(byte[] event, EventType type) {
        byte[] start = ("{\"type\":\"" + type.name() + '"').getBytes(StandardCharsets.US_ASCII);
        return event.length >= start.length && Arrays.equals(event, 0, start.length, start, 0, start.length);
    }

    @Override
    public byte[] bytes(long number) {
        EventEntry event = read().get(number);
        if (event == null) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "event " + number + " cannot be found again");
        }
        return event.row().bytes();
    }

    private Stream<EventRow> withoutPosition() {
        return stream().filter(event -> event.position() == 0);
    }

    @Override
    public List<EventRow> unsealed(int most) {
        return withoutPosition().limit(most).toList();
    }

    @Override
    public long countUnsealed() {
        return withoutPosition().count();
    }

    @Override
    public long recountUnsealed() {
        return countUnsealed();
    }

    @Override
    public long unsealedAtEnd() {
        return read().descendingMap().values().stream()
                .takeWhile(event -> event.row().position() == 0)
                .count();
    }

    @Override
    public void setPositions(List<Long> numbers, long first) {
        long position = first;
        for (long number : numbers) {
            EventEntry previous = read().get(number);
            if (previous == null || previous.row().position() != 0) {
                throw new IllegalStateException("an event has a position already, or is missing");
            }
            EventRow row = new EventRow(
                    number, position, previous.row().bytes(), previous.row().hmac());
            tables.get().events.write().put(number, new EventEntry(previous.target(), row));
            position++;
        }
    }
}
