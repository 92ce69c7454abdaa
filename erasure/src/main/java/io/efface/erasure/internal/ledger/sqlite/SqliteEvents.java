package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.keys.EventMac;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of a job's events. For one thread. */
public final class SqliteEvents implements Events {
    private static final String COLUMNS =
            "SELECT seq, position, bytes, mac, " + CellTypes.EVENTS.wrong("e") + " AS wrong FROM ";
    private static final String COLUMNS_WITHOUT_MAC = "SELECT seq, position, bytes, NULL AS mac, "
            + CellTypes.EVENTS.wrong("e", withoutMac()) + " AS wrong FROM ";

    private final SqliteTransaction tx;
    private final String table;
    private final String insert;
    private final String selectLastNumber;
    private @Nullable EventMac mac;
    /** The number of the last event if this transaction knows it, or 0 if the number has to be read from the counter. */
    private long lastNumber;

    public SqliteEvents(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.table = new JobTables(job).events();
        this.insert = "INSERT INTO " + table
                + "(seq, position, target, bytes, mac) VALUES(:number, NULL, :target, :bytes, :mac)";
        this.selectLastNumber =
                "SELECT seq, " + CellTypes.COUNTERS.wrong("s") + " AS wrong FROM sqlite_sequence s WHERE name = :name";
    }

    private static Set<String> withoutMac() {
        Set<String> columns = new LinkedHashSet<>(CellTypes.EVENTS.columns());
        columns.remove("mac");
        return columns;
    }

    /** Forgets the number of the last event. Call this method when a transaction begins or when a part of it was rolled back. */
    public void forgetLastNumber() {
        lastNumber = 0;
    }

    @Override
    public void authenticate(EventMac eventMac) {
        mac = eventMac;
    }

    @Override
    public EventMac mac() {
        EventMac eventMac = mac;
        if (eventMac == null) {
            throw new IllegalStateException(
                    "the events of this job have no HMAC function yet; call authenticate first");
        }
        return eventMac;
    }

    @Override
    public void add(Event event) {
        byte[] bytes = event.bytes();
        long number = (lastNumber == 0 ? lastNumber() : lastNumber) + 1;
        lastNumber = number;
        tx.sql(insert)
                .set("number", number)
                .set("target", event.target())
                .set("bytes", bytes)
                .set("mac", mac().of(number, bytes))
                .update();
    }

    @Override
    public long lastNumber() {
        return tx.sql(selectLastNumber)
                .set("name", table)
                .first(row -> {
                    CellTypes.COUNTERS.check(
                            row.textOrNull("wrong"), "the entry " + table + " of the table sqlite_sequence");
                    return row.number("seq");
                })
                .orElse(0L);
    }

    @Override
    public boolean haveMacs() {
        return tx.hasColumn(table, "mac");
    }

    /** Adds the column for HMACs, which the table lacks in a ledger of version 1. */
    public void addMacColumn() {
        if (!haveMacs()) {
            tx.execute("ALTER TABLE " + table + " ADD COLUMN mac BLOB");
        }
    }

    @Override
    public Cursor<EventRow> all() {
        // The order by number needs no index. The check of the receipts detects a position that does not fit this
        // order.
        return tx.sql((haveMacs() ? COLUMNS : COLUMNS_WITHOUT_MAC) + table + " e ORDER BY seq")
                .open(SqliteEvents::read);
    }

    @Override
    public Cursor<EventRow> after(long number) {
        return tx.sql(COLUMNS + table + " e WHERE seq > :number ORDER BY seq")
                .set("number", number)
                .open(SqliteEvents::read);
    }

    @Override
    public Cursor<EventRow> ofJob() {
        return tx.sql(COLUMNS + table + " e WHERE target IS NULL ORDER BY seq DESC")
                .open(SqliteEvents::read);
    }

    @Override
    public boolean hasTargetEvent() {
        return tx.sql("SELECT EXISTS(SELECT 1 FROM " + table + " WHERE target IS NOT NULL)")
                        .number()
                != 0;
    }

    @Override
    public Cursor<byte[]> ofTypes(EventType... types) {
        return tx.sql("SELECT CAST(bytes AS BLOB) AS bytes FROM " + table + " NOT INDEXED WHERE "
                        + Arrays.stream(types).map(SqliteEvents::isOf).collect(Collectors.joining(" OR "))
                        + " ORDER BY seq")
                .open(row -> row.bytes("bytes"));
    }

    @Override
    public long count(EventType type) {
        return tx.sql("SELECT count(*) FROM " + table + " NOT INDEXED WHERE " + isOf(type))
                .number();
    }

    /**
     * Returns the SQL condition that an event has a type. The condition reads the type from the bytes of the event, because seals and HMACs
     * cover only the bytes.
     */
    private static String isOf(EventType type) {
        String start = "{\"type\":\"" + type.name() + '"';
        return "substr(CAST(bytes AS BLOB), 1, " + start.length() + ") = CAST('" + start + "' AS BLOB)";
    }

    @Override
    public byte[] bytes(long number) {
        return tx.sql("SELECT CAST(bytes AS BLOB) AS bytes FROM " + table
                        + " WHERE seq = :number AND bytes IS NOT NULL")
                .set("number", number)
                .first(row -> row.bytes("bytes"))
                .orElseThrow(() -> new ErasureException(
                        Reason.LEDGER_UNREADABLE, "the ledger is damaged: event " + number + " cannot be found again"));
    }

    @Override
    public List<EventRow> unsealed(int limit) {
        return tx.sql(COLUMNS + table + " e WHERE position IS NULL ORDER BY seq LIMIT :limit")
                .set("limit", limit)
                .list(SqliteEvents::read);
    }

    @Override
    public long countUnsealed() {
        return countUnsealed("");
    }

    @Override
    public long recountUnsealed() {
        return countUnsealed(" NOT INDEXED");
    }

    private long countUnsealed(String indexHint) {
        return tx.sql("SELECT count(*) FROM " + table + indexHint + " WHERE position IS NULL")
                .number();
    }

    @Override
    public long unsealedAtEnd() {
        long count = 0;
        try (Cursor<Long> positions =
                tx.sql("SELECT position FROM " + table + " ORDER BY seq DESC").open(row -> row.number("position"))) {
            for (Long position = positions.next(); position != null && position == 0; position = positions.next()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void setPositions(List<Long> numbers, long firstPosition) {
        int next = 0;
        while (next < numbers.size()) {
            int end = endOfSequence(numbers, next);
            setPositions(numbers.get(next), numbers.get(end - 1), firstPosition + next);
            next = end;
        }
    }

    /** Returns the index after the last number that follows the number at an index without a gap. */
    private static int endOfSequence(List<Long> numbers, int start) {
        int end = start + 1;
        while (end < numbers.size() && numbers.get(end) == numbers.get(end - 1) + 1) {
            end++;
        }
        return end;
    }

    private void setPositions(long first, long last, long firstPosition) {
        int changed = tx.sql("UPDATE " + table + " SET position = seq + :shift"
                        + " WHERE seq BETWEEN :first AND :last AND position IS NULL")
                .set("shift", firstPosition - first)
                .set("first", first)
                .set("last", last)
                .update();
        if (changed != last - first + 1) {
            throw new StorageException(
                    new SQLException("an event already has a position, which another process or person has set"));
        }
    }

    private static EventRow read(Row row) throws SQLException {
        long number = row.number("seq");
        CellTypes.EVENTS.check(row.textOrNull("wrong"), number, 0);
        return new EventRow(number, row.number("position"), row.bytes("bytes"), row.bytesOrNull("mac"));
    }
}
