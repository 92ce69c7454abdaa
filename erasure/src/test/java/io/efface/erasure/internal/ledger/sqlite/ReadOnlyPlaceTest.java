package io.efface.erasure.internal.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the reading of ledgers from read-only places. Each test gives its own function that checks for write access, because the JDK's
 * function returns true everywhere if the superuser runs the tests.
 */
class ReadOnlyPlaceTest {
    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void start() {
        file = temp.resolve("a.db");
        Ledger.open(file).close();
    }

    @Test
    void isArchive_writablePlace_isFalse() {
        assertThat(ReadOnlyPlace.isArchive(file)).isFalse();
    }

    @Test
    void isArchive_readOnlyWithoutALog_isTrue() throws Exception {
        assertThat(ReadOnlyPlace.isArchive(file, path -> false)).isTrue();
        assertThat(ReadOnlyPlace.isArchive(file, path -> path.endsWith("."))).isTrue();
        Files.createFile(temp.resolve("a.db-wal"));
        assertThat(ReadOnlyPlace.isArchive(file, path -> false)).isTrue();
    }

    @Test
    void isArchive_readOnlyWithALog_isFalseOrRejected() throws Exception {
        Files.writeString(temp.resolve("a.db-wal"), "a log");

        assertThatThrownBy(() -> ReadOnlyPlace.isArchive(file, path -> false))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("a.db-wal")
                .hasMessageContaining("copy the ledger and all files beside it");
        // The folder is writable, so SQLite can create its file of shared memory.
        assertThat(ReadOnlyPlace.isArchive(file, path -> path.endsWith("."))).isFalse();
        Files.createFile(temp.resolve("a.db-shm"));
        assertThat(ReadOnlyPlace.isArchive(file, path -> false)).isFalse();
    }

    @Test
    void isArchive_readOnlyWithARollbackJournal_isRejected() throws Exception {
        Files.writeString(temp.resolve("a.db-journal"), "a journal");

        assertThatThrownBy(() -> ReadOnlyPlace.isArchive(file, path -> false))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("a.db-journal");
    }
}
