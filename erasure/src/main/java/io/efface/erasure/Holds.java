package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes jobs' hold lists: persons and subjects that must not be touched, in any account. A change takes effect at once, also for a job
 * under way in this process or another: the claim of a target checks the list in its own transaction. Thread-safe.
 */
public final class Holds {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Access access;
    private final KeyFolder keys;
    private final Clock clock;

    /** How a change comes to the ledger. */
    private interface Access {
        HoldChange with(Function<Ledger, HoldChange> change);
    }

    private Holds(Access access, KeyFolder keys, Clock clock) {
        this.access = access;
        this.keys = keys;
        this.clock = clock;
    }

    Holds(Ledger ledger, KeyFolder keys, Clock clock) {
        this(change -> change.apply(ledger), keys, clock);
    }

    /**
     * Returns what changes the hold lists of a ledger that another process may be working on. Each change opens the file for itself,
     * waits up to five minutes for its turn to write, and fails with {@code LEDGER_IN_USE} if there is none, such as amid a large plan;
     * nothing is changed then.
     *
     * @param ledger an existing ledger
     */
    public static Holds beside(Path ledger, KeyFolder keys, Clock clock) {
        return beside(ledger, keys, clock, PATIENCE);
    }

    static Holds beside(Path ledger, KeyFolder keys, Clock clock, Duration patience) {
        Objects.requireNonNull(ledger, "ledger");
        return new Holds(
                change -> {
                    try (Ledger open = Ledger.beside(ledger, patience)) {
                        return change.apply(open);
                    }
                },
                Objects.requireNonNull(keys, "keys"),
                Objects.requireNonNull(clock, "clock"));
    }

    /**
     * Puts ids on a job's hold list, all or none.
     *
     * @param format how the list is written, or null to recognise it by its name and first line
     * @throws ErasureException as {@link #add(String, InputSource, ListOptions)} does
     */
    public HoldChange add(String job, InputSource list, @Nullable InputFormat format, InputColumns columns) {
        return add(job, list, options(format, columns));
    }

    /**
     * Puts ids on a job's hold list, all or none. Before that, the job's rows are read once, to find those that nearly equal an id.
     *
     * @throws ErasureException of reason {@code INPUT} if any row is bad, if there are no ids and {@link ListRisk#EMPTY_HOLD} is not
     *     accepted, or if an id nearly equals that of a row and {@link ListRisk#NEAR_HOLD} is not; {@code NO_SUCH_JOB};
     *     {@code WRONG_STATE} if the job is not planned yet or has lost its ids; {@code EVENT_FORGED} and {@code OLD_TAIL} as
     *     {@link Erasure#run} says; and the reasons of the keys and the ledger
     */
    public HoldChange add(String job, InputSource list, ListOptions options) {
        return access.with(ledger -> change(ledger, job, list, options, true));
    }

    /**
     * Takes ids off a job's hold list, all or none; an id that is not on it does nothing. A target stays on hold as long as another id
     * on the list means it.
     *
     * @param format how the list is written, or null to recognise it by its name and first line
     * @throws ErasureException as {@link #remove(String, InputSource, ListOptions)} does
     */
    public HoldChange remove(String job, InputSource list, @Nullable InputFormat format, InputColumns columns) {
        return remove(job, list, options(format, columns));
    }

    /**
     * Takes ids off a job's hold list, all or none; an id that is not on it does nothing. A target stays on hold as long as another id
     * on the list means it.
     *
     * @throws ErasureException as {@link #add(String, InputSource, ListOptions)} does, but for ids that nearly equal that of a row
     */
    public HoldChange remove(String job, InputSource list, ListOptions options) {
        return access.with(ledger -> change(ledger, job, list, options, false));
    }

    private static ListOptions options(@Nullable InputFormat format, InputColumns columns) {
        ListOptions options = ListOptions.defaults().withColumns(columns);
        return format == null ? options : options.withFormat(format);
    }

    private HoldChange change(Ledger ledger, String name, InputSource list, ListOptions options, boolean add) {
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
            compare(ledger, job, cipher, near);
            if (!options.accepted().contains(ListRisk.NEAR_HOLD)) {
                near.check();
            } else if (near.count() > 0) {
                accepted.put(ListRisk.NEAR_HOLD, near.count());
            }
        }
        List<byte[]> distinct = distinct(hashes);
        return ledger.writer().write(tx -> {
            Job now = Job.find(tx, name)
                    .filter(there -> there.number() == job.number())
                    .orElseThrow(() -> new ErasureException(
                            Reason.WRONG_STATE,
                            "the job '" + name + "' was replaced meanwhile; change its hold list again"));
            checkState(now);
            HoldChange change = apply(tx, job.tables(), distinct, add);
            if (!add && change.targets() > 0) {
                TargetNumber.note(tx, job.tables());
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
    private static void compare(Ledger ledger, Job job, JobCipher cipher, NearHolds near) {
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
