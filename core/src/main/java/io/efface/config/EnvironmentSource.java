package io.efface.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Entries from environment variables. The name of a variable is the key in upper case, with an underscore for each dot and dash. A variable
 * of an account, such as {@code EFFACE_ACCOUNTS_NAME_KEY}, ends with a known key. If several known keys are possible, the longest key
 * applies. The part before the key is the account's name. Any other variable that begins with {@code EFFACE_} is an error, because its name
 * is probably misspelt. There are two exceptions: the variables that other code reads, and the variables that Kubernetes sets for a service
 * whose name begins with {@code efface}.
 */
final class EnvironmentSource implements Source {
    private static final String ROOT = "EFFACE_";
    private static final String ACCOUNTS = "EFFACE_ACCOUNTS_";

    /**
     * Variables that other code reads: the configuration file, the Java options of the command, and the directory of SQLite's native
     * library.
     */
    private static final List<String> READ_BY_OTHER_CODE = List.of("EFFACE_CONFIG", "EFFACE_JAVA_OPTS", "EFFACE_CACHE");

    /**
     * The variables that Kubernetes sets for a service: {@code {SVCNAME}_SERVICE_HOST}, {@code {SVCNAME}_SERVICE_PORT}, and the variables
     * of Docker links. Source: "Discovering services", kubernetes.io/docs/concepts/services-networking/service.
     */
    private static final Pattern SERVICE = Pattern.compile("EFFACE_([A-Z0-9_]+_)?"
            + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** Variables of Kubernetes that could also be a misspelt key of an account, such as {@code EFFACE_ACCOUNTS_B_PROXY_PORT}. */
    private static final Pattern LINK_OR_KEY = Pattern.compile(
            "EFFACE_ACCOUNTS_(.*(?<!SERVICE_|PORT_[0-9]{1,5}_TCP_|PORT_[0-9]{1,5}_UDP_|PORT_[0-9]{1,5}_SCTP_))?PORT");

    /** The value of {@code {SVCNAME}_PORT}, such as {@code tcp://10.0.0.11:6379}. */
    private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    /**
     * The value of a Kubernetes variable that ends in {@code SERVICE_HOST}: an IP address. A key of an account that ends in {@code host}
     * never has an IP address as its value.
     */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private static final Pattern SPELLING = Pattern.compile("[A-Z0-9_]+");

    private final Map<String, String> variables;

    EnvironmentSource(Map<String, String> variables) {
        this.variables = new TreeMap<>(Map.copyOf(variables));
    }

    @Override
    public String name() {
        return "environment variables";
    }

    @Override
    public void read(Set<String> accountKeys, Problems problems, Consumer<Entry> entries) {
        variables.forEach((variable, value) -> {
            // An empty variable counts as not set, as is usual for environment variables.
            if ((variable.startsWith(ROOT) || isKnownInAnyCase(variable))
                    && !value.isBlank()
                    && !READ_BY_OTHER_CODE.contains(variable)) {
                read(variable, value, accountKeys, problems, entries);
            }
        });
    }

    /**
     * Returns whether a variable has a known name in upper or lower case. Windows does not distinguish upper and lower case in these names.
     * A known name that is not in upper case is reported as an error.
     */
    private static boolean isKnownInAnyCase(String variable) {
        String upper = variable.toUpperCase(Locale.ROOT);
        return upper.startsWith(ACCOUNTS)
                || READ_BY_OTHER_CODE.contains(upper)
                || Keys.GENERAL.stream().anyMatch(key -> Keys.variable(key).equals(upper));
    }

    private static void read(
            String variable, String value, Set<String> accountKeys, Problems problems, Consumer<Entry> entries) {
        Optional<String> generalKey = Keys.GENERAL.stream()
                .filter(key -> Keys.variable(key).equals(variable))
                .findFirst();
        if (generalKey.isPresent()) {
            entries.accept(new Entry(generalKey.get(), value, Place.variable(variable)));
            return;
        }
        Optional<String> accountKey = variable.startsWith(ACCOUNTS)
                ? keyAtTheEnd(variable.substring(ACCOUNTS.length()), accountKeys)
                : Optional.empty();
        if (isOfKubernetes(variable, value.strip(), accountKey.isPresent())) {
            return;
        }
        String source = Place.variable(Keys.printable(variable)).text();
        if (!SPELLING.matcher(variable).matches()) {
            problems.add(
                    source,
                    "a variable is spelt in upper case, with an underscore for each dot and dash: '"
                            + Keys.printable(Keys.variable(variable)) + "'");
        } else if (!variable.startsWith(ACCOUNTS)) {
            problems.add(source, "unknown variable" + suggestion(variable, accountKeys));
        } else if (accountKey.isEmpty()) {
            problems.add(
                    source,
                    "the variable does not end in a known key"
                            + suggestedKey(variable.substring(ACCOUNTS.length()), accountKeys));
        } else {
            addAccountEntry(variable, value, accountKey.get(), problems, entries);
        }
    }

    private static boolean isOfKubernetes(String variable, String value, boolean isKey) {
        if (!SERVICE.matcher(variable).matches()) {
            return false;
        }
        return LINK_OR_KEY.matcher(variable).matches()
                ? LINK.matcher(value).matches()
                : !isKey || ADDRESS.matcher(value).matches();
    }

    private static void addAccountEntry(
            String variable, String value, String key, Problems problems, Consumer<Entry> entries) {
        String rest = variable.substring(ACCOUNTS.length());
        if (rest.length() <= key.length() + 1) {
            problems.add(
                    Place.variable(variable).text(),
                    "the account's name is missing between " + ACCOUNTS + " and the key");
            return;
        }
        String name = rest.substring(0, rest.length() - key.length() - 1)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        entries.accept(new Entry(Keys.of(name, key), value, Place.variable(variable)));
    }

    private static Optional<String> keyAtTheEnd(String rest, Set<String> accountKeys) {
        String longest = "";
        for (String key : accountKeys) {
            boolean atEnd = rest.endsWith("_" + Keys.variable(key)) || rest.equals(Keys.variable(key));
            if (atEnd && key.length() > longest.length()) {
                longest = key;
            }
        }
        return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
    }

    private static String suggestedKey(String rest, Set<String> accountKeys) {
        List<String> known = accountKeys.stream().map(Keys::variable).toList();
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (int cut = rest.indexOf('_'); cut > 0; cut = rest.indexOf('_', cut + 1)) {
            String tail = rest.substring(cut + 1);
            String account = ACCOUNTS + rest.substring(0, cut + 1);
            List<String> longer = known.stream()
                    .filter(key -> key.startsWith(tail + "_"))
                    .map(key -> Keys.printable(account + key))
                    .toList();
            if (!longer.isEmpty()) {
                return Suggestion.didYouMean(longer);
            }
            Optional<String> whole =
                    known.stream().filter(key -> key.endsWith("_" + tail)).findFirst();
            if (whole.isPresent()) {
                return didYouMean(ACCOUNTS + withoutStartOf(whole.get(), rest.substring(0, cut + 1)) + whole.get());
            }
            Optional<String> nearest = Suggestion.nearest(tail, known);
            int distance = nearest.map(key -> Suggestion.distance(tail, key)).orElse(Integer.MAX_VALUE);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = rest.substring(0, cut + 1) + nearest.orElseThrow();
            }
        }
        return best.isEmpty() ? "" : didYouMean(ACCOUNTS + best);
    }

    /**
     * Returns the text without the last words if the key begins with these words; otherwise returns the whole text. For example,
     * {@code A_CREDENTIALS_} becomes {@code A_} if the key is {@code CREDENTIALS_TOKEN}.
     */
    private static String withoutStartOf(String key, String text) {
        for (int cut = text.indexOf('_'); cut >= 0 && cut < text.length() - 1; cut = text.indexOf('_', cut + 1)) {
            if (key.startsWith(text.substring(cut + 1))) {
                return text.substring(0, cut + 1);
            }
        }
        return text;
    }

    private static String suggestion(String variable, Set<String> accountKeys) {
        List<String> wholeNames = new ArrayList<>(READ_BY_OTHER_CODE);
        Keys.GENERAL.forEach(key -> wholeNames.add(Keys.variable(key)));
        // The common beginning would make all names similar, so the names are compared without their beginning.
        Map<String, String> byRest = new TreeMap<>();
        wholeNames.forEach(name -> byRest.put(afterRoot(name), name));
        Optional<String> whole =
                Suggestion.nearest(afterRoot(variable), byRest.keySet()).map(byRest::get);
        if (whole.isPresent()) {
            return didYouMean(whole.get());
        }
        int cut = variable.indexOf('_', ROOT.length());
        if (cut > 0 && Suggestion.distance(variable.substring(0, cut + 1), ACCOUNTS) <= 2) {
            return didYouMean(ACCOUNTS + variable.substring(cut + 1));
        }
        String rest = variable.substring(ROOT.length());
        Optional<String> key = keyAtTheEnd(rest, accountKeys);
        if (key.isPresent()) {
            return didYouMean(ACCOUNTS + (rest.length() == key.get().length() ? "NAME_" : "") + rest);
        }
        return "; the names are " + String.join(", ", wholeNames) + " and " + ACCOUNTS + "NAME_KEY";
    }

    private static String afterRoot(String variable) {
        return variable.substring(ROOT.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String didYouMean(String variable) {
        return "; did you mean '" + Keys.printable(variable) + "'?";
    }
}
