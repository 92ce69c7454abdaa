package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The location of a ledger in a database: {@code postgresql://[USER@]HOST[:PORT]/DATABASE[?schema=…&sslmode=…&sslrootcert=…]}. Immutable.
 *
 * @param user the user, or null
 * @param host the name or address of the server
 * @param sslmode how the connection is encrypted
 * @param sslrootcert the file with the certificates of trusted authorities, {@code system} for those of Java, or null for
 *     {@code ~/.postgresql/root.crt}
 */
record PostgresUrl(
        @Nullable String user,
        String host,
        int port,
        String database,
        String schema,
        String sslmode,
        @Nullable String sslrootcert) {
    static final String SCHEME = "postgresql:";
    private static final String FORM = "postgresql://[USER@]HOST[:PORT]/DATABASE[?schema=NAME]";

    private static final Pattern URL = Pattern.compile(
            "postgresql://(?:(?<user>[^:/?#@]+)@)?"
                    + "(?<host>[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::(?<port>[0-9]{1,5}))?/(?<database>[^/?#@:]+)(?:\\?(?<options>[^#]*))?");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");
    private static final String VERIFIED = "verify-full";
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65_535;
    private static final int CONNECT_SECONDS = 10;
    private static final int LOGIN_SECONDS = 20;

    /**
     * Parses a location. No error contains a part of the text, because it may be a password.
     *
     * @throws ErasureException of reason {@code INPUT} if the text is not such a location, or contains a password; of reason {@code
     *     LEDGER_UNSUITABLE} if the server is on another machine and the connection would not be encrypted and verified
     */
    static PostgresUrl parse(String text) {
        rejectPassword(text);
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            throw wrong("it does not have the form " + FORM);
        }
        Map<String, String> options = options(matcher.group("options"));
        String host = matcher.group("host");
        int port = matcher.group("port") == null ? DEFAULT_PORT : Integer.parseInt(matcher.group("port"));
        if (port < 1 || port > MAX_PORT) {
            throw wrong("its port is not a number from 1 to " + MAX_PORT);
        }
        boolean isLoopback = LOOPBACK.matcher(host).matches();
        String mode = options.getOrDefault("sslmode", isLoopback ? "prefer" : VERIFIED);
        if (!isLoopback && !mode.equals(VERIFIED)) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "beyond this machine, the connection to the ledger must be encrypted, and the server must be verified: leave out"
                            + " sslmode, or set sslmode=" + VERIFIED);
        }
        return new PostgresUrl(
                matcher.group("user") == null ? null : decoded(matcher.group("user")),
                host,
                port,
                decoded(matcher.group("database")),
                options.getOrDefault("schema", PostgresSchema.DEFAULT_NAME),
                mode,
                options.get("sslrootcert"));
    }

    private static void rejectPassword(String text) {
        String afterScheme = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        int at = afterScheme.lastIndexOf('@');
        boolean isInUser = at > 0 && afterScheme.substring(0, at).indexOf(':') >= 0;
        if (isInUser || Pattern.compile("[?&]password=").matcher(text).find()) {
            throw wrong(
                    "it contains a password, which other users of this machine could see; set efface.ledger.password, as"
                            + " ${env:NAME} or ${file:PATH}, or the variable PGPASSWORD, or use the file .pgpass");
        }
    }

    private static Map<String, String> options(@Nullable String text) {
        Map<String, String> options = new TreeMap<>();
        for (String option : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !name.matches("schema|sslmode|sslrootcert")) {
                throw wrong("each of its options must be schema=…, sslmode=… or sslrootcert=…");
            }
            options.put(name, decoded(option.substring(equals + 1)));
        }
        return options;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("it contains a percent sign without two hexadecimal digits after it");
        }
    }

    private static ErasureException wrong(String problem) {
        return new ErasureException(Reason.INPUT, "the location of the ledger is wrong: " + problem);
    }

    /**
     * Returns a source of connections. The driver reads the password from {@code .pgpass} if it is not given.
     *
     * @param defaultUser the user if the location names none, or null for the user of the operating system
     * @param password the password, or null
     */
    DataSource dataSource(@Nullable String defaultUser, @Nullable String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        String connectedUser = user == null ? defaultUser : user;
        if (connectedUser != null) {
            source.setUser(connectedUser);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setApplicationName("efface");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setTcpKeepAlive(true);
        source.setSslMode(sslmode);
        if ("system".equals(sslrootcert)) {
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        } else if (sslrootcert != null) {
            source.setSslRootCert(sslrootcert);
        }
        return source;
    }

    /** Returns the location without the user. */
    @Override
    public String toString() {
        return "postgresql://" + host + (port == DEFAULT_PORT ? "" : ":" + port) + "/" + database
                + (schema.equals(PostgresSchema.DEFAULT_NAME) ? "" : "?schema=" + schema);
    }
}
