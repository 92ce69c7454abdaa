package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import java.time.Instant;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The database of a ledger that several processes use.
 *
 * @param dataSource the connections to the database. Their errors contain no text of the server, because a library may log them
 * @param taskTable the table that stores which worker does what: its name, as SQL statements contain it
 * @param clock reads the clock of the database; throws an {@link ErasureException} of reason {@code LEDGER_FAILED} if
 *     the database cannot be read
 * @param reopening opens the ledger again, with connections of its own; throws an {@link ErasureException} if that is impossible
 */
public record SharedDatabase(
        DataSource dataSource, String taskTable, Supplier<Instant> clock, Supplier<LedgerStore> reopening) {}
