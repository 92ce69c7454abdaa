package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The receipts of a job in a ledger, as they are at one moment, whoever writes meanwhile. */
final class LedgerReceipts implements ReceiptsSource {
    private final Transaction tx;
    private final Job job;
    private final String ledger;
    private final ResultSet events;
    private final ResultSet seals;

    private LedgerReceipts(Transaction tx, Job job, String ledger, ResultSet events, ResultSet seals) {
        this.tx = tx;
        this.job = job;
        this.ledger = ledger;
        this.events = events;
        this.seals = seals;
    }

    /**
     * Opens a job's receipts.
     *
     * @param snapshot what to read from; it stays open
     */
    static LedgerReceipts open(Transaction snapshot, String name) throws SQLException {
        Job job = Ledger.job(snapshot, name);
        // In the order of writing, which needs no index; a position that does not fit is found by whoever reads.
        String mac = Schema.hasMacs(job.tables(), snapshot) ? "mac" : "NULL";
        ResultSet events = snapshot.prepare("SELECT seq, position, bytes, " + mac + " FROM "
                        + job.tables().events() + " ORDER BY seq")
                .executeQuery();
        ResultSet seals = snapshot.prepare("SELECT number, first, last, final, bytes, signature FROM "
                        + job.tables().seals() + " ORDER BY number")
                .executeQuery();
        return new LedgerReceipts(snapshot, job, Ledger.id(snapshot), events, seals);
    }

    /** Returns the job as it is in the same moment. */
    Job job() {
        return job;
    }

    @Override
    public @Nullable Line nextEvent() throws SQLException {
        if (!events.next()) {
            return null;
        }
        byte[] bytes = Cells.bytes(events, "bytes");
        return new Line(bytes == null ? null : ended(bytes), events.getLong(1), events.getLong(2), events.getBytes(4));
    }

    private static byte @Nullable [] ended(byte[] bytes) {
        for (byte one : bytes) {
            if (one == '\n') {
                return null;
            }
        }
        byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        return line;
    }

    @Override
    public @Nullable Signed nextSeal() throws SQLException {
        if (!seals.next()) {
            return null;
        }
        long number = seals.getLong(1);
        long first = seals.getLong(2);
        long last = seals.getLong(3);
        boolean end = seals.getBoolean(4);
        byte[] bytes = Cells.bytes(seals, "bytes");
        return new Signed(
                bytes == null ? new byte[0] : bytes,
                seals.getBytes(6),
                seal -> seal.number() == number
                        && seal.first() == first
                        && seal.last() == last
                        && seal.isFinal() == end);
    }

    @Override
    public @Nullable String macFingerprint() {
        return KeyFolder.macOf(job.keys());
    }

    @Override
    public EventMac mac(MacKey key) {
        return key.of(ledger, job.number(), job.name());
    }

    @Override
    public OptionalLong lastEvent() throws SQLException {
        return OptionalLong.of(tx.lastEvent(job.tables()));
    }

    @Override
    public boolean isOf(Seal seal) {
        return seal.ledger().equals(ledger) && seal.job().equals(job.name()) && seal.jobNumber() == job.number();
    }

    @Override
    public void close() throws SQLException {
        events.close();
        seals.close();
    }

    /** Reads events of a job again, by their numbers. */
    static FaceFold.Events events(Transaction tx, JobTables job) {
        return seq -> {
            PreparedStatement select = tx.prepare("SELECT bytes FROM " + job.events() + " WHERE seq = ?");
            select.setLong(1, seq);
            try (ResultSet row = select.executeQuery()) {
                byte[] bytes = row.next() ? row.getBytes(1) : null;
                if (bytes == null) {
                    throw new ErasureException(
                            Reason.LEDGER_UNREADABLE, "the ledger is damaged: event " + seq + " cannot be found again");
                }
                return bytes;
            }
        };
    }

    /** Begins a transaction that sees one moment of the ledger. */
    static Transaction snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        }
        return new Transaction(connection);
    }
}
