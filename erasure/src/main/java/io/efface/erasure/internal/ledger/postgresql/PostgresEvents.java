package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.keys.EventMac;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of a job. To store an event, a transaction locks the job's counter of events until its commit. So the transaction stores all
 * its events right before the commit, and other processes wait for the lock only for a moment. For one thread.
 */
final class PostgresEvents implements Events {
    private static final String COLUMNS = "SELECT seq, position, bytes, mac FROM ";

    private final PostgresTransaction tx;
    private final int job;
    private final PostgresTables tables;
    private final String ofJob;
    private @Nullable EventMac mac;
    /** The events of this transaction that are not stored yet. */
    private final List<Event> added = new ArrayList<>();
    /** The events that were not stored yet when the present change began. */
    private List<Event> addedAtMark = List.of();

    PostgresEvents(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.tables = tx.tables();
        this.ofJob = tables.events() + " WHERE job = " + job;
    }

    void forgetAdded() {
        added.clear();
        addedAtMark = List.of();
    }

    /** Marks the beginning of a change. */
    void mark() {
        addedAtMark = List.copyOf(added);
    }

    /**
     * Restores the list of events that were not stored yet when the change began. If the change has stored them, the database has removed
     * them again.
     */
    void undo() {
        added.clear();
        added.addAll(addedAtMark);
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
        mac();
        tx.locks().share(job);
        added.add(event);
    }

    /** Gives numbers to the added events, and stores them. */
    void store() {
        if (added.isEmpty()) {
            return;
        }
        long last = takeNumbers(added.size());
        long number = last - added.size();
        Long[] numbers = new Long[added.size()];
        Long[] targets = new Long[added.size()];
        byte[][] bytes = new byte[added.size()][];
        byte[][] macs = new byte[added.size()][];
        for (int i = 0; i < numbers.length; i++) {
            number++;
            numbers[i] = number;
            targets[i] = added.get(i).target();
            bytes[i] = added.get(i).bytes();
            macs[i] = mac().of(number, bytes[i]);
        }
        insert(numbers, targets, bytes, macs);
        added.clear();
    }

    private void insert(Long[] numbers, Long[] targets, byte[][] bytes, byte[][] macs) {
        Connection connection = tx.session().connection();
        try {
            tx.sql("INSERT INTO " + tables.events() + "(job, seq, target, bytes, mac) SELECT " + job
                            + ", n, t, b, m FROM unnest(:numbers, :targets, :bytes, :macs) AS e(n, t, b, m)")
                    .set("numbers", connection.createArrayOf("bigint", numbers))
                    .set("targets", connection.createArrayOf("bigint", targets))
                    .set("bytes", connection.createArrayOf("bytea", bytes))
                    .set("macs", connection.createArrayOf("bytea", macs))
                    .update();
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    /** Takes numbers for events, and locks the counter until the end of the transaction. Returns the last of these numbers. */
    private long takeNumbers(int count) {
        return tx.sql("INSERT INTO " + tables.eventCounters() + " AS c(job, last_seq) VALUES(" + job
                        + ", :count) ON CONFLICT (job) DO UPDATE SET last_seq = c.last_seq + EXCLUDED.last_seq"
                        + " RETURNING last_seq")
                .set("count", (long) count)
                .number();
    }

    @Override
    public long lastNumber() {
        store();
        return tx.sql("SELECT last_seq FROM " + tables.eventCounters() + " WHERE job = " + job)
                .number();
    }

    @Override
    public boolean haveMacs() {
        return true;
    }

    @Override
    public Cursor<EventRow> all() {
        return open(COLUMNS + ofJob + " ORDER BY seq");
    }

    @Override
    public Cursor<EventRow> after(long number) {
        store();
        return tx.open(
                tx.sql(COLUMNS + ofJob + " AND seq > :number ORDER BY seq").set("number", number),
                PostgresEvents::read);
    }

    @Override
    public Cursor<EventRow> ofJob() {
        return open(COLUMNS + ofJob + " AND target IS NULL ORDER BY seq DESC");
    }

    private Cursor<EventRow> open(String sql) {
        store();
        return tx.open(tx.sql(sql), PostgresEvents::read);
    }

    @Override
    public boolean hasTargetEvent() {
        store();
        return tx.sql("SELECT 1 WHERE EXISTS(SELECT 1 FROM " + ofJob + " AND target IS NOT NULL)")
                        .number()
                != 0;
    }

    @Override
    public Cursor<byte[]> ofTypes(EventType... types) {
        store();
        Query select = tx.sql("SELECT bytes FROM " + ofJob + " AND ("
                + Arrays.stream(types).map(PostgresEvents::isOf).collect(Collectors.joining(" OR "))
                + ") ORDER BY seq");
        return tx.open(select, row -> row.bytes("bytes"));
    }

    @Override
    public long count(EventType type) {
        store();
        return tx.sql("SELECT count(*) FROM " + ofJob + " AND " + isOf(type)).number();
    }

    /**
     * Returns the SQL condition that an event has a type. The condition reads the type from the bytes of the event, because seals and HMACs
     * cover only the bytes.
     */
    private static String isOf(EventType type) {
        String start = "{\"type\":\"" + type.name() + '"';
        return "substring(bytes FROM 1 FOR " + start.length() + ") = convert_to('" + start + "', 'UTF8')";
    }

    @Override
    public byte[] bytes(long number) {
        store();
        return tx.sql("SELECT bytes FROM " + ofJob + " AND seq = :number")
                .set("number", number)
                .first(row -> row.bytes("bytes"))
                .orElseThrow(() -> new ErasureException(
                        Reason.LEDGER_UNREADABLE, "the ledger is damaged: event " + number + " cannot be found again"));
    }

    @Override
    public List<EventRow> unsealed(int limit) {
        store();
        return tx.sql(COLUMNS + ofJob + " AND position IS NULL ORDER BY seq LIMIT :limit")
                .set("limit", limit)
                .list(PostgresEvents::read);
    }

    @Override
    public long countUnsealed() {
        store();
        return tx.sql("SELECT count(*) FROM " + ofJob + " AND position IS NULL").number();
    }

    @Override
    public long recountUnsealed() {
        return countUnsealed();
    }

    @Override
    public long unsealedAtEnd() {
        store();
        return tx.sql("SELECT count(*) FROM " + ofJob + " AND seq > (SELECT coalesce(max(seq), 0) FROM " + ofJob
                        + " AND position IS NOT NULL)")
                .number();
    }

    @Override
    public void setPositions(List<Long> numbers, long firstPosition) {
        store();
        int changed = numbers.isEmpty() ? 0 : update(numbers, firstPosition);
        if (changed != numbers.size()) {
            throw new PostgresException(
                    new SQLException("an event already has a position, which another process or person has set"));
        }
    }

    private int update(List<Long> numbers, long firstPosition) {
        try {
            return tx.sql("UPDATE " + tables.events() + " AS e SET position = :first + n.nth - 1"
                            + " FROM unnest(:numbers) WITH ORDINALITY AS n(seq, nth)"
                            + " WHERE e.job = " + job + " AND e.seq = n.seq AND e.position IS NULL")
                    .set("first", firstPosition)
                    .set("numbers", tx.session().connection().createArrayOf("bigint", numbers.toArray(Long[]::new)))
                    .update();
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    private static EventRow read(Row row) throws SQLException {
        return new EventRow(row.number("seq"), row.number("position"), row.bytes("bytes"), row.bytesOrNull("mac"));
    }
}
