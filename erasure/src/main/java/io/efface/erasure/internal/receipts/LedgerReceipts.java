package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.CellTypes;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.Schema;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The receipts of a job in a ledger, as they are at one moment, whoever writes meanwhile. */
public final class LedgerReceipts implements ReceiptsSource {
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
    public static LedgerReceipts open(Transaction snapshot, String name) throws SQLException {
        Job job = snapshot.jobs().get(name);
        // In the order of writing, which needs no index; a position that does not fit is found by whoever reads.
        boolean macs = Schema.hasMacs(job.tables(), snapshot);
        Set<String> columns = new LinkedHashSet<>(CellTypes.EVENTS.columns());
        if (!macs) {
            columns.remove("mac");
        }
        ResultSet events = snapshot.prepare("SELECT seq, position, bytes, " + (macs ? "mac" : "NULL") + ", "
                        + CellTypes.EVENTS.wrong("e", columns) + " FROM "
                        + job.tables().events()
                        + " e ORDER BY seq")
                .executeQuery();
        ResultSet seals = snapshot.prepare("SELECT number, first, last, final, bytes, signature, "
                        + CellTypes.SEALS.wrong("s") + " FROM " + job.tables().seals() + " s ORDER BY number")
                .executeQuery();
        return new LedgerReceipts(snapshot, job, snapshot.jobs().ledgerId(), events, seals);
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
        CellTypes.EVENTS.check(events.getString(5), events.getLong(1), 0);
        return new Line(ended(events.getBytes(3)), events.getLong(1), events.getLong(2), events.getBytes(4));
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
        CellTypes.SEALS.check(seals.getString(7), number, 0);
        return new Signed(
                seals.getBytes(5),
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
}
