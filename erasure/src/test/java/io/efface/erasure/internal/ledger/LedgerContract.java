package io.efface.erasure.internal.ledger;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The base class of the tests that every implementation of a ledger passes. It creates a job with two accounts. Each test adds the rows.
 */
abstract class LedgerContract {
    static final Instant NOW = Instant.parse("2026-05-04T03:02:01.234567Z");
    /** {@link #NOW} as a ledger stores it. */
    static final Instant STORED_NOW = Instant.parse("2026-05-04T03:02:01.234Z");

    private final Function<Path, LedgerStore> opening;

    @TempDir
    Path folder;

    LedgerStore store;
    KeyFolder keyFolder;
    JobKeys keys;
    JobCipher cipher;
    int job;

    /**
     * Creates the tests of an implementation.
     *
     * @param opening the function that creates a ledger; an implementation without files ignores its path
     */
    LedgerContract(Function<Path, LedgerStore> opening) {
        this.opening = opening;
    }

    @BeforeEach
    void open() throws IOException {
        Path file = Files.createDirectories(folder.resolve("jobs")).resolve("a.db");
        store = opening.apply(file);
        job = write(tx -> tx.jobs().create("job", NOW, null, null));
        keyFolder = KeyFolder.create(folder.resolve("keys"), file);
        keyFolder.createMacKey();
        keys = keyFolder.createJob(store.id(), job);
        cipher = keys.cipher();
        change(tx -> {
            tx.accounts(job).add(account(1, "a"));
            tx.accounts(job).add(account(2, "b"));
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    static JobAccount account(int number, String name) {
        return new JobAccount(number, name, "aliyun", "cn-shanghai", "{}");
    }

    <T> T write(Change<T> change) {
        return store.writer().write(change);
    }

    void change(Consumer<Transaction> change) {
        store.writer().write(tx -> {
            change.accept(tx);
            return true;
        });
    }

    <T> T read(LedgerStore.Reading<T, RuntimeException> reading) {
        return store.read(reading);
    }

    /** Checks the content of the ledger. */
    void check(Consumer<Transaction> checks) {
        store.read(tx -> {
            checks.accept(tx);
            return true;
        });
    }

    /** Returns all values of a cursor. */
    <T> List<T> all(Function<Transaction, Cursor<T>> cursor) {
        return read(tx -> {
            List<T> values = new ArrayList<>();
            cursor.apply(tx).forEach(values::add);
            return values;
        });
    }

    byte[] hash(String id) {
        return cipher.hash(id);
    }

    String hex(String id) {
        return HexFormat.of().formatHex(hash(id));
    }

    static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }

    /** Returns a pending row of an account. The line of the row is ten times its number. */
    NewRow row(long id, int account, String subject, String person, String... faces) {
        List<NewRow.Id> faceIds = new ArrayList<>();
        for (String face : faces) {
            faceIds.add(NewRow.Id.of(face, cipher, id, faceIds.size()));
        }
        return new NewRow(
                id,
                id * 10,
                account,
                TargetState.PENDING,
                null,
                null,
                faces.length == 0 ? Operation.DELETE_PERSON : Operation.DELETE_FACES,
                NewRow.Id.of(subject, cipher, id, JobCipher.SUBJECT),
                NewRow.Id.of(person, cipher, id, JobCipher.PERSON),
                faceIds,
                List.of());
    }

    /** Returns a refused row without an account. */
    static NewRow refused(long id) {
        return new NewRow(
                id,
                id * 10,
                null,
                TargetState.REFUSED,
                ProblemCode.PERSON_MISSING,
                3,
                Operation.DELETE_PERSON,
                null,
                null,
                List.of(),
                List.of());
    }

    /** Adds rows to the job, and marks further rows of the same person as duplicates. */
    void plan(NewRow... rows) {
        change(tx -> {
            PlannedRows plan = tx.plan(job);
            plan.addAll(List.of(rows));
            plan.finishAdding();
            List<PlannedRows.Repeated> repeated = new ArrayList<>();
            plan.repeated().forEach(repeated::add);
            for (PlannedRows.Repeated person : repeated) {
                if (plan.operations(person).equals(Set.of(Operation.DELETE_FACES))) {
                    plan.uniteFaces(person);
                } else {
                    plan.deleteWholePerson(person);
                }
                plan.markDuplicates(person);
            }
            plan.finishMarking();
        });
    }

    /** Stores the progress of a target. */
    void store(long target, StoredProgress progress) {
        change(tx -> tx.targets(job).store(target, progress.record()));
    }

    TargetState state(long row) {
        return read(tx -> tx.targets(job).find(row)).orElseThrow().state();
    }
}
