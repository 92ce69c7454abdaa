package io.efface.config;

import io.efface.spi.Setting;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of the configuration that do not depend on a provider. */
final class Keys {
    static final String ROOT = "efface";
    static final String ACCOUNTS = "efface.accounts.";
    static final String DEFAULT_ACCOUNT = "efface.default-account";

    /** Keys that hold a path and that another module reads: the directory of keys, in efface-erasure. */
    static final List<String> PATHS_OF_OTHER_MODULES = List.of("efface.keys");

    static final List<String> GENERAL = Stream.concat(Stream.of(DEFAULT_ACCOUNT), PATHS_OF_OTHER_MODULES.stream())
            .toList();

    static final String PROVIDER = "provider";
    static final String CREDENTIAL = "credentials.";
    static final String COMMAND = "credentials.command";
    static final String POLICIES = "policies";
    static final String STANDARD_POLICIES = "standard";
    static final String NO_POLICIES = "none";
    static final String SAME_AS = "same-as";
    static final String QUOTA_GROUP = "quota-group";
    static final String ALLOW_MEMORY = "allow-memory";

    static final List<Setting> COMMON = List.of(
            Setting.of(PROVIDER, "the name of the provider that opens the account, as found on the class path", null),
            Setting.of(
                    POLICIES,
                    "standard puts the layers around the provider; none opens the primitive repository",
                    STANDARD_POLICIES),
            Setting.of(
                    SAME_AS,
                    "the other account that has the same key in the same place on purpose",
                    "two such accounts are an error"),
            Setting.of(
                    QUOTA_GROUP,
                    "accounts of equal group share every limit, in one library the order of deletions, and for each host the learnt"
                            + " offset of the vendor's clock; a text",
                    "provider and key fingerprint; with credentials = command provider and a hash of the command"),
            Setting.of(
                    ALLOW_MEMORY,
                    "true allows the provider memory, which keeps people in this process and deletes nowhere else",
                    "false"));

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_QUOTED = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int LONGEST_SHOWN = 120;

    private Keys() {}

    static String of(String account, String key) {
        return ACCOUNTS + account + "." + key;
    }

    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    static String nameRule() {
        return "a name has 1 to " + LONGEST_NAME + " lower-case letters, digits and inner dashes";
    }

    /** Returns the spelling of a key in the name of an environment variable. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns a key as it was typed, shortened to one line of a message. */
    static String shown(String typed) {
        String oneLine = typed.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= LONGEST_SHOWN ? oneLine : oneLine.substring(0, LONGEST_SHOWN) + "...";
    }

    /**
     * Returns what might be a name in quotes, or nothing for a text that might be a secret in the wrong place: both vendors' keys
     * are long and mix capitals in.
     */
    static String quotedWord(String typed) {
        return typed.length() <= LONGEST_QUOTED && NAME.matcher(typed).matches() ? "'" + typed + "' " : "";
    }
}
