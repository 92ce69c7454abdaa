package io.efface.erasure.internal.receipts;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.SealRow;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the receipts of a job from a snapshot of a ledger. Events and seals that are written later do not appear. */
public final class LedgerReceipts implements ReceiptsSource {
    private final Transaction tx;
    private final Job job;
    private final String ledger;
    private final Cursor<EventRow> events;
    private final Cursor<SealRow> seals;

    private LedgerReceipts(Transaction tx, Job job) {
        this.tx = tx;
        this.job = job;
        this.ledger = tx.jobs().ledgerId();
        this.events = tx.events(job.number()).all();
        this.seals = tx.seals(job.number()).all();
    }

    /**
     * Opens a job's receipts.
     *
     * @param snapshot the transaction to read from; closing the receipts does not close this transaction
     */
    public static LedgerReceipts open(Transaction snapshot, String name) {
        return new LedgerReceipts(snapshot, snapshot.jobs().get(name));
    }

    /** Returns the job as it is in the snapshot. */
    Job job() {
        return job;
    }

    @Override
    public @Nullable Line nextEvent() {
        EventRow event = events.next();
        return event == null
                ? null
                : new Line(withLineFeed(event.bytes()), event.number(), event.position(), event.hmac());
    }

    private static byte @Nullable [] withLineFeed(byte[] bytes) {
        for (byte value : bytes) {
            if (value == '\n') {
                return null;
            }
        }
        byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        return line;
    }

    @Override
    public @Nullable Signed nextSeal() {
        SealRow row = seals.next();
        return row == null
                ? null
                : new Signed(
                        row.bytes(),
                        row.signature(),
                        seal -> seal.number() == row.number()
                                && seal.firstPosition() == row.firstPosition()
                                && seal.lastPosition() == row.lastPosition()
                                && seal.isFinal() == row.isFinal());
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
    public OptionalLong lastEvent() {
        tx.jobs().requireNextNumber();
        return OptionalLong.of(tx.events(job.number()).lastNumber());
    }

    @Override
    public boolean isForThisJob(Seal seal) {
        return seal.ledger().equals(ledger) && seal.job().equals(job.name()) && seal.jobNumber() == job.number();
    }

    @Override
    public void close() {
        events.close();
        seals.close();
    }
}
