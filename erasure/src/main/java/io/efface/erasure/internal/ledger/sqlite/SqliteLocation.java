package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.SqliteLibrary;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerStore.Reading;
import io.efface.erasure.internal.ledger.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The location of a ledger in an SQLite file. Methods that need SQLite throw an error of reason {@code SQLITE_UNAVAILABLE} under the
 * conditions of {@link SqliteLibrary#load}.
 *
 * @param file the ledger's file on a local disk
 */
public record SqliteLocation(Path file) implements LedgerLocation {
    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public boolean isTaken() {
        return LedgerFile.isTaken(file);
    }

    @Override
    public LedgerStore open() {
        return SqliteLedger.open(file, UnaryOperator.identity());
    }

    @Override
    public LedgerStore beside(Duration patience) {
        return SqliteLedger.beside(file, patience);
    }

    @Override
    public <T, E extends Exception> T read(Reading<T, E> reading) throws E {
        try (Transaction snapshot = SqliteLedger.snapshot(SqliteLedger.view(file))) {
            return reading.apply(snapshot);
        } catch (StorageException e) {
            throw SqliteFailure.exception(
                    Reason.LEDGER_UNREADABLE, "the ledger " + file.toAbsolutePath() + " cannot be read", e.getCause());
        } catch (SQLException e) {
            throw SqliteFailure.exception(
                    Reason.LEDGER_UNREADABLE, "the ledger " + file.toAbsolutePath() + " cannot be read", e);
        }
    }
}
