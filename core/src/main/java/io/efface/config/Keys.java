package io.efface.config;

import io.efface.spi.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys and values of the configuration that do not depend on a provider. */
final class Keys {
    static final String ROOT = "efface";
    static final String ACCOUNTS = "efface.accounts.";
    static final String DEFAULT_ACCOUNT = "efface.default-account";

    /** The key of the ledger. Its value is a path, or the location of a database. */
    static final String LEDGER = "efface.ledger";

    /** The keys of the configuration that other modules use. */
    static final List<String> OF_OTHER_MODULES = List.of("efface.keys", LEDGER, LEDGER + ".user", LEDGER + ".password");

    /** Those keys whose values are paths. */
    static final List<String> PATHS_OF_OTHER_MODULES = List.of("efface.keys", LEDGER);

    /** The beginning of the location of a ledger in a database. */
    static final String POSTGRESQL = "postgresql:";

    /** The optional beginning of a ledger's location. The path of the ledger's file follows it. */
    static final String SQLITE = "sqlite:";

    static final List<Setting> GENERAL_SETTINGS = List.of(
            Setting.of(
                    DEFAULT_ACCOUNT,
                    "the account that FaceRepositories.defaultRepository() and commands without --account use",
                    "the only account, if there is exactly one"),
            Setting.of(
                    "efface.keys",
                    "the key folder, which contains the keys that encrypt the ids of jobs and sign their receipts; it must not be in"
                            + " the ledger's folder",
                    "efface/keys in the user's data folder"),
            Setting.of(
                    LEDGER,
                    "the ledger: a file, as FILE or sqlite:FILE, or a database, as postgresql://HOST/DATABASE; the option --ledger of the"
                            + " command overrides this key",
                    null),
            Setting.of(
                    LEDGER + ".user",
                    "the user of the ledger's database",
                    "the variable PGUSER, else the user of the operating system"),
            Setting.of(
                    LEDGER + ".password",
                    "the password of that user",
                    "the variable PGPASSWORD, else the file .pgpass"));

    static final List<String> GENERAL =
            GENERAL_SETTINGS.stream().map(Setting::key).toList();

    static final String PROVIDER = "provider";
    static final String CREDENTIALS = "credentials";
    static final String CREDENTIAL = CREDENTIALS + ".";
    static final String COMMAND = "credentials.command";
    static final String POLICIES = "policies";
    static final String STANDARD_POLICIES = "standard";
    static final String NO_POLICIES = "none";
    static final String SAME_AS = "same-as";
    static final String QUOTA_GROUP = "quota-group";
    static final String ALLOW_MEMORY = "allow-memory";

    static final List<Setting> COMMON = List.of(
            Setting.of(PROVIDER, "the name of the provider that opens the account; required", null),
            Setting.of(
                    POLICIES,
                    "'standard' opens a repository with layers, such as retry and quota; 'none' opens the primitive repository, which has"
                            + " no layers; with 'none', each key of the layers is an error",
                    STANDARD_POLICIES),
            Setting.of(
                    SAME_AS,
                    "the name of another account that is the same account at the vendor",
                    "two accounts that are the same at the vendor are an error"),
            Setting.of(
                    QUOTA_GROUP,
                    "any text; accounts with the same text are in one quota group: they share the vendor's limits, the order of deletions"
                            + " and the clock offset",
                    "one group for each provider and access key"),
            Setting.of(
                    ALLOW_MEMORY,
                    "'true' allows the provider 'memory'; this provider is for tests, stores people in the memory of this process, and"
                            + " sends no requests",
                    "false"));

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_QUOTED = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int LONGEST_PRINTED = 120;

    private Keys() {}

    static String of(String account, String key) {
        return ACCOUNTS + account + "." + key;
    }

    /** Returns whether a key of an account names the source of the access key, or contains a part of the access key. */
    static boolean isCredential(String key) {
        return key.equals(CREDENTIALS) || key.startsWith(CREDENTIAL);
    }

    static boolean isOurs(String key) {
        return key.startsWith(ROOT + ".");
    }

    /**
     * Returns the problem of a key whose beginning {@code efface.} is misspelt; empty for any other key. Without this check, a misspelt key
     * would be ignored without a message.
     */
    static Optional<String> nearMiss(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String root = key.substring(0, dot).strip().toLowerCase(Locale.ROOT);
        String rest = key.substring(dot);
        boolean looksLikeOurs = rest.startsWith(ACCOUNTS.substring(ROOT.length())) || DEFAULT_ACCOUNT.endsWith(rest);
        return looksLikeOurs && Suggestion.distance(root, ROOT) <= 1
                ? Optional.of("unknown key; did you mean '" + printable(ROOT + rest) + "'?")
                : Optional.empty();
    }

    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    static String nameRule() {
        return "a name has 1 to " + LONGEST_NAME + " characters: lower-case letters, digits,"
                + " and dashes that are not at the beginning or end";
    }

    /** Returns a key in the spelling of environment variables. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns a text from the configuration in a form for messages: control characters are replaced, and a long text is shortened. */
    static String printable(String typed) {
        String oneLine = typed.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= LONGEST_PRINTED ? oneLine : oneLine.substring(0, LONGEST_PRINTED) + "...";
    }

    /**
     * Returns a word in quotes, followed by a space, for a message. Returns an empty text if the word could be a secret that was written to
     * the wrong key. A short word in lower case is not a secret, because the vendors' keys are long or contain capitals.
     */
    static String quotedWord(String typed) {
        return typed.length() <= LONGEST_QUOTED && NAME.matcher(typed).matches() ? "'" + typed + "' " : "";
    }
}
