package io.efface.erasure;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.postgresql.PostgresLocation;
import io.efface.erasure.internal.ledger.sqlite.SqliteLocation;
import io.efface.policy.QuotaStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The address of a ledger: a file, or a schema of a PostgreSQL database. {@code toString} returns the address without credentials.
 * Immutable and thread-safe.
 */
public final class LedgerAddress {
    /** The key of the configuration that contains the address of the ledger. */
    public static final String SETTING = "efface.ledger";

    /** The key of the configuration that contains the user of the database. */
    public static final String USER_SETTING = SETTING + ".user";

    /** The key of the configuration that contains the password of that user. */
    public static final String PASSWORD_SETTING = SETTING + ".password";

    private static final String POSTGRESQL = "postgresql:";

    private final @Nullable Path file;
    private final LedgerLocation location;

    private final @Nullable QuotaStore quotaStore;

    private LedgerAddress(Path file) {
        this.file = file;
        this.location = new SqliteLocation(file);
        this.quotaStore = null;
    }

    private LedgerAddress(PostgresLocation location) {
        this.file = null;
        this.location = location;
        this.quotaStore = location.quotaStore();
    }

    /** Returns the address of a ledger in an SQLite file on a local disk. The file need not exist. */
    public static LedgerAddress of(Path file) {
        return new LedgerAddress(Objects.requireNonNull(file, "file"));
    }

    /**
     * Returns the address of a ledger in a PostgreSQL database, version 14 or later. An open ledger holds two sessions of the database
     * until it is closed. A run holds one session, and one more for each account on which it works, until the run ends. {@link #shareQuota}
     * needs up to four sessions. So the data source must provide enough connections, and a proxy between the application and the server
     * must not share sessions between transactions.
     *
     * @param dataSource a thread-safe source of connections of the driver {@code org.postgresql}
     * @param schema the name of the schema with the ledger's tables: 1 to 41 of the characters a-z, 0-9 and _, not beginning with a digit.
     *     A missing schema is created when the ledger is opened for writing
     * @throws ErasureException of reason {@code INPUT} if the name of the schema is not valid
     */
    public static LedgerAddress of(DataSource dataSource, String schema) {
        Objects.requireNonNull(schema, "schema");
        return new LedgerAddress(PostgresLocation.of(Objects.requireNonNull(dataSource, "dataSource"), schema));
    }

    /** Returns whether a text is the address of a ledger in a database. Such a text begins with {@code postgresql:}. */
    public static boolean isDatabase(String text) {
        return text.startsWith(POSTGRESQL);
    }

    /**
     * Returns the address of a ledger in a PostgreSQL database. Connections to the database are opened when they are needed.
     *
     * @param text {@code postgresql://[USER@]HOST[:PORT]/DATABASE}, with the options {@code schema} (default: {@code efface}), {@code
     *     sslmode} and {@code sslrootcert}. If the server is on another machine, {@code sslmode} must be {@code verify-full}, which is also
     *     the default. The text must not contain a password
     * @param settings returns the value of {@link #USER_SETTING} or {@link #PASSWORD_SETTING}, or empty; for example {@code accounts::text}.
     *     Without a user, the variable {@code PGUSER} names the user; a user in the text has priority. Without a password, the password comes
     *     from the variable {@code PGPASSWORD}; without this variable, it comes from the file {@code .pgpass}
     * @param environment the environment variables
     * @throws ErasureException of reason {@code INPUT} if the text is wrong or contains a password; of reason {@code LEDGER_UNSUITABLE} if
     *     the connection would not be encrypted and verified, or if the library {@code org.postgresql:postgresql} is missing. No message
     *     contains a part of the text
     */
    public static LedgerAddress ofDatabase(
            String text, Function<String, Optional<String>> settings, Map<String, String> environment) {
        try {
            return new LedgerAddress(PostgresLocation.parse(
                    text,
                    settings.apply(USER_SETTING).orElse(environment.get("PGUSER")),
                    settings.apply(PASSWORD_SETTING).orElse(environment.get("PGPASSWORD"))));
        } catch (NoClassDefFoundError e) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "a ledger in PostgreSQL needs the library org.postgresql:postgresql on the class path",
                    e);
        }
    }

    /**
     * Returns the address of the ledger that {@link #SETTING} names, or empty if the setting is missing or names a file.
     *
     * @param settings as for {@link #ofDatabase}; also returns the value of {@link #SETTING}
     * @param environment the environment variables
     * @throws ErasureException in the cases of {@link #ofDatabase}
     */
    public static Optional<LedgerAddress> configuredDatabase(
            Function<String, Optional<String>> settings, Map<String, String> environment) {
        return settings.apply(SETTING)
                .filter(LedgerAddress::isDatabase)
                .map(text -> ofDatabase(text, settings, environment));
    }

    /** Returns the ledger's file, or empty if the ledger is in a database. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Returns whether a ledger, or anything else, exists at the address.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a database cannot be reached
     */
    public boolean exists() {
        return location.exists();
    }

    /**
     * Makes accounts count their quota in the database of the ledger. All processes that do this with the same ledger together keep the limits
     * of the vendors. Each process that calls the vendors should do this, and all workers of the ledger must. Does nothing if the ledger is a
     * file, because one process sends all its requests. The call itself sends nothing. If the database does not respond, calls of the accounts
     * are rejected with kind {@code UNAVAILABLE} and effect {@code NONE}.
     *
     * @param accounts the builder of the accounts. A later {@code service(QuotaStore.class, …)} replaces the store
     */
    public void shareQuota(FaceRepositoriesBuilder accounts) {
        if (quotaStore != null) {
            accounts.service(QuotaStore.class, quotaStore);
        }
    }

    LedgerLocation location() {
        return location;
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
