package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Events;
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

/** A job's table of events. For one thread. */
public final class SqliteEvents implements Events {
    private static final String COLUMNS =
            "SELECT seq, position, bytes, mac, " + CellTypes.EVENTS.wrong("e") + " AS wrong FROM ";
    private static final String COLUMNS_WITHOUT_MAC = "SELECT seq, position, bytes, NULL AS mac, "
            + CellTypes.EVENTS.wrong("e", withoutMac()) + " AS wrong FROM ";

    private final SqliteTransaction tx;
    private final String table;
    private @Nullable EventMac mac;
    /** What the counter says, as far as this transaction knows it; 0 if it has to be read. */
    private long last;

    public SqliteEvents(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.table = new JobTables(job).events();
    }

    private static Set<String> withoutMac() {
        Set<String> columns = new LinkedHashSet<>(CellTypes.EVENTS.columns());
        columns.remove("mac");
        return columns;
    }

    /** Forgets the number of the last event: a transaction begins, or a part of it was undone. */
    public void forgetLast() {
        last = 0;
    }

    @Override
    public void authenticate(EventMac with) {
        mac = with;
    }

    @Override
    public EventMac mac() {
        EventMac known = mac;
        if (known == null) {
            throw new IllegalStateException("the events of this job have not been made ready to be written");
        }
        return known;
    }

    @Override
    public void add(Event event) {
        byte[] bytes = event.bytes();
        long number = (last == 0 ? lastNumber() : last) + 1;
        last = number;
        tx.sql("INSERT INTO " + table
                        + "(seq, position, target, bytes, mac) VALUES(:number, NULL, :target, :bytes, :mac)")
                .set("number", number)
                .set("target", event.target())
                .set("bytes", bytes)
                .set("mac", mac().of(number, bytes))
                .update();
    }

    @Override
    public long lastNumber() {
        return tx.sql("SELECT seq, " + CellTypes.COUNTERS.wrong("s") + " AS wrong FROM sqlite_sequence s"
                        + " WHERE name = :name")
                .set("name", table)
                .first(row -> {
                    CellTypes.COUNTERS.check(
                            row.textOrNull("wrong"), "the entry " + table + " of the table sqlite_sequence");
                    return row.number("seq");
                })
                .orElse(0L);
    }

    @Override
    public boolean hasMacs() {
        return tx.sql("SELECT 1 FROM pragma_table_info(:name) WHERE name = 'mac'")
                .set("name", table)
                .first(row -> true)
                .isPresent();
    }

    /** Adds the place for HMACs that a ledger of version 1 does not have. */
    public void addMacs() {
        if (!hasMacs()) {
            tx.execute("ALTER TABLE " + table + " ADD COLUMN mac BLOB");
        }
    }

    @Override
    public Cursor<EventRow> all() {
        // In the order of writing, which needs no index; a position that does not fit is found by the check of the
        // receipts.
        return tx.sql((hasMacs() ? COLUMNS : COLUMNS_WITHOUT_MAC) + table + " e ORDER BY seq")
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
    public boolean isAnyOfTarget() {
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

    /** Returns the condition in SQL that an event is of a type. The column {@code target} is not certified, so the bytes decide. */
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
    public List<EventRow> unsealed(int most) {
        return tx.sql(COLUMNS + table + " e WHERE position IS NULL ORDER BY seq LIMIT :most")
                .set("most", most)
                .list(SqliteEvents::read);
    }

    @Override
    public long countUnsealed() {
        return countUnsealed("");
    }

    @Override
    public long countUnsealedOfTable() {
        return countUnsealed(" NOT INDEXED");
    }

    private long countUnsealed(String from) {
        return tx.sql("SELECT count(*) FROM " + table + from + " WHERE position IS NULL")
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
    public void setPositions(List<Long> numbers, long first) {
        Query update = tx.sql("UPDATE " + table + " SET position = :position WHERE seq = :number AND position IS NULL");
        long position = first;
        for (long number : numbers) {
            if (update.set("position", position).set("number", number).update() != 1) {
                throw new StorageException(
                        new SQLException("an event has been given a position by another process or person"));
            }
            position++;
        }
    }

    private static EventRow read(Row row) throws SQLException {
        long number = row.number("seq");
        CellTypes.EVENTS.check(row.textOrNull("wrong"), number, 0);
        return new EventRow(number, row.number("position"), row.bytes("bytes"), row.bytesOrNull("mac"));
    }
}
