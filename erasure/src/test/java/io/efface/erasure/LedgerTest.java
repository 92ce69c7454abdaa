package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.sqlite.Connections;
import io.efface.erasure.internal.ledger.sqlite.LedgerFile;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the ledger's file: its permissions, its lock, its location, and files that are rejected. */
class LedgerTest {
    @TempDir
    Path temp;

    /** A process that opens a ledger, prints "open", and keeps the ledger open until the end of standard input. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
                ledger.store().writer().write(tx -> {
                    TestSql.sqlite(tx).execute("CREATE TABLE probe(id INTEGER)");
                    return true;
                });
                System.out.println("open");
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void open_filesThatOthersCanRead_getPermissionsForTheOwnerAlone() throws IOException {
        Path file = temp.resolve("old.db");
        Ledger.open(file).close();
        List<Path> files = List.of(file, temp.resolve("old.db-wal"), temp.resolve("old.db-shm"));
        for (Path each : files) {
            if (!Files.exists(each)) {
                Files.createFile(each);
            }
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-rw-r--"));
        }

        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.id()).isNotBlank();
            assertThat(files)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void open_twiceInOneProcess_isInUseUntilClosed() {
        Path file = temp.resolve("a.db");
        Ledger first = Ledger.open(file);
        String id = first.id();

        assertFails(() -> Ledger.open(file), Reason.LEDGER_IN_USE, "this process has the ledger");

        first.close();
        try (Ledger second = Ledger.open(file)) {
            assertThat(second.id()).isEqualTo(id);
            assertThat(second.file()).isEqualTo(file);
        }
    }

    @Test
    void open_inUseByAnotherProcess_isRejectedUntilThatProcessEnds() throws Exception {
        Path file = temp.resolve("a.db");
        Process holder = startHolder(file);
        try {
            assertFails(() -> Ledger.open(file), Reason.LEDGER_IN_USE, "another process has the ledger");
            SqliteLedger.view(file).close();
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();

        try (Ledger ledger = Ledger.open(file);
                Connection view = TestSql.view(ledger)) {
            assertThat(one(view, "SELECT count(*) FROM probe")).isEqualTo("0");
        }
    }

    @Test
    void open_underAnyUmask_makesFilesForTheOwnerAlone() throws Exception {
        // This process has the umask of the machine. A shell starts the other process with a umask that permits
        // everything.
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell to set a umask with");
        Path file = temp.resolve("a.db");
        Process holder = start(List.of(
                "/bin/sh",
                "-c",
                "umask 000; exec \"$@\"",
                "sh",
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString()));
        try {
            for (String name : List.of("a.db", "a.db-wal", "a.db-shm", "a.db.lock")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void open_onlyTheLedgersFolderIsMissing_createsItForTheOwnerAlone() throws Exception {
        try (Ledger made = Ledger.open(temp.resolve("new/a.db"))) {
            assertThat(made.file()).exists();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void open_missingParentFolderOrFolderOrLink_isRejected() throws Exception {
        assertFails(() -> Ledger.open(temp.resolve("none/none/a.db")), Reason.LEDGER_UNSUITABLE, "does not exist");
        Files.createDirectory(temp.resolve("folder"));
        assertFails(() -> Ledger.open(temp.resolve("folder")), Reason.LEDGER_UNSUITABLE, "not a regular file");
        Files.createSymbolicLink(temp.resolve("link.db"), temp.resolve("elsewhere.db"));
        assertFails(() -> Ledger.open(temp.resolve("link.db")), Reason.LEDGER_UNSUITABLE, "not a regular file");
        assertThat(temp.resolve("elsewhere.db")).doesNotExist();
    }

    @Test
    void isNetwork_anyFileSystem_isTrueForNetworkFileSystems() {
        for (String name :
                List.of("nfs", "nfs4", "NFS", "cifs", "smb3", "smbfs", "9p", "ceph", "fuse.sshfs", "lustre")) {
            assertThat(LedgerFile.isNetwork(name)).as(name).isTrue();
        }
        for (String name : List.of("ext4", "xfs", "btrfs", "apfs", "NTFS", "tmpfs", "overlay", "zfs")) {
            assertThat(LedgerFile.isNetwork(name)).as(name).isFalse();
        }
    }

    @Test
    void open_ledgerOfALaterVersion_isRejectedWithTheVersion() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();
        sql(file, "PRAGMA user_version = 99");

        assertFails(() -> Ledger.open(file), Reason.LEDGER_UNREADABLE, "version 99");
        assertFails(() -> SqliteLedger.view(file), Reason.LEDGER_UNREADABLE, "version 99");
    }

    @Test
    void open_afterARejection_succeedsBecauseTheLockWasReleased() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();
        sql(file, "PRAGMA user_version = 99");
        assertFails(() -> Ledger.open(file), Reason.LEDGER_UNREADABLE, "99");
        sql(file, "PRAGMA user_version = 1");

        Ledger.open(file).close();
    }

    @Test
    void view_missingFile_createsNoFile() {
        assertFails(() -> SqliteLedger.view(temp.resolve("a.db")), Reason.LEDGER_UNREADABLE, "does not exist");
        assertThat(temp.toFile().list()).isEmpty();
    }

    @Test
    void view_anyConnection_readsAndCannotWrite() throws Exception {
        Path file = temp.resolve("a.db");
        try (Ledger ledger = Ledger.open(file);
                Connection view = TestSql.view(ledger);
                Statement statement = view.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM meta"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void connections_readingAndWriting_haveTheSettingsForDurableCommits() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();

        try (Connection writing = Connections.writing(file);
                Connection reading = Connections.reading(file)) {
            for (Connection each : List.of(writing, reading)) {
                assertThat(one(each, "PRAGMA journal_mode")).isEqualTo("wal");
                assertThat(one(each, "PRAGMA synchronous")).isEqualTo("2");
                assertThat(one(each, "PRAGMA busy_timeout")).isEqualTo("10000");
            }
            assertThat(one(writing, "PRAGMA secure_delete")).isEqualTo("1");
        }
    }

    @Test
    void connections_otherJournalMode_isRejected() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();
        sql(file, "PRAGMA journal_mode = DELETE");

        assertThatThrownBy(() -> Connections.reading(file))
                .asInstanceOf(type(ErasureException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNSUITABLE);
                    assertThat(e).hasMessageContaining("journal_mode delete");
                });
        // Opening the ledger for writing sets the journal mode again.
        Ledger.open(file).close();
        Connections.reading(file).close();
    }

    private Process startHolder(Path file) throws IOException {
        return start(
                List.of(java(), "-cp", System.getProperty("java.class.path"), Holder.class.getName(), file.toString()));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("open");
        return process;
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private static void assertFails(Runnable action, Reason reason, String says) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ErasureException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessageContaining(says);
                });
    }
}
