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

/** The ledger's file: whose it is, where it may be, and what it must be. */
class LedgerTest {
    @TempDir
    Path temp;

    /** Opens a ledger in a process of its own, says so, and holds it until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
                ledger.store().writer().write(tx -> {
                    TestSql.sqlite(tx).execute("CREATE TABLE mine(id INTEGER)");
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
    void open_filesThatOthersCanRead_areTakenBackFromThem() throws IOException {
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

        assertFails(() -> Ledger.open(file), Reason.LEDGER_IN_USE, "another process has the ledger");

        first.close();
        try (Ledger second = Ledger.open(file)) {
            assertThat(second.id()).isEqualTo(id);
            assertThat(second.file()).isEqualTo(file);
        }
    }

    @Test
    void open_inUseByAnotherProcess_isRefusedUntilItIsKilled() throws Exception {
        Path file = temp.resolve("a.db");
        Process holder = holder(file);
        try {
            assertFails(() -> Ledger.open(file), Reason.LEDGER_IN_USE, "another process has the ledger");
            SqliteLedger.view(file).close();
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();

        try (Ledger mine = Ledger.open(file);
                Connection view = TestSql.view(mine)) {
            assertThat(one(view, "SELECT count(*) FROM mine")).isEqualTo("0");
        }
    }

    @Test
    void open_underAnyUmask_makesFilesForTheOwnerAlone() throws Exception {
        // The process of this test has the umask of the machine; a shell gives the child one that lets everybody in.
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
    void open_onlyItsFolderIsMissing_makesItForTheOwnerAlone() throws Exception {
        try (Ledger made = Ledger.open(temp.resolve("new/a.db"))) {
            assertThat(made.file()).exists();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void open_missingFoldersOrFolderOrLink_isRefused() throws Exception {
        assertFails(() -> Ledger.open(temp.resolve("none/none/a.db")), Reason.LEDGER_UNSUITABLE, "does not exist");
        Files.createDirectory(temp.resolve("folder"));
        assertFails(() -> Ledger.open(temp.resolve("folder")), Reason.LEDGER_UNSUITABLE, "not a regular file");
        Files.createSymbolicLink(temp.resolve("link.db"), temp.resolve("elsewhere.db"));
        assertFails(() -> Ledger.open(temp.resolve("link.db")), Reason.LEDGER_UNSUITABLE, "not a regular file");
        assertThat(temp.resolve("elsewhere.db")).doesNotExist();
    }

    @Test
    void isNetwork_fileSystemsOfOtherMachines_areKnown() {
        for (String name :
                List.of("nfs", "nfs4", "NFS", "cifs", "smb3", "smbfs", "9p", "ceph", "fuse.sshfs", "lustre")) {
            assertThat(LedgerFile.isNetwork(name)).as(name).isTrue();
        }
        for (String name : List.of("ext4", "xfs", "btrfs", "apfs", "NTFS", "tmpfs", "overlay", "zfs")) {
            assertThat(LedgerFile.isNetwork(name)).as(name).isFalse();
        }
    }

    @Test
    void open_ledgerOfALaterVersion_isRefusedAndSaysWhich() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();
        sql(file, "PRAGMA user_version = 99");

        assertFails(() -> Ledger.open(file), Reason.LEDGER_UNREADABLE, "version 99");
        assertFails(() -> SqliteLedger.view(file), Reason.LEDGER_UNREADABLE, "version 99");
    }

    @Test
    void open_afterARefusal_hasGivenTheLockUp() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();
        sql(file, "PRAGMA user_version = 99");
        assertFails(() -> Ledger.open(file), Reason.LEDGER_UNREADABLE, "99");
        sql(file, "PRAGMA user_version = 1");

        Ledger.open(file).close();
    }

    @Test
    void view_noFile_makesNone() {
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
    void connections_bothKinds_loseNothingCommitted() throws Exception {
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
    void connections_anotherJournal_isRefused() throws Exception {
        Path file = temp.resolve("a.db");
        Ledger.open(file).close();
        sql(file, "PRAGMA journal_mode = DELETE");

        assertThatThrownBy(() -> Connections.reading(file))
                .asInstanceOf(type(ErasureException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNSUITABLE);
                    assertThat(e).hasMessageContaining("journal_mode delete");
                });
        // Whoever writes brings it back.
        Ledger.open(file).close();
        Connections.reading(file).close();
    }

    private Process holder(Path file) throws IOException {
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
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("open");
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
