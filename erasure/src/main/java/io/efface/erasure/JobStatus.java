package io.efface.erasure;

import io.efface.config.AccountDescription;
import io.efface.erasure.ErasureException.Reason;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands at one moment. Reading it needs no lock and no key. Immutable and thread-safe.
 *
 * @param name the job's name
 * @param ledger the ledger's id
 * @param state the job's state
 * @param createdAt when planning began
 * @param plannedAt when planning ended, or null before
 * @param dueAt when the job has to be done, or null if nobody said
 * @param digest of what was planned, or null before
 * @param fromJob the job that this one was planned from, or null
 * @param epoch how many runs and verifications took the job so far
 * @param worker who took it last, or null
 * @param leaseUntil until when it is taken, unless that is renewed, or null if no process has the ledger; a time that is past means that
 *     no process works on the job
 * @param rows how many rows there are
 * @param states how many are in each state, without those in which none is; empty while the job is planned
 * @param accounts the job's accounts; a row whose account is not known counts in none
 * @param holds how many ids are on the hold list
 * @param receipts what is sealed
 */
public record JobStatus(
        String name,
        String ledger,
        JobState state,
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant dueAt,
        @Nullable String digest,
        @Nullable String fromJob,
        long epoch,
        @Nullable String worker,
        @Nullable Instant leaseUntil,
        long rows,
        Map<TargetState, Long> states,
        List<Account> accounts,
        long holds,
        Sealed receipts) {

    /** Keeps copies. */
    public JobStatus {
        states = copy(states);
        accounts = List.copyOf(accounts);
    }

    /**
     * An account of the job.
     *
     * @param name its name in the configuration
     * @param provider whose it is
     * @param place where it is, such as endpoint and region
     * @param library the library at the vendor, or empty
     * @param paused why nothing more is sent to it, or null
     * @param pausedAt since when, or null
     * @param states how many of its rows are in each state
     */
    public record Account(
            String name,
            String provider,
            String place,
            Optional<String> library,
            @Nullable String paused,
            @Nullable Instant pausedAt,
            Map<TargetState, Long> states) {
        /** Keeps a copy. */
        public Account {
            states = copy(states);
        }

        /** Returns the name, with the library where there is one. */
        public String label() {
            return AccountDescription.label(name, library);
        }

        /** Returns the place, with the library where there is one, as one line for people. */
        public String where() {
            return AccountDescription.where(place, library);
        }
    }

    /**
     * What is sealed of the job's receipts.
     *
     * @param seals how many seals there are
     * @param events how many events they cover
     * @param unsealed how many events came after
     * @param lastSeal the SHA-256 of the last seal in hex, or null: to be noted elsewhere, so that nothing can be cut off unseen
     * @param sealedAt when it was made, or null
     * @param isFinal whether no work was left then
     */
    public record Sealed(
            long seals,
            long events,
            long unsealed,
            @Nullable String lastSeal,
            @Nullable Instant sealedAt,
            boolean isFinal) {}

    /**
     * Reads where a job stands.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static JobStatus read(Path ledger, String job) {
        boolean taken = LedgerFile.isTaken(ledger);
        return read(ledger, tx -> read(tx, Ledger.job(tx, job)).whileTaken(taken));
    }

    /**
     * Returns the names of a ledger's jobs, the oldest first.
     *
     * @param ledger the ledger's file
     * @throws ErasureException if the ledger cannot be read
     */
    public static List<String> names(Path ledger) {
        return read(ledger, tx -> {
            List<String> names = new ArrayList<>(Job.names(tx));
            Collections.reverse(names);
            return List.copyOf(names);
        });
    }

    /**
     * Reads where all jobs of a ledger stand, at one moment, the oldest first. A job that is just being planned anew stands there once, as
     * it was.
     *
     * @param ledger the ledger's file
     * @throws ErasureException if the ledger cannot be read
     */
    public static List<JobStatus> all(Path ledger) {
        boolean taken = LedgerFile.isTaken(ledger);
        return read(ledger, tx -> {
            List<JobStatus> all = new ArrayList<>();
            for (String name : Job.names(tx)) {
                all.add(0, read(tx, Ledger.job(tx, name)).whileTaken(taken));
            }
            return List.copyOf(all);
        });
    }

    private static <T> T read(Path ledger, Change<T> reading) {
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            return reading.apply(tx);
        } catch (SQLException e) {
            throw SqliteFailure.exception(
                    Reason.LEDGER_UNREADABLE, "the ledger " + ledger.toAbsolutePath() + " cannot be read", e);
        }
    }

    /** Returns this without the lease that a process left behind which was killed or could not write any more. */
    private JobStatus whileTaken(boolean taken) {
        return taken
                ? this
                : new JobStatus(
                        name, ledger, state, createdAt, plannedAt, dueAt, digest, fromJob, epoch, worker, null, rows,
                        states, accounts, holds, receipts);
    }

    /** Returns how many targets are planned: all rows but held, refused and duplicate ones; 0 while the job is planned. */
    public long planned() {
        return states.entrySet().stream()
                .filter(state -> state.getKey().isPlanned())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns how many targets are settled as erased. */
    public long done() {
        return states.getOrDefault(TargetState.DONE, 0L);
    }

    /** Reads where a job stands, fast, from an index. */
    static JobStatus read(Transaction tx, Job job) throws SQLException {
        return read(tx, job, "");
    }

    /** Reads where a job stands from its tables alone: an index may be damaged by itself. */
    static JobStatus scanned(Transaction tx, Job job) throws SQLException {
        return read(tx, job, " NOT INDEXED");
    }

    private static JobStatus read(Transaction tx, Job job, String from) throws SQLException {
        Map<Integer, Map<TargetState, Long>> states =
                job.state() == JobState.PLANNING ? Map.of() : states(tx, job, from);
        Map<TargetState, Long> all = new EnumMap<>(TargetState.class);
        for (Map<TargetState, Long> one : states.values()) {
            one.forEach((state, count) -> all.merge(state, count, Long::sum));
        }
        String worker = null;
        Instant until = null;
        PreparedStatement lease = tx.prepare("SELECT worker, lease_until FROM job WHERE number = ?");
        lease.setInt(1, job.number());
        try (ResultSet row = lease.executeQuery()) {
            if (row.next()) {
                worker = row.getString(1);
                until = Job.time(row, "lease_until");
            }
        }
        return new JobStatus(
                job.name(),
                Ledger.id(tx),
                job.state(),
                job.createdAt(),
                job.plannedAt(),
                job.dueAt(),
                job.digest(),
                job.fromJob(),
                job.epoch(),
                worker,
                until,
                number(tx, "SELECT coalesce(max(id), 0) FROM " + job.tables().rows()),
                all,
                accounts(tx, job, states),
                number(tx, "SELECT count(*) FROM " + job.tables().holds()),
                sealed(tx, job, from));
    }

    /** Returns counts by account and state; the index that work is found by holds both, in order. */
    private static Map<Integer, Map<TargetState, Long>> states(Transaction tx, Job job, String from)
            throws SQLException {
        Map<Integer, Map<TargetState, Long>> states = new TreeMap<>();
        try (ResultSet row = tx.prepare("SELECT coalesce(account, 0), state, count(*) FROM "
                        + job.tables().rows() + from + " GROUP BY account, state")
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
                        Job.time(row, "paused_at"),
                        states.getOrDefault(row.getInt("number"), Map.of())));
            }
        }
        return accounts;
    }

    private static Sealed sealed(Transaction tx, Job job, String from) throws SQLException {
        Sealer.Last last = Sealer.Last.of(tx, job.tables());
        long unsealed = number(tx, "SELECT count(*) FROM " + job.tables().events() + from + " WHERE position IS NULL");
        if (last.number() == 0) {
            return new Sealed(0, 0, unsealed, null, null, false);
        }
        PreparedStatement select =
                tx.prepare("SELECT bytes FROM " + job.tables().seals() + " WHERE number = ?");
        select.setLong(1, last.number());
        try (ResultSet row = select.executeQuery()) {
            Seal seal = row.next() ? Seal.parse(row.getBytes(1)) : null;
            return new Sealed(
                    last.number(),
                    last.position(),
                    unsealed,
                    last.hash(),
                    seal == null ? null : seal.at(),
                    last.isFinal());
        }
    }

    static long number(Transaction tx, String sql) throws SQLException {
        try (ResultSet row = tx.prepare(sql).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<TargetState, Long> copy(Map<TargetState, Long> states) {
        Map<TargetState, Long> copy = new EnumMap<>(TargetState.class);
        copy.putAll(states);
        return Collections.unmodifiableMap(copy);
    }
}
