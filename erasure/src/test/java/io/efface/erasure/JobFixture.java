package io.efface.erasure;

import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.ledger.sqlite.Schema;
import io.efface.erasure.internal.receipts.LedgerReceipts;
import io.efface.erasure.internal.receipts.ReceiptsVerifier;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.internal.receipts.Totals;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job of a ledger in a folder of the test's own, made row by row, with its keys elsewhere. */
final class JobFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    static final String NAME = "leavers-may";

    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final Path file;
    final Ledger ledger;
    final KeyFolder folder;
    final List<byte[]> hidden = new ArrayList<>();
    private Job job;
    private JobKeys keys;

    JobFixture(Path temp) throws IOException {
        this.file = Files.createDirectories(temp.resolve("jobs")).resolve("erase.db");
        this.ledger = Ledger.open(file);
        this.folder = KeyFolder.create(temp.resolve("keys"), file);
        folder.createMacKey();
        this.keys = folder.createJob(ledger.id(), 1);
        this.job = add(NAME, 1);
    }

    private Job add(String name, int number) {
        ledger.store().writer().write(tx -> {
            PreparedStatement insert =
                    tx.prepare("INSERT INTO job(number, name, state, created_at, planned_at, digest, keys)"
                            + " VALUES(?, ?, 'STARTED', ?, ?, ?, ?)");
            insert.setInt(1, number);
            insert.setString(2, name);
            insert.setLong(3, NOW.toEpochMilli());
            insert.setLong(4, NOW.toEpochMilli());
            insert.setString(5, "d1".repeat(32));
            insert.setString(6, keys.fingerprints());
            insert.executeUpdate();
            JobTables tables = new JobTables(number);
            Schema.make(tables, tx);
            Schema.index(tables, tx);
            tx.events(number).authenticate(folder.eventMac(ledger.id(), number, name, keys.fingerprints()));
            tx.execute("INSERT INTO " + tables.accounts()
                    + "(number, name, provider, place, settings) VALUES(1, 'cn-main', 'aliyun', 'cn-shanghai', '{}'),"
                    + " (2, 'hk', 'tencent', 'ap-hongkong', '{}')");
            return true;
        });
        return ledger.store().job(name);
    }

    /** Makes a second job in the same ledger and goes on with it. */
    JobFixture next(String name) {
        int number = job.number() + 1;
        keys = folder.createJob(ledger.id(), number);
        job = add(name, number);
        return this;
    }

    Job job() {
        return job;
    }

    JobKeys keys() {
        return keys;
    }

    /** Returns a sealer that takes its totals from the rows, because the events of {@link #events} have nothing to do with them. */
    Sealer sealer() {
        return new Sealer(
                ledger.store().writer(),
                ledger.id(),
                job,
                keys.signer(),
                clock,
                tx -> Totals.read(tx.rows(job.number())));
    }

    /** Adds the events and holds that make rows without events what they are, and computes the digest of the plan. */
    JobFixture recorded() throws SQLException {
        JobTables tables = new JobTables(job.number());
        ledger.store().writer().write(tx -> {
            tx.execute("INSERT OR IGNORE INTO " + tables.holds() + " SELECT person_hash FROM " + tables.rows()
                    + " WHERE state = " + TargetState.HELD.code());
            tx.execute("UPDATE " + tables.rows() + " SET problem = 'UNKNOWN_ACCOUNT' WHERE state = "
                    + TargetState.REFUSED.code() + " AND problem IS NULL");
            List<Event> events = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT id, state, attempt, outcome, evidence, verified_at, read_at FROM "
                            + tables.rows() + " AS r WHERE state NOT IN (0, 7, 8, 9) AND NOT EXISTS(SELECT 1 FROM "
                            + tables.events() + " WHERE target = r.id) ORDER BY id")
                    .executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    events.add(Event.of(EventType.OUTCOME, NOW, id)
                            .with("attempt", row.getInt(3))
                            .with("state", TargetState.of(row.getInt(2)))
                            .with("outcome", row.getString(4))
                            .with("evidence", row.getString(5))
                            .with("verifiedAt", time(row, "verified_at"))
                            .with("faces", faces(tx, id)));
                    if (row.getObject(7) != null) {
                        events.add(Event.of(EventType.READ_BACK, Objects.requireNonNull(time(row, "read_at")), id)
                                .with("account", "cn-main")
                                .with("found", false));
                    }
                }
            }
            for (Event event : events) {
                tx.events(job.number()).add(event);
            }
            return true;
        });
        PlanDigest digest = new PlanDigest();
        try (Transaction reading = ledger.store().reading()) {
            digest.read(reading, job.number(), rows -> {});
        }
        return sql("UPDATE job SET digest = '" + digest.hex() + "' WHERE number = " + job.number());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private @Nullable List<Map<String, Object>> faces(Transaction tx, long target) throws SQLException {
        PreparedStatement select = tx.prepare(
                "SELECT hash, outcome, evidence FROM " + new JobTables(job.number()).faces() + " WHERE target = ?");
        select.setLong(1, target);
        List<Map<String, Object>> faces = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                faces.add(Map.of(
                        "face",
                        HexFormat.of().formatHex(row.getBytes(1)),
                        "outcome",
                        row.getString(2),
                        "evidence",
                        row.getString(3)));
            }
        }
        return faces.isEmpty() ? null : faces;
    }

    /** Adds events of targets, as a run would. */
    JobFixture events(int number) {
        ledger.store().writer().write(tx -> {
            for (int i = 1; i <= number; i++) {
                tx.events(job.number())
                        .add(Event.of(EventType.ATTEMPTED, NOW, i).with("attempt", 1));
            }
            return true;
        });
        return this;
    }

    /** Adds a row; {@code more} are column and value in turns. */
    JobFixture row(long id, int account, String subject, String person, TargetState state, Object... more) {
        ledger.store().writer().write(tx -> {
            StringBuilder columns = new StringBuilder(
                    "id, line, account, state, operation, subject_hash, subject, person_hash, person");
            StringBuilder marks = new StringBuilder("?, ?, ?, ?, ?, ?, ?, ?, ?");
            boolean operation = false;
            for (int i = 0; i < more.length; i += 2) {
                if (more[i].equals("operation")) {
                    operation = true;
                } else {
                    columns.append(", ").append(more[i]);
                    marks.append(", ?");
                }
            }
            PreparedStatement insert = tx.prepare(
                    "INSERT INTO " + new JobTables(job.number()).rows() + "(" + columns + ") VALUES(" + marks + ")");
            insert.setLong(1, id);
            insert.setLong(2, id + 1);
            if (account == 0) {
                insert.setNull(3, Types.INTEGER);
            } else {
                insert.setInt(3, account);
            }
            insert.setInt(4, state.code());
            insert.setString(5, operation ? "DELETE_FACES" : "DELETE_PERSON");
            insert.setBytes(6, keys.cipher().hash(subject));
            insert.setBytes(7, hide(subject, id, JobCipher.SUBJECT));
            insert.setBytes(8, keys.cipher().hash(person));
            insert.setBytes(9, hide(person, id, JobCipher.PERSON));
            int at = 10;
            for (int i = 0; i < more.length; i += 2) {
                if (!more[i].equals("operation")) {
                    insert.setObject(at++, more[i + 1]);
                }
            }
            insert.executeUpdate();
            return true;
        });
        return this;
    }

    JobFixture done(long id, int account, String subject, String person) {
        return row(
                id,
                account,
                subject,
                person,
                TargetState.DONE,
                "outcome",
                "DELETED",
                "evidence",
                "VERIFIED_ABSENT",
                "attempt",
                1,
                "outcome_at",
                NOW.toEpochMilli(),
                "read_at",
                NOW.toEpochMilli(),
                "verified_at",
                NOW.toEpochMilli());
    }

    JobFixture face(long row, int number, String face, Object outcome, Object evidence) {
        ledger.store().writer().write(tx -> {
            PreparedStatement insert = tx.prepare("INSERT INTO " + new JobTables(job.number()).faces()
                    + "(row, number, target, hash, face, outcome, evidence) VALUES(?, ?, ?, ?, ?, ?, ?)");
            insert.setLong(1, row);
            insert.setInt(2, number);
            insert.setLong(3, row);
            insert.setBytes(4, keys.cipher().hash(face));
            insert.setBytes(5, hide(face, row, number));
            insert.setObject(6, outcome);
            insert.setObject(7, evidence);
            insert.executeUpdate();
            return true;
        });
        return this;
    }

    private byte[] hide(String id, long row, int part) {
        byte[] bytes = keys.cipher().encrypt(id, row, part);
        hidden.add(bytes);
        return bytes;
    }

    JobFixture sql(String sql) {
        ledger.store().writer().write(tx -> {
            tx.execute(sql);
            return true;
        });
        return this;
    }

    /** Changes the file behind the ledger's back. */
    void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Checks the receipts by themselves: rows and events that a test made up do not belong together. */
    ReceiptsCheck receipts() {
        return JobFixture.checkAlone(folder.publicKey(), file, job.name());
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** Checks the receipts in a ledger by themselves, whatever its rows say. */
    static ReceiptsCheck checkAlone(SealKey key, Path ledger, String job) {
        try {
            return LedgerStore.read(ledger, snapshot -> {
                try (LedgerReceipts source = LedgerReceipts.open(snapshot, job)) {
                    return new ReceiptsVerifier(key, source).check();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
