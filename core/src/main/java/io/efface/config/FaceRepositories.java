package io.efface.config;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.async.AllAccounts;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The opened accounts of an application, by name. Thread-safe.
 *
 * <pre>{@code
 * try (FaceRepositories accounts = FaceRepositories.load(Path.of("efface.properties"))) {
 *     accounts.get("cn-main").deletePerson(PersonId.of("4711"));
 * }
 * }</pre>
 *
 * <p>When accounts are opened, the whole configuration is checked, but nothing is sent. Every key below {@code efface.} must be known, and
 * every value must be valid. A {@link FaceException} of kind {@link ErrorKind#CONFIGURATION} reports all problems together. For each
 * problem, the exception names the line of the file, or the variable or other source.
 *
 * <p>Accounts can be added, replaced and removed while other threads use them. If an account is replaced or removed during a call, the call
 * still ends on this account.
 */
public final class FaceRepositories implements AutoCloseable {
    private final Object changeLock = new Object();
    private final OpenAccounts accounts;
    private final AccountFactory factory;
    private final Clock clock;
    private final @Nullable String defaultName;
    private final GeneralSettings.Others others;

    FaceRepositories(
            OpenAccounts accounts,
            AccountFactory factory,
            Clock clock,
            @Nullable String defaultName,
            GeneralSettings.Others others) {
        this.accounts = accounts;
        this.factory = factory;
        this.clock = clock;
        this.defaultName = defaultName;
        this.others = others;
    }

    /** Returns a builder without accounts. */
    public static FaceRepositoriesBuilder builder() {
        return new FaceRepositoriesBuilder();
    }

    /**
     * Opens the accounts of a properties file. Environment variables are read only where the file refers to them with
     * <code>${env:NAME}</code>.
     *
     * @param file a {@code .properties} file in UTF-8, of at most 1 MiB
     * @throws FaceException of kind {@code CONFIGURATION} if the file cannot be read or contains an error
     */
    public static FaceRepositories load(Path file) {
        return builder().properties(file).open();
    }

    /** Returns the keys below {@code efface.accounts.NAME.} that every account may have, regardless of its provider. */
    public static List<Setting> commonSettings() {
        return Keys.COMMON;
    }

    /** Returns the keys that belong to no account. The key of each description is complete, such as {@code efface.default-account}. */
    public static List<Setting> generalSettings() {
        return Keys.GENERAL_SETTINGS;
    }

    /**
     * Returns a handle for an account. Each call uses the account that has the name when the call begins. The exceptions of these calls
     * contain the provider and the account's name. The handle cannot close the account; {@link FaceRepositories#close()} closes all
     * accounts.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if there is no such account; the message lists the existing accounts
     */
    public FaceRepository get(String name) {
        return new AccountHandle(accounts, open(name)).asFaceRepository(clock);
    }

    /**
     * Returns a handle for the default account: the account that {@code efface.default-account} names, or the only account.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if no default account is named and the number of accounts is not 1, or if the
     *     named account was removed
     * @see #get(String)
     */
    public FaceRepository defaultRepository() {
        List<String> names = accounts();
        if (defaultName != null) {
            return get(defaultName);
        }
        if (names.size() == 1) {
            return get(names.get(0));
        }
        throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                .detail(
                        names.isEmpty()
                                ? "there is no default account, because there are no accounts"
                                : "there is no default account; set " + Keys.DEFAULT_ACCOUNT + " to one of "
                                        + String.join(", ", names))
                .build();
    }

    /**
     * Returns the path that is the value of a key of another module, such as {@code efface.keys} of {@code efface-erasure}. The path need
     * not exist. Empty if the key is not set, or if its value is no path.
     *
     * @throws IllegalArgumentException if {@code key} is not a key of another module
     */
    public Optional<Path> path(String key) {
        checkKeyOfOtherModule(key);
        return Optional.ofNullable(others.paths().get(key));
    }

    /**
     * Returns the value of a key of another module, such as {@code efface.ledger.user} of {@code efface-erasure}. References are replaced by
     * their values, so the value may be a secret. Empty if the key is not set, or if its value is a path.
     *
     * @throws IllegalArgumentException if {@code key} is not a key of another module
     */
    public Optional<String> text(String key) {
        checkKeyOfOtherModule(key);
        return Optional.ofNullable(others.texts().get(key));
    }

    /** Returns the names of the accounts in alphabetical order. */
    public List<String> accounts() {
        return accounts.names();
    }

    /**
     * Returns the names of the incomplete accounts in alphabetical order. These accounts are not open yet, because something is missing in
     * their credentials, see {@link FaceRepositoriesBuilder#allowIncomplete()}. {@link #get} opens an incomplete account or reports what is
     * missing.
     */
    public List<String> incompleteAccounts() {
        return List.copyOf(accounts.incomplete().keySet());
    }

    /**
     * Describes an account, without its secrets.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if there is no such account
     */
    public AccountDescription describe(String name) {
        OpenAccount account = open(name);
        boolean isDefault = defaultName == null ? accounts.count() == 1 : defaultName.equals(name);
        return account.described(isDefault);
    }

    /**
     * Returns an object that calls all accounts, in alphabetical order. Accounts with {@code same-as} are left out, because the account
     * that {@code same-as} names is the same account at the vendor.
     *
     * @param executor the executor that runs the calls
     * @throws FaceException of kind {@code CONFIGURATION} if there are no accounts
     */
    public AllAccounts inAllAccounts(Executor executor) {
        accounts.incomplete().keySet().forEach(this::open);
        Map<String, AccountPlan> plans = new TreeMap<>(accounts.plans());
        plans.values().removeIf(plan -> plan.sameAs() != null);
        if (plans.isEmpty()) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .detail("there are no accounts")
                    .build();
        }
        return inAllAccounts(plans.keySet(), executor);
    }

    /**
     * Returns an object that calls some accounts, in the given order.
     *
     * @param names the names of the accounts, at least one; a duplicate name counts once
     * @param executor the executor that runs the calls
     * @throws IllegalArgumentException if {@code names} is empty
     * @throws FaceException of kind {@code CONFIGURATION} if an account does not exist
     */
    public AllAccounts inAllAccounts(Collection<String> names, Executor executor) {
        Map<String, FaceRepository> chosen = new LinkedHashMap<>();
        names.forEach(name -> chosen.put(name, get(name)));
        return AllAccounts.of(chosen, executor);
    }

    /**
     * Adds an account, or replaces the account of this name. Later calls use the new account. The replaced account is closed when its last
     * call has ended.
     *
     * @param settings the values by key; a key is the part after {@code efface.accounts.NAME.}; the values may contain references
     * @throws IllegalArgumentException if {@code name} is not a valid name of an account, or {@code settings} is empty
     * @throws FaceException of kind {@code CONFIGURATION} if there are problems; the exception contains all of them, and the accounts stay
     *     unchanged. After {@link #close()}, the exception has kind {@code UNAVAILABLE}
     */
    public void put(String name, Map<String, String> settings) {
        checkName(name);
        Place place = Place.code("settings of '" + name + "'");
        Map<String, Entry> entries = new TreeMap<>();
        Map.copyOf(settings).forEach((key, value) -> entries.put(key, new Entry(Keys.of(name, key), value, place)));
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("settings is empty; an account needs at least a provider");
        }
        put(Map.of(name, entries), Map.of());
    }

    /**
     * Adds an account that is built in code, or replaces the account of this name, as {@link #put(String, Map)} does.
     *
     * @param layerSettings the settings of the layers, {@code policies}, {@code same-as} and {@code quota-group}; may be empty
     * @throws IllegalArgumentException if {@code name} is not a valid name of an account
     * @throws FaceException under the conditions of {@link #put(String, Map)}
     */
    public void put(String name, ProviderConfig config, Map<String, String> layerSettings) {
        checkName(name);
        put(Map.of(), Map.of(name, new TypedAccount(Objects.requireNonNull(config, "config"), layerSettings)));
    }

    /**
     * Adds accounts of a builder, or replaces the accounts of these names, all in one step. If one account names another in
     * {@code same-as}, both must have the same key and place, so a new key or place must be set for both accounts in one step. Problems and
     * warnings name the source of each value, such as a line of a file.
     *
     * @param names the names of the accounts to add, at least one; a duplicate name counts once
     * @param builder the builder with the sources of the accounts and the accounts that are built in code; the other accounts and the other
     *     properties of the builder have no effect
     * @throws IllegalArgumentException if {@code names} is empty, or the builder has no account of one of these names
     * @throws FaceException under the conditions of {@link #put(String, Map)} and {@link FaceRepositoriesBuilder#readAccounts()}
     */
    public void put(Collection<String> names, FaceRepositoriesBuilder builder) {
        Set<String> chosen = Set.copyOf(new TreeSet<>(names));
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("names is empty");
        }
        Map<String, Map<String, Entry>> configured = new TreeMap<>(builder.entries());
        configured.keySet().retainAll(chosen);
        Map<String, TypedAccount> typed = builder.typed();
        typed.keySet().retainAll(chosen);
        if (!chosen.stream().allMatch(name -> configured.containsKey(name) || typed.containsKey(name))) {
            throw new IllegalArgumentException("the builder has no account of one of the names");
        }
        put(configured, typed);
    }

    private void put(Map<String, Map<String, Entry>> configured, Map<String, TypedAccount> typed) {
        synchronized (changeLock) {
            Problems problems = new Problems();
            Map<String, AccountPlan> plans = factory.plan(configured, typed, accounts.plans(), problems);
            accounts.put(factory.open(plans, problems));
        }
    }

    /**
     * Removes an account, and closes the account when its last call has ended. Later calls of the handles of this account fail.
     *
     * @return whether the account existed
     */
    public boolean remove(String name) {
        Objects.requireNonNull(name, "name");
        synchronized (changeLock) {
            return accounts.remove(name);
        }
    }

    /**
     * Closes every account and ends the calls that are under way. Later calls fail. A second call of this method does nothing. This method
     * throws nothing.
     */
    @Override
    public void close() {
        accounts.close();
    }

    private OpenAccount open(String name) {
        Objects.requireNonNull(name, "name");
        return accounts.find(name).orElseGet(() -> openIncomplete(name));
    }

    /** Opens an incomplete account. If its {@code same-as} names another incomplete account, that account is opened, too. */
    private OpenAccount openIncomplete(String name) {
        synchronized (changeLock) {
            Map<String, Map<String, Entry>> incomplete = accounts.incomplete();
            Map<String, Map<String, Entry>> needed = new TreeMap<>();
            String next = name;
            while (next != null && incomplete.containsKey(next) && !needed.containsKey(next)) {
                needed.put(next, incomplete.get(next));
                next = AccountFactory.sameAs(incomplete.get(next)).orElse(null);
            }
            if (!needed.isEmpty()) {
                put(needed, Map.of());
            }
            return accounts.find(name).orElseThrow(() -> accounts.unknown(name, Operation.OPEN));
        }
    }

    static void checkKeyOfOtherModule(String key) {
        if (!Keys.OF_OTHER_MODULES.contains(Objects.requireNonNull(key, "key"))) {
            throw new IllegalArgumentException(
                    "the keys of other modules are " + String.join(", ", Keys.OF_OTHER_MODULES));
        }
    }

    static void checkName(String name) {
        if (!Keys.isName(name)) {
            throw new IllegalArgumentException("the account's name is not valid: " + Keys.nameRule());
        }
    }
}
