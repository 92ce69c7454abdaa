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
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of an application, opened from configuration and by name. Thread-safe.
 *
 * <pre>{@code
 * try (FaceRepositories accounts = FaceRepositories.load(Path.of("efface.properties"))) {
 *     accounts.get("cn-main").deletePerson(PersonId.of("4711"));
 * }
 * }</pre>
 *
 * <p>Opening is strict. Every key under {@code efface.} has to be known, every value has to be right, and all problems are
 * reported at once, with their places, in one {@link FaceException} of kind {@link ErrorKind#CONFIGURATION}. Opening sends nothing.
 *
 * <p>Accounts can be put, replaced and removed while others use them; a call under way ends on the account it began with.
 */
public final class FaceRepositories implements AutoCloseable {
    private final Object changing = new Object();
    private final OpenAccounts accounts;
    private final AccountFactory factory;
    private final Clock clock;
    private final @Nullable String defaultName;
    private final Map<String, Path> paths;

    FaceRepositories(
            OpenAccounts accounts,
            AccountFactory factory,
            Clock clock,
            @Nullable String defaultName,
            Map<String, Path> paths) {
        this.accounts = accounts;
        this.factory = factory;
        this.clock = clock;
        this.defaultName = defaultName;
        this.paths = Map.copyOf(paths);
    }

    /** Starts without any account. */
    public static FaceRepositoriesBuilder builder() {
        return new FaceRepositoriesBuilder();
    }

    /**
     * Opens the accounts of a properties file, and of nothing else: environment variables count only where the file refers to
     * them with <code>${env:NAME}</code>.
     *
     * @param file a {@code .properties} file in UTF-8, of at most 1 MiB
     * @throws FaceException of kind {@code CONFIGURATION} if the file cannot be read or anything in it is wrong
     */
    public static FaceRepositories load(Path file) {
        return builder().properties(file).open();
    }

    /** Returns the keys below {@code efface.accounts.NAME.} that every account understands, whatever its provider. */
    public static List<Setting> commonSettings() {
        return Keys.COMMON;
    }

    /**
     * Returns a stable handle on an account: each call goes to the account that has the name at that moment, and names provider
     * and account in what it throws. The account is closed with this object.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if there is no such account; the message lists those that are there
     */
    public FaceRepository get(String name) {
        return new AccountHandle(accounts, open(name)).asFaceRepository(clock);
    }

    /**
     * Returns a handle on the default account: the one that {@code efface.default-account} names, or the only one.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if none is named and there is not exactly one, or the named one was
     *     removed
     * @see #get(String)
     */
    public FaceRepository defaultRepository() {
        List<String> names = accounts.names();
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
     * Returns the path that a key of another module sets, such as {@code efface.keys} of {@code efface-erasure}; empty if it is not set.
     * Whether the path exists is not checked.
     *
     * @throws IllegalArgumentException if {@code key} is not a key of another module
     */
    public Optional<Path> path(String key) {
        checkOtherModules(key);
        return Optional.ofNullable(paths.get(key));
    }

    /** Returns the names of the accounts in alphabetical order. */
    public List<String> accounts() {
        return accounts.names();
    }

    /**
     * Describes an account, without its secrets.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if there is no such account
     */
    public AccountDescription describe(String name) {
        OpenAccount account = open(name);
        boolean isDefault = defaultName == null ? accounts.names().size() == 1 : defaultName.equals(name);
        return account.described(isDefault);
    }

    /**
     * Returns all accounts as one, in alphabetical order. An account that is the {@code same-as} another is left out: the other
     * one stands for it.
     *
     * @param executor runs the calls, several at once if it can
     * @throws FaceException of kind {@code CONFIGURATION} if there are no accounts
     */
    public AllAccounts inAllAccounts(Executor executor) {
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
     * Returns the chosen accounts as one, in the order given.
     *
     * @param names at least one; a name given twice counts once
     * @param executor runs the calls, several at once if it can
     * @throws IllegalArgumentException if {@code names} is empty
     * @throws FaceException of kind {@code CONFIGURATION} if there is no account of one of the names
     */
    public AllAccounts inAllAccounts(Collection<String> names, Executor executor) {
        Map<String, FaceRepository> chosen = new LinkedHashMap<>();
        names.forEach(name -> chosen.put(name, get(name)));
        return AllAccounts.of(chosen, executor);
    }

    /**
     * Adds an account, or replaces the one of this name: later calls go to the new one, and the old one is closed after its last
     * call under way.
     *
     * @param settings what would follow {@code efface.accounts.NAME.}, references included
     * @throws FaceException of kind {@code CONFIGURATION} with all problems; the accounts stay as they are. Kind
     *     {@code UNAVAILABLE} after {@link #close()}
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
     * Adds an account built in code, or replaces the one of this name, as {@link #put(String, Map)} does.
     *
     * @param layerSettings settings of the layers, and {@code policies} and {@code same-as}; may be empty
     * @throws FaceException as {@link #put(String, Map)}
     */
    public void put(String name, ProviderConfig config, Map<String, String> layerSettings) {
        checkName(name);
        put(Map.of(), Map.of(name, new TypedAccount(Objects.requireNonNull(config, "config"), layerSettings)));
    }

    private void put(Map<String, Map<String, Entry>> configured, Map<String, TypedAccount> typed) {
        synchronized (changing) {
            Problems problems = new Problems();
            Map<String, AccountPlan> plans = factory.plan(configured, typed, accounts.plans(), problems);
            factory.open(plans, problems).forEach(accounts::put);
        }
    }

    /**
     * Removes an account and closes it after its last call under way; later calls through its handles are refused.
     *
     * @return whether there was one
     */
    public boolean remove(String name) {
        Objects.requireNonNull(name, "name");
        synchronized (changing) {
            return accounts.remove(name);
        }
    }

    /** Closes every account, which ends calls under way; later calls are refused. Calling it again does nothing; throws nothing. */
    @Override
    public void close() {
        accounts.close();
    }

    private OpenAccount open(String name) {
        Objects.requireNonNull(name, "name");
        return accounts.find(name).orElseThrow(() -> accounts.unknown(name, Operation.OPEN));
    }

    static void checkOtherModules(String key) {
        if (!Keys.PATHS_OF_OTHER_MODULES.contains(Objects.requireNonNull(key, "key"))) {
            throw new IllegalArgumentException(
                    "the keys of other modules are " + String.join(", ", Keys.PATHS_OF_OTHER_MODULES));
        }
    }

    static void checkName(String name) {
        if (!Keys.isName(name)) {
            throw new IllegalArgumentException("the account's name is not valid: " + Keys.nameRule());
        }
    }
}
