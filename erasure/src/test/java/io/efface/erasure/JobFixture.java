package io.efface.erasure;

import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.ledger.sqlite.Schema;
import io.efface.erasure.internal.ledger.sqlite.SqliteLocation;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job whose rows a test adds one by one. The ledger and the keys are in different folders below the test's folder. */
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
            TestSql.sqlite(tx)
                    .sql("INSERT INTO job(number, name, state, created_at, planned_at, digest, keys)"
                            + " VALUES(:number, :name, 'STARTED', :at, :at, :digest, :keys)")
                    .set("number", number)
                    .set("name", name)
                    .set("at", NOW)
                    .set("digest", "d1".repeat(32))
                    .set("keys", keys.fingerprints())
                    .update();
            JobTables tables = new JobTables(number);
            Schema.createTables(tables, TestSql.sqlite(tx));
            Schema.createIndexes(tables, TestSql.sqlite(tx));
            tx.events(number).authenticate(folder.eventMac(ledger.id(), number, name, keys.fingerprints()));
            TestSql.sqlite(tx)
                    .execute("INSERT INTO " + tables.accounts()
                            + "(number, name, provider, place, settings) VALUES(1, 'cn-main', 'aliyun', 'cn-shanghai', '{}'),"
                            + " (2, 'hk', 'tencent', 'ap-hongkong', '{}')");
            return true;
        });
        return ledger.store().job(name);
    }

    /** Creates another job in the same ledger. The later calls concern this job. */
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

    /** Returns a sealer that computes the totals from the rows, because the events of {@link #events} do not match the rows. */
    Sealer sealer() {
        return new Sealer(
                ledger.store().writer(),
                ledger.id(),
                job,
                keys.signer(),
                clock,
                tx -> Totals.read(tx.rows(job.number())));
    }

    /** Adds the events and holds that lead to the states of the added rows, and computes the digest of the plan. */
    JobFixture recorded() throws SQLException {
        JobTables tables = new JobTables(job.number());
        ledger.store().writer().write(tx -> {
            TestSql.sqlite(tx)
                    .execute("INSERT OR IGNORE INTO " + tables.holds() + " SELECT person_hash FROM " + tables.rows()
                            + " WHERE state = " + TargetState.HELD.code());
            TestSql.sqlite(tx)
                    .execute("UPDATE " + tables.rows() + " SET problem = 'UNKNOWN_ACCOUNT' WHERE state = "
                            + TargetState.REFUSED.code() + " AND problem IS NULL");
            List<Event> events = new ArrayList<>();
            TestSql.sqlite(tx)
                    .sql("SELECT id, state, attempt, outcome, evidence, verified_at, read_at FROM " + tables.rows()
                            + " AS r WHERE state NOT IN (0, 7, 8, 9) AND NOT EXISTS(SELECT 1 FROM " + tables.events()
                            + " WHERE target = r.id) ORDER BY id")
                    .list(row -> {
                        long id = row.number("id");
                        events.add(Event.of(EventType.OUTCOME, NOW, id)
                                .with("attempt", row.number("attempt"))
                                .with("state", TargetState.of(row.number("state")))
                                .with("outcome", row.textOrNull("outcome"))
                                .with("evidence", row.textOrNull("evidence"))
                                .with("verifiedAt", row.time("verified_at"))
                                .with("faces", faces(tx, id)));
                        Instant readAt = row.time("read_at");
                        if (readAt != null) {
                            events.add(Event.of(EventType.READ_BACK, readAt, id)
                                    .with("account", "cn-main")
                                    .with("found", false));
                        }
                        return id;
                    });
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

    private @Nullable List<Map<String, Object>> faces(Transaction tx, long target) {
        List<Map<String, Object>> faces = TestSql.sqlite(tx)
                .sql("SELECT hash, outcome, evidence FROM " + new JobTables(job.number()).faces()
                        + " WHERE target = :target")
                .set("target", target)
                .list(row -> Map.of(
                        "face",
                        HexFormat.of().formatHex(row.bytes("hash")),
                        "outcome",
                        row.text("outcome"),
                        "evidence",
                        row.text("evidence")));
        return faces.isEmpty() ? null : faces;
    }

    /** Adds events about targets, as a run does. */
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

    /** Adds a row; {@code more} contains the names of further columns, each followed by its value. */
    JobFixture row(long id, int account, String subject, String person, TargetState state, Object... more) {
        ledger.store().writer().write(tx -> {
            StringBuilder columns = new StringBuilder(
                    "id, line, account, state, operation, subject_hash, subject, person_hash, person");
            StringBuilder marks = new StringBuilder(
                    ":id, :line, :account, :state, :operation, :subject_hash, :subject, :person_hash, :person");
            Map<String, Object> cells = new LinkedHashMap<>();
            for (int i = 0; i < more.length; i += 2) {
                cells.put((String) more[i], more[i + 1]);
            }
            boolean ofFaces = cells.remove("operation") != null;
            for (String column : cells.keySet()) {
                columns.append(", ").append(column);
                marks.append(", :").append(column);
            }
            Query insert = TestSql.sqlite(tx)
                    .sql("INSERT INTO " + new JobTables(job.number()).rows() + "(" + columns + ") VALUES(" + marks
                            + ")")
                    .set("id", id)
                    .set("line", id + 1)
                    .set("account", account == 0 ? null : account)
                    .set("state", state.code())
                    .set("operation", ofFaces ? "DELETE_FACES" : "DELETE_PERSON")
                    .set("subject_hash", keys.cipher().hash(subject))
                    .set("subject", hide(subject, id, JobCipher.SUBJECT))
                    .set("person_hash", keys.cipher().hash(person))
                    .set("person", hide(person, id, JobCipher.PERSON));
            cells.forEach(insert::set);
            insert.update();
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
            TestSql.sqlite(tx)
                    .sql("INSERT INTO " + new JobTables(job.number()).faces()
                            + "(row, number, target, hash, face, outcome, evidence)"
                            + " VALUES(:row, :number, :row, :hash, :face, :outcome, :evidence)")
                    .set("row", row)
                    .set("number", number)
                    .set("hash", keys.cipher().hash(face))
                    .set("face", hide(face, row, number))
                    .set("outcome", outcome)
                    .set("evidence", evidence)
                    .update();
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
            TestSql.sqlite(tx).execute(sql);
            return true;
        });
        return this;
    }

    /** Changes the ledger's file through another connection. */
    void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Checks the receipts without the rows, because the rows and events of a test do not match. */
    ReceiptsCheck receipts() {
        return JobFixture.checkAlone(folder.publicKey(), file, job.name());
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** Checks the receipts in a ledger without the rows. */
    static ReceiptsCheck checkAlone(SealKey key, Path ledger, String job) {
        try {
            return new SqliteLocation(ledger).read(snapshot -> {
                try (LedgerReceipts source = LedgerReceipts.open(snapshot, job)) {
                    return new ReceiptsVerifier(key, source).check();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
