package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteFailureTest {
    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL, the disk of the ledger is full",
        "SQLITE_IOERR_SHMSIZE, the disk of the ledger is full",
        "SQLITE_IOERR_READ, the disk reports an input/output error (SQLITE_IOERR_READ)",
        "SQLITE_CORRUPT_INDEX, the file is damaged",
    })
    void sentence_resultCode_namesTheCause(SQLiteErrorCode code, String beginning) {
        assertThat(SqliteFailure.sentence(new SQLiteException("hidden-text", code)))
                .startsWith(beginning)
                .doesNotContain("hidden-text");
    }
}
