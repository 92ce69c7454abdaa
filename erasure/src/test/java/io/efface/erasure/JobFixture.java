package io.efface.erasure;

import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

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
        this.keys = folder.createJob(ledger.id(), 1);
        this.job = add(NAME, 1);
    }

    private Job add(String name, int number) {
        ledger.writer().write(tx -> {
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
            tx.execute("INSERT INTO " + tables.accounts()
                    + "(number, name, provider, place, settings) VALUES(1, 'cn-main', 'aliyun', 'cn-shanghai', '{}'),"
                    + " (2, 'hk', 'tencent', 'ap-hongkong', '{}')");
            return true;
        });
        return ledger.job(name);
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

    Sealer sealer() {
        return new Sealer(ledger.writer(), ledger.id(), job, keys.signer(), clock);
    }

    /** Adds events of targets, as a run would. */
    JobFixture events(int number) {
        ledger.writer().write(tx -> {
            for (int i = 1; i <= number; i++) {
                EventLog.add(
                        tx, job.tables(), Event.of(EventType.ATTEMPTED, NOW, i).with("attempt", 1));
            }
            return true;
        });
        return this;
    }

    /** Adds a row; {@code more} are column and value in turns. */
    JobFixture row(long id, int account, String subject, String person, TargetState state, Object... more) {
        ledger.writer().write(tx -> {
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
            PreparedStatement insert =
                    tx.prepare("INSERT INTO " + job.tables().rows() + "(" + columns + ") VALUES(" + marks + ")");
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
        ledger.writer().write(tx -> {
            PreparedStatement insert = tx.prepare("INSERT INTO " + job.tables().faces()
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
        ledger.writer().write(tx -> {
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
        return Receipts.verifyAlone(folder.publicKey(), file, job.name());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
