package io.efface.erasure.internal.plan;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.HoldChange;
import io.efface.erasure.Holds;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.AcceptedRisks;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.HoldTable;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.sqlite.SqliteFailure;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes the hold lists of a ledger's jobs. Thread-safe. */
public final class HoldListEditor {
    private final LedgerStore ledger;
    private final KeyFolder keys;
    private final Clock clock;

    public HoldListEditor(LedgerStore ledger, KeyFolder keys, Clock clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Puts ids on a job's hold list, or takes them off, all or none.
     *
     * @throws ErasureException as {@link Holds#add} and {@link Holds#remove} say
     */
    public HoldChange change(String name, InputSource list, ListOptions options, boolean add) {
        Job job = ledger.job(name);
        checkState(job);
        JobCipher cipher = keys.job(ledger.id(), job.number(), job.keys()).cipher();
        JobReceipts receipts = new JobReceipts(ledger, keys, clock);
        receipts.open(job, false);
        receipts.requireRecordedHolds(ledger.job(name));
        List<byte[]> hashes = new ArrayList<>();
        NearHolds near = new NearHolds(cipher);
        Map<ListRisk, Long> accepted = new EnumMap<>(ListRisk.class);
        accepted.putAll(InputReader.readHolds(list, options, "--", (id, line) -> {
            hashes.add(cipher.hash(id));
            near.add(id, line);
        }));
        if (add) {
            compare(job, cipher, near);
            if (!options.accepted().contains(ListRisk.NEAR_HOLD)) {
                near.check();
            } else if (near.count() > 0) {
                accepted.put(ListRisk.NEAR_HOLD, near.count());
            }
        }
        List<byte[]> distinct = distinct(hashes);
        return ledger.writer().write(tx -> {
            Job now = tx.jobs()
                    .find(name)
                    .filter(there -> there.number() == job.number())
                    .orElseThrow(() -> new ErasureException(
                            Reason.WRONG_STATE,
                            "the job '" + name + "' was replaced meanwhile; change its hold list again"));
            checkState(now);
            HoldChange change = apply(tx, job.tables(), distinct, add);
            if (!add && change.targets() > 0) {
                tx.jobs()
                        .setPlannedTargets(
                                job.number(),
                                tx.number("SELECT count(*) FROM " + job.tables().rows() + " WHERE state NOT IN ("
                                        + TargetState.HELD.code() + ", " + TargetState.REFUSED.code() + ", "
                                        + TargetState.DUPLICATE.code() + ")"));
            }
            EventLog.add(
                    tx,
                    job.tables(),
                    Event.of(EventType.HOLDS_CHANGED, clock.instant())
                            .with("change", add ? "added" : "removed")
                            .with("ids", change.ids())
                            .with("changed", change.changed())
                            .with("targets", change.targets())
                            .with("size", change.size())
                            .with("sha256", digest(distinct))
                            .with("accepted", AcceptedRisks.field(accepted))
                            .with("holdsSha256", new HoldTable(job.tables(), tx).sha256()));
            return change;
        });
    }

    /** Compares the job's rows with held ids, as far as nothing on the hold list holds the rows already. */
    private void compare(Job job, JobCipher cipher, NearHolds near) {
        String rows = job.tables().rows();
        String holds = job.tables().holds();
        try (Connection view = ledger.view();
                Statement statement = view.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT id, line, person, person_hash, subject, subject_hash FROM "
                                + rows + " WHERE person IS NOT NULL AND person_hash NOT IN (SELECT hash FROM " + holds
                                + ") AND subject_hash NOT IN (SELECT hash FROM " + holds + ") ORDER BY id")) {
            while (row.next()) {
                long id = row.getLong(1);
                byte[] personHash = row.getBytes(4);
                byte[] subjectHash = row.getBytes(6);
                String person = cipher.decrypt(row.getBytes(3), id, JobCipher.PERSON);
                String subject = Arrays.equals(personHash, subjectHash)
                        ? person
                        : cipher.decrypt(row.getBytes(5), id, JobCipher.SUBJECT);
                near.look(row.getLong(2), person, personHash, subject, subjectHash);
            }
        } catch (SQLException e) {
            throw SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", e);
        }
    }

    private static void checkState(Job job) {
        if (job.state() != JobState.PLANNED && job.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the hold list of the job '" + job.name() + "' cannot be changed, because the job "
                            + (job.state() == JobState.PLANNING ? "is not planned yet" : "has lost its ids"));
        }
    }

    private static HoldChange apply(Transaction tx, JobTables job, List<byte[]> hashes, boolean add)
            throws SQLException {
        HoldTable table = new HoldTable(job, tx);
        Set<Long> started = new HashSet<>();
        Set<Long> erased = new HashSet<>();
        long changed = 0;
        long unmatched = 0;
        long targets = 0;
        for (byte[] hash : hashes) {
            changed += (add ? table.insert(hash) : table.delete(hash)) ? 1 : 0;
            targets += add ? table.hold(hash) : table.release(hash);
            unmatched += table.look(hash, started, erased) ? 0 : 1;
        }
        return new HoldChange(hashes.size(), changed, unmatched, targets, started.size(), erased.size(), table.size());
    }

    private static List<byte[]> distinct(List<byte[]> hashes) {
        hashes.sort(Arrays::compareUnsigned);
        List<byte[]> distinct = new ArrayList<>(hashes.size());
        for (byte[] hash : hashes) {
            if (distinct.isEmpty() || !Arrays.equals(distinct.get(distinct.size() - 1), hash)) {
                distinct.add(hash);
            }
        }
        return distinct;
    }

    /** Returns SHA-256 over keyed hashes in hex and in order, one a line. */
    private static String digest(List<byte[]> hashes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] hash : hashes) {
                sha256.update((HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
