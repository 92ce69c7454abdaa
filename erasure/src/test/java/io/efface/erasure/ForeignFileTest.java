package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.ledger.sqlite.Connections;
import io.efface.erasure.internal.ledger.sqlite.LedgerFormat;
import io.efface.erasure.internal.ledger.sqlite.Schema;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that files of other programs stay unchanged, and that no file is created beside them. */
class ForeignFileTest {
    @TempDir
    Path temp;

    enum Foreign {
        TEXT,
        LONG_TEXT,
        EMPTY,
        DATABASE,
        DATABASE_WITH_LOG,
        DIRECTORY,
        LINK_TO_TEXT,
        MAGIC_ONLY
    }

    @ParameterizedTest
    @EnumSource(Foreign.class)
    void open_fileOfAnotherProgram_isRejectedAndUnchanged(Foreign kind) throws Exception {
        Path folder = Files.createDirectory(temp.resolve("theirs"));
        Path file = folder.resolve("data.db");
        make(kind, file);
        KeyFolder keys = KeyFolder.create(temp.resolve("keys"));
        Map<String, String> before = FolderImage.of(folder);

        for (Runnable each : new Runnable[] {
            () -> Ledger.open(file),
            () -> SqliteLedger.view(file),
            () -> JobStatus.all(file),
            () -> Report.summary(file, "job"),
            () -> Receipts.verify(keys.publicKey(), file, "job"),
            () -> Receipts.export(keys.publicKey(), file, "job", temp.resolve("export")),
            () -> Holds.beside(file, keys, Clock.systemUTC())
                    .add("job", Bench.list("p1"), null, InputColumns.defaults())
        }) {
            assertThatThrownBy(each::run)
                    .isInstanceOfSatisfying(
                            ErasureException.class,
                            e -> assertThat(e.reason()).isIn(Reason.LEDGER_UNREADABLE, Reason.LEDGER_UNSUITABLE));
        }
        assertThat(FolderImage.of(folder)).isEqualTo(before);
        assertThat(temp.resolve("export")).doesNotExist();
    }

    private static void make(Foreign kind, Path file) throws IOException, SQLException {
        switch (kind) {
            case TEXT -> Files.writeString(file, "a letter");
            case LONG_TEXT -> Files.writeString(file, "a longer letter ".repeat(1000));
            case EMPTY -> Files.createFile(file);
            case DATABASE -> sql(file, "CREATE TABLE theirs(id INTEGER)");
            case DATABASE_WITH_LOG -> {
                Path source =
                        Files.createDirectory(file.resolveSibling("source")).resolve("live.db");
                try (Connection live = DriverManager.getConnection("jdbc:sqlite:" + source);
                        Statement statement = live.createStatement()) {
                    statement.execute("PRAGMA journal_mode = WAL");
                    statement.execute("CREATE TABLE theirs(id INTEGER)");
                    Files.copy(source, file);
                    Files.copy(LedgerFormat.log(source, "-wal"), LedgerFormat.log(file, "-wal"));
                }
            }
            case DIRECTORY -> Files.createDirectory(file);
            case LINK_TO_TEXT ->
                Files.createSymbolicLink(file, Files.writeString(file.resolveSibling("letter.txt"), "a letter"));
            case MAGIC_ONLY -> Files.writeString(file, "SQLite format 3\0" + "x".repeat(84));
        }
        if (Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        }
    }

    @Test
    void open_lockFileOfAnotherProgram_isRejectedAndUnchanged() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("theirs"));
        Files.writeString(folder.resolve("a.db.lock"), "pid 17");
        Map<String, String> before = FolderImage.of(folder);

        assertThatThrownBy(() -> Ledger.open(folder.resolve("a.db")))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("is not the lock of a ledger");
        assertThat(FolderImage.of(folder)).isEqualTo(before);
    }

    @Test
    void open_logWithoutItsLedger_isRejectedAndUnchanged() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("theirs"));
        Files.writeString(folder.resolve("a.db-wal"), "a log");
        Map<String, String> before = FolderImage.of(folder);

        assertThatThrownBy(() -> Ledger.open(folder.resolve("a.db")))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("restore the ledger's file");
        assertThat(FolderImage.of(folder)).isEqualTo(before);
    }

    @Test
    void open_processWasKilledDuringTheCreation_createsTheLedger() throws Exception {
        Files.writeString(temp.resolve("a.db.efface-new"), "half a ledger");
        Files.writeString(temp.resolve("a.db.efface-new-wal"), "half a log");

        try (Ledger ledger = Ledger.open(temp.resolve("a.db"))) {
            assertThat(ledger.id()).isNotBlank();
        }
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("a.db", "a.db.lock");
    }

    @Test
    void open_ledgerWithPagesInTheLogOnly_isRecognised() throws Exception {
        // Before ledgers were created atomically, a killed process could leave such a ledger.
        Path source = Files.createDirectory(temp.resolve("source")).resolve("a.db");
        Path copy = temp.resolve("copy.db");
        try (Connection connection = Connections.writing(source)) {
            Schema.prepare(connection);
            Files.copy(source, copy);
            Files.copy(LedgerFormat.log(source, "-wal"), LedgerFormat.log(copy, "-wal"));
        }
        String id;
        try (Ledger ledger = Ledger.open(source)) {
            id = ledger.id();
        }
        assertThat(Arrays.copyOfRange(Files.readAllBytes(copy), 68, 72)).containsOnly(0);

        try (Ledger ledger = Ledger.open(copy)) {
            assertThat(ledger.id()).isEqualTo(id);
        }
    }

    @Test
    void view_interruptedThread_readsTheLedgerAndKeepsTheFlag() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();

        Thread.currentThread().interrupt();
        try (Connection view = SqliteLedger.view(file)) {
            assertThat(view.isClosed()).isFalse();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
