package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.internal.ledger.sqlite.SqliteWriter;
import io.efface.erasure.internal.ledger.sqlite.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerWriterTest {
    @TempDir
    Path temp;

    private Path file;
    private Ledger ledger;
    private SqliteWriter writer;

    @BeforeEach
    void open() {
        file = temp.resolve("a.db");
        ledger = Ledger.open(file);
        writer = (SqliteWriter) ledger.store().writer();
        writer.write(tx -> {
            TestSql.sqlite(tx).execute("CREATE TABLE note(id INTEGER PRIMARY KEY)");
            return true;
        });
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void submit_writerRunsOutOfMemory_failsAllWaitingChanges() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = blockedUntil(go, tx -> {
            throw new StorageException(new SQLException("disk") {
                private static final long serialVersionUID = 1L;

                @Override
                public int getErrorCode() {
                    // The error occurs outside of the change, where the writer creates its own error.
                    throw new OutOfMemoryError("for the test");
                }
            });
        });
        CompletableFuture<Boolean> second = writer.submit(tx -> true);
        go.countDown();

        for (CompletableFuture<Boolean> waiting : List.of(first, second, writer.submit(tx -> true))) {
            assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ErasureException.class)
                    .hasMessageContaining("cannot be written");
        }
        assertThat(writer.hasFailed()).isTrue();
    }

    @Test
    void write_change_isVisibleToOtherConnectionsAfterItReturns() throws Exception {
        try (Connection other = SqliteLedger.view(file)) {
            for (int i = 1; i <= 20; i++) {
                insert(i);
                assertThat(count(other)).isEqualTo(i);
            }
        }
    }

    @Test
    void submit_manyChangesWhileOneIsApplied_areCommittedTogetherAndCompletedAfterwards() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = blockedUntil(go, tx -> true);
        try (Connection other = SqliteLedger.view(file)) {
            List<Long> seen = new ArrayList<>();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                int id = i;
                all.add(writer.submit(tx -> {
                            // The batch is not committed yet, so other connections do not see its changes.
                            assertThat(counted(other)).isZero();
                            TestSql.sqlite(tx).execute("INSERT INTO note VALUES(" + id + ")");
                            return id;
                        })
                        .thenAccept(id2 -> seen.add(counted(other))));
            }
            assertThat(first).isNotDone();
            assertThat(count(other)).isZero();
            go.countDown();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

            assertThat(seen).hasSize(50).containsOnly(50L);
        }
    }

    @Test
    void write_rejectedChange_isUndoneAlone() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = blockedUntil(go, tx -> true);
        CompletableFuture<Integer> before = writer.submit(tx -> note(tx, 1));
        CompletableFuture<Integer> refused = writer.submit(tx -> {
            note(tx, 2);
            throw new ErasureException(Reason.WRONG_STATE, "no");
        });
        CompletableFuture<Integer> after = writer.submit(tx -> note(tx, 3));
        go.countDown();
        first.get(60, TimeUnit.SECONDS);

        assertThat(before.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(after.get(60, TimeUnit.SECONDS)).isEqualTo(3);
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ErasureException.class);
        try (Connection other = SqliteLedger.view(file)) {
            assertThat(count(other)).isEqualTo(2);
        }
        assertThat(writer.hasFailed()).isFalse();
    }

    @Test
    void write_rejectedChange_throwsItsException() {
        ErasureException why = new ErasureException(Reason.NOT_CONFIRMED, "no");

        assertThatThrownBy(() -> writer.write(tx -> {
                    throw why;
                }))
                .isSameAs(why);
    }

    @Test
    void write_afterAFailureOfTheDatabase_writesNothingMore() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = blockedUntil(go, tx -> true);
        CompletableFuture<Integer> good = writer.submit(tx -> note(tx, 1));
        CompletableFuture<Integer> bad = writer.submit(tx -> {
            TestSql.sqlite(tx).execute("INSERT INTO meta VALUES(1)");
            return 1;
        });
        AtomicInteger applications = new AtomicInteger();
        CompletableFuture<Integer> behind = writer.submit(tx -> applications.incrementAndGet());
        go.countDown();

        first.get(60, TimeUnit.SECONDS);
        for (CompletableFuture<Integer> one : List.of(good, bad, behind)) {
            assertThatThrownBy(one::join).cause().isInstanceOfSatisfying(ErasureException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED);
                assertThat(e)
                        .hasMessage(
                                "the ledger cannot be written: the database reports SQLITE_ERROR; nothing more is sent");
            });
        }
        assertThatThrownBy(() -> insert(9))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));
        assertThat(writer.hasFailed()).isTrue();
        assertThat(applications).hasValue(0);
        try (Connection other = SqliteLedger.view(file)) {
            assertThat(count(other)).isZero();
        }
    }

    @Test
    void write_diskFull_failsAndKeepsCommittedChanges() throws Exception {
        insert(1);
        writer.writeAlone(tx -> {
            TestSql.sqlite(tx).execute("PRAGMA max_page_count = 1");
            return true;
        });

        assertThatThrownBy(() -> writer.write(tx -> {
                    TestSql.sqlite(tx).execute("CREATE TABLE big(bytes BLOB)");
                    TestSql.sqlite(tx).execute("INSERT INTO big VALUES(zeroblob(1000000))");
                    return true;
                }))
                .hasMessageContaining("the disk of the ledger is full")
                .hasMessageNotContaining("13");

        assertThat(writer.hasFailed()).isTrue();
        assertThatThrownBy(() -> insert(2)).isInstanceOf(ErasureException.class);
        ledger.close();
        try (Ledger again = Ledger.open(file);
                Connection view = TestSql.view(again)) {
            assertThat(count(view)).isEqualTo(1);
        }
    }

    @Test
    void write_changeWithABug_failsTheWriter() {
        assertThatThrownBy(() -> writer.write(tx -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("a bug");
        assertThat(writer.hasFailed()).isTrue();
    }

    @Test
    void writeAlone_rejectedChange_throwsItsException() {
        ErasureException rejection = new ErasureException(Reason.WRONG_STATE, "no");

        assertThatThrownBy(() -> writer.writeAlone(tx -> {
                    throw rejection;
                }))
                .isSameAs(rejection);
        assertThat(writer.hasFailed()).isFalse();
    }

    @Test
    void writeAlone_amongOtherChanges_isAppliedOutsideOfATransaction() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = blockedUntil(go, tx -> true);
        CompletableFuture<Integer> before = writer.submit(tx -> note(tx, 1));
        CompletableFuture<Long> alone = CompletableFuture.supplyAsync(() -> writer.writeAlone(tx -> {
            TestSql.sqlite(tx).execute("VACUUM");
            return TestSql.sqlite(tx).sql("SELECT count(*) FROM note").number();
        }));
        go.countDown();
        first.get(60, TimeUnit.SECONDS);

        assertThat(before.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(alone.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        insert(2);
    }

    @Test
    void close_waitingChanges_areWrittenAndLaterChangesAreRejected() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = blockedUntil(go, tx -> true);
        CompletableFuture<Integer> waiting = writer.submit(tx -> note(tx, 1));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(ledger::close);
        go.countDown();
        closed.get(60, TimeUnit.SECONDS);

        assertThat(first).isCompletedWithValue(true);
        assertThat(waiting).isCompletedWithValue(1);
        assertThatThrownBy(() -> insert(2)).hasMessage("the ledger is closed");
        ledger.close();
    }

    @Test
    void write_interruptedThread_waitsForTheCommitAndKeepsTheFlag() throws Exception {
        Thread.currentThread().interrupt();

        insert(1);

        assertThat(Thread.interrupted()).isTrue();
        try (Connection other = SqliteLedger.view(file)) {
            assertThat(count(other)).isEqualTo(1);
        }
    }

    /** Submits a change that waits, and returns when the writer has begun to apply it. The changes behind this change wait, too. */
    private CompletableFuture<Boolean> blockedUntil(CountDownLatch go, Change<Boolean> change) {
        CountDownLatch applied = new CountDownLatch(1);
        CompletableFuture<Boolean> blocked = writer.submit(tx -> {
            applied.countDown();
            await(go);
            return change.apply(tx);
        });
        await(applied);
        return blocked;
    }

    private void insert(int id) {
        writer.write(tx -> note(tx, id));
    }

    private static int note(Transaction tx, int id) {
        TestSql.sqlite(tx).execute("INSERT INTO note VALUES(" + id + ")");
        return id;
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM note")) {
            return row.getLong(1);
        }
    }

    private static long counted(Connection connection) {
        try {
            return count(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
