package io.efface.erasure.internal.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException.Reason;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource({
        "no such table: row_12, the table row_12 is missing",
        "no such table: main.face_1, the table face_1 is missing",
        "no such column: r.outcome, the column outcome of one of its tables is missing",
        "table event_3 has no column named bytes, the column bytes of the table event_3 is missing",
    })
    void exception_missingTableOrColumn_isUnreadableWithItsName(String message, String sentence) {
        SQLException e = new SQLiteException("(" + message + ") hidden-text", SQLiteErrorCode.SQLITE_ERROR);

        assertThat(SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", e))
                .hasMessageStartingWith("the ledger cannot be read: " + sentence)
                .hasMessageContaining("from a copy")
                .hasMessageNotContaining("hidden-text")
                .satisfies(error -> assertThat(error.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
    }

    @Test
    void exception_anotherFailure_hasTheGivenReason() {
        SQLException e = new SQLiteException("no such table: person-4711", SQLiteErrorCode.SQLITE_ERROR);

        assertThat(SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", e))
                .hasMessage("the ledger cannot be read: the database reports SQLITE_ERROR")
                .satisfies(error -> assertThat(error.reason()).isEqualTo(Reason.LEDGER_FAILED));
    }
}
