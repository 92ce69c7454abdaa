package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.internal.ledger.sqlite.SqliteLocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a process keeps its locks on a ledger while other parts of the process read the same ledger. */
class ProcessLocksTest {
    @TempDir
    private Path temp;

    /** Another process: says whether it could open the ledger, and whether SQLite could delete the ledger's log. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws SQLException {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
                System.out.println("opened " + ledger.file());
            } catch (ErasureException e) {
                System.out.println(e.reason());
            }
            // SQLite deletes the log only if no other process has a lock on the database.
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 0");
                statement.execute("PRAGMA journal_mode = DELETE");
                System.out.println("deleted the log");
            } catch (SQLException e) {
                System.out.println(e.getErrorCode());
            }
        }
    }

    @Test
    void open_sameProcessReadsTheLedger_keepsItsLocks() throws Exception {
        Path file = temp.resolve("a.db");
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(otherProcess(file)).isEqualTo("LEDGER_IN_USE\n5\n");

            SqliteLedger.view(ledger.file()).close();
            assertThat(otherProcess(file)).as("after a read").isEqualTo("LEDGER_IN_USE\n5\n");

            assertThat(new SqliteLocation(file).isTaken()).isTrue();
            assertThat(otherProcess(file)).as("after a look at the lock").isEqualTo("LEDGER_IN_USE\n5\n");

            assertThatThrownBy(() -> Ledger.open(file)).isInstanceOf(ErasureException.class);
            assertThat(otherProcess(file)).as("after another opening").isEqualTo("LEDGER_IN_USE\n5\n");
        }
    }

    private static String otherProcess(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
