package io.efface.erasure.internal.report;

import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.JobStatus.Account;
import io.efface.erasure.JobStatus.Sealed;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.CellTypes;
import io.efface.erasure.internal.ledger.Cells;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.Jobs.StoredLease;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Scan;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.sqlite.LedgerFile;
import io.efface.erasure.internal.receipts.Seal;
import io.efface.erasure.internal.receipts.Sealer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads where jobs stand. */
public final class StatusReader {
    private StatusReader() {}

    /** Does what {@link JobStatus#read} says. */
    public static JobStatus read(Path ledger, String job) {
        boolean taken = LedgerFile.isTaken(ledger);
        return LedgerStore.read(ledger, tx -> whileTaken(read(tx, tx.jobs().get(job)), taken));
    }

    /** Does what {@link JobStatus#names} says. */
    public static List<String> names(Path ledger) {
        return LedgerStore.read(ledger, tx -> {
            List<String> names = new ArrayList<>(tx.jobs().names());
            Collections.reverse(names);
            return List.copyOf(names);
        });
    }

    /** Does what {@link JobStatus#all} says. */
    public static List<JobStatus> all(Path ledger) {
        boolean taken = LedgerFile.isTaken(ledger);
        return LedgerStore.read(ledger, tx -> {
            List<JobStatus> all = new ArrayList<>();
            for (String name : tx.jobs().names()) {
                all.add(0, whileTaken(read(tx, tx.jobs().get(name)), taken));
            }
            return List.copyOf(all);
        });
    }

    /** Returns a status without the lease that a process left behind which was killed or could not write any more. */
    private static JobStatus whileTaken(JobStatus status, boolean taken) {
        return taken
                ? status
                : new JobStatus(
                        status.name(),
                        status.ledger(),
                        status.state(),
                        status.createdAt(),
                        status.plannedAt(),
                        status.dueAt(),
                        status.digest(),
                        status.fromJob(),
                        status.epoch(),
                        status.worker(),
                        null,
                        status.rows(),
                        status.states(),
                        status.accounts(),
                        status.holds(),
                        status.receipts());
    }

    /** Reads where a job stands, fast, from an index. */
    public static JobStatus read(Transaction tx, Job job) throws SQLException {
        return read(tx, job, Scan.INDEX);
    }

    /** Reads where a job stands from its tables alone: an index may be damaged by itself. */
    static JobStatus scanned(Transaction tx, Job job) throws SQLException {
        return read(tx, job, Scan.TABLE);
    }

    private static JobStatus read(Transaction tx, Job job, Scan scan) throws SQLException {
        Map<Integer, Map<TargetState, Long>> states =
                job.state() == JobState.PLANNING ? Map.of() : states(tx, job, scan);
        Map<TargetState, Long> all = new EnumMap<>(TargetState.class);
        for (Map<TargetState, Long> one : states.values()) {
            one.forEach((state, count) -> all.merge(state, count, Long::sum));
        }
        Optional<StoredLease> lease = tx.jobs().lease(job.number());
        return new JobStatus(
                job.name(),
                tx.jobs().ledgerId(),
                job.state(),
                job.createdAt(),
                job.plannedAt(),
                job.dueAt(),
                job.digest(),
                job.fromJob(),
                job.epoch(),
                lease.map(StoredLease::worker).orElse(null),
                lease.map(StoredLease::until).orElse(null),
                tx.number("SELECT coalesce(max(id), 0) FROM " + job.tables().rows()),
                all,
                accounts(tx, job, states),
                tx.number("SELECT count(*) FROM " + job.tables().holds()),
                sealed(tx, job, scan));
    }

    /** Returns counts by account and state; the index that work is found by holds both, in order. */
    private static Map<Integer, Map<TargetState, Long>> states(Transaction tx, Job job, Scan scan) throws SQLException {
        Map<Integer, Map<TargetState, Long>> states = new TreeMap<>();
        try (ResultSet row = tx.prepare("SELECT coalesce(account, 0), state, count(*) FROM "
                        + job.tables().rows() + (scan == Scan.TABLE ? " NOT INDEXED" : "") + " GROUP BY account, state")
                .executeQuery()) {
            while (row.next()) {
                states.computeIfAbsent(row.getInt(1), account -> new EnumMap<>(TargetState.class))
                        .put(TargetState.of(Cells.number(row, "state")), row.getLong(3));
            }
        }
        return states;
    }

    private static List<Account> accounts(Transaction tx, Job job, Map<Integer, Map<TargetState, Long>> states)
            throws SQLException {
        List<Account> accounts = new ArrayList<>();
        try (ResultSet row = tx.prepare("SELECT number, name, provider, place, settings, paused, paused_at, "
                        + CellTypes.ACCOUNTS.wrong("a") + " AS wrong FROM "
                        + job.tables().accounts()
                        + " a ORDER BY number")
                .executeQuery()) {
            while (row.next()) {
                CellTypes.ACCOUNTS.check(row.getString("wrong"), row.getLong("number"), 0);
                accounts.add(new Account(
                        row.getString("name"),
                        row.getString("provider"),
                        row.getString("place"),
                        JobAccount.libraryOf(Cells.text(row, "settings")),
                        row.getString("paused"),
                        Cells.time(row, "paused_at"),
                        states.getOrDefault(row.getInt("number"), Map.of())));
            }
        }
        return accounts;
    }

    private static Sealed sealed(Transaction tx, Job job, Scan scan) throws SQLException {
        Sealer.Last last = Sealer.Last.of(tx, job.number());
        long unsealed = tx.events(job.number()).countUnsealed(scan);
        if (last.number() == 0) {
            return new Sealed(0, 0, unsealed, null, null, false);
        }
        Seal seal = last.seal();
        return new Sealed(
                last.number(), last.position(), unsealed, last.hash(), seal == null ? null : seal.at(), last.isFinal());
    }
}
