package io.efface.config;

import io.efface.interceptor.CallInterceptor;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Secret;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.RepositoryLayers;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the sources of accounts, and opens the accounts. Not thread-safe. Every public method returns this builder, except
 * {@link #open()} and the methods whose names begin with {@code read}. Every method throws {@link NullPointerException} for null.
 *
 * <p>Sources are merged by key: if several sources contain the same key, the value of the last source applies.
 * {@link #defaultAccount(String)} overrides all sources. The command {@code efface} adds its file first, then the environment variables,
 * and then its options. In every value, <code>${env:NAME}</code> is replaced by the value of the environment variable.
 * <code>${file:PATH}</code> is replaced by the text of the file; line breaks at the end of the file are removed. <code>$${</code> is
 * replaced by <code>${</code>. A path in a properties file is relative to the folder of this properties file. All other paths are relative
 * to the working folder.
 */
public final class FaceRepositoriesBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(FaceRepositories.class);

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, TypedAccount> typed = new TreeMap<>();
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final Map<String, Map<Class<?>, Object>> accountServices = new TreeMap<>();
    private final List<CallInterceptor> interceptors = new ArrayList<>();
    private boolean incompleteAllowed;
    private @Nullable Map<String, String> environment;
    private @Nullable String defaultAccount;
    private @Nullable List<FaceRepositoryProvider> providers;
    private @Nullable ClassLoader classLoader;
    private @Nullable RepositoryLayers layers;
    private Clock clock = Clock.systemUTC();
    private @Nullable RandomGenerator random;
    private Sleeper sleeper = Sleeper.system();
    private @Nullable Path home;
    private Consumer<String> warnings = LOG::warn;

    FaceRepositoriesBuilder() {}

    /** Adds a properties file in UTF-8. {@link #open()} reads the file. Keys that do not begin with {@code efface.} are ignored. */
    public FaceRepositoriesBuilder properties(Path file) {
        sources.add(new PropertiesFile(Objects.requireNonNull(file, "file")));
        return this;
    }

    /** Adds properties, including their default properties. Keys that do not begin with {@code efface.} are ignored. */
    public FaceRepositoriesBuilder properties(Properties properties) {
        sources.add(MapSource.of(properties));
        return this;
    }

    /**
     * Adds a map of values by full key, such as {@code efface.accounts.cn-main.provider}. Keys that do not begin with {@code efface.} are
     * ignored.
     */
    public FaceRepositoriesBuilder map(Map<String, String> entries) {
        sources.add(MapSource.of(entries));
        return this;
    }

    /**
     * Adds values by full key from another configuration, such as the configuration of a framework. Keys that do not begin with
     * {@code efface.} are ignored.
     *
     * @param values texts, {@link Secret} objects, booleans and whole numbers; a value of any other type is a problem. If the framework
     *     obtained a secret from elsewhere, such as a vault, pass a {@link Secret}. A text would cause a warning that the secret is written
     *     literally. {@code false} also means {@code off}, because YAML converts {@code off} to {@code false}. A number is a problem if the
     *     key contains {@code credentials.}, because YAML does not preserve leading zeros
     * @param place the function that returns the place of a key for messages, such as {@code application.yaml:7}
     */
    public FaceRepositoriesBuilder map(Map<String, ?> values, Function<String, String> place) {
        sources.add(new MapSource(values, Objects.requireNonNull(place, "place")));
        return this;
    }

    /**
     * Adds the keys that environment variables set. The name of a variable is the key in upper case, with an underscore for each dot and
     * dash, such as {@code EFFACE_DEFAULT_ACCOUNT}, {@code EFFACE_KEYS} or {@code EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_ACCESS_KEY_ID}. A
     * variable of an account ends with a known key. If several known keys are possible, the longest key applies. The part before the key is
     * the account's name, which is converted to lower case, with {@code -} for {@code _}. Empty variables, and variables that do not begin
     * with {@code EFFACE_}, are ignored. {@link #open()} reports any other variable that begins with {@code EFFACE_} as a problem, with
     * these exceptions:
     *
     * <ul>
     *   <li>{@code EFFACE_CONFIG} and {@code EFFACE_JAVA_OPTS}, which only the command reads;
     *   <li>{@code EFFACE_CACHE}, the directory of SQLite's native library;
     *   <li>the variables that Kubernetes sets for a service whose name begins with {@code efface}.
     * </ul>
     *
     * @param variables the environment variables, usually {@link System#getenv()}
     */
    public FaceRepositoriesBuilder configurationFromEnvironment(Map<String, String> variables) {
        sources.add(new EnvironmentSource(variables));
        return this;
    }

    /**
     * Sets the environment variables for <code>${env:NAME}</code>, for {@code credentials = environment} and for the search for vendors'
     * files. This method adds no keys; {@link #configurationFromEnvironment} adds the keys that variables set. The default is
     * {@link System#getenv()} at the time of {@link #open()}.
     *
     * @param variables the environment variables; copied
     */
    public FaceRepositoriesBuilder environmentForReferences(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /**
     * Adds an account that is built with a provider's builder.
     *
     * @param layerSettings the settings of the layers, {@code policies}, {@code same-as} and {@code quota-group}; may be empty
     * @throws IllegalArgumentException if the account name is not valid or was already used
     */
    public FaceRepositoriesBuilder account(String name, ProviderConfig config, Map<String, String> layerSettings) {
        FaceRepositories.checkName(name);
        if (typed.containsKey(name)) {
            throw new IllegalArgumentException("the account '" + name + "' was already added");
        }
        typed.put(name, new TypedAccount(Objects.requireNonNull(config, "config"), layerSettings));
        return this;
    }

    /** Adds an account that is built with a provider's builder, with the default settings of the layers. */
    public FaceRepositoriesBuilder account(String name, ProviderConfig config) {
        return account(name, config, Map.of());
    }

    /**
     * Allows incomplete accounts. {@link #open()} then also succeeds if no account is configured, or if the credentials of some accounts
     * are missing. An account is incomplete if all its problems concern the keys {@code credentials} and {@code credentials.*}, or
     * references such as <code>${env:NAME}</code>. {@link FaceRepositories#accounts()} also contains the names of incomplete accounts.
     * {@link FaceRepositories#get} and every other method that needs an incomplete account opens the account, or throws the exception that
     * {@link #open()} would have thrown. {@link #open()} still reports all other problems, including unknown keys.
     */
    public FaceRepositoriesBuilder allowIncomplete() {
        incompleteAllowed = true;
        return this;
    }

    /** Sets the name of the default account. This name overrides the sources. */
    public FaceRepositoriesBuilder defaultAccount(String name) {
        defaultAccount = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sets the providers. By default {@link java.util.ServiceLoader} finds the providers. */
    public FaceRepositoriesBuilder providers(List<? extends FaceRepositoryProvider> list) {
        providers = List.copyOf(list);
        return this;
    }

    /**
     * Sets a second class loader for the search for providers and layers, in addition to this library's class loader. The default is the
     * thread's context class loader.
     */
    public FaceRepositoriesBuilder classLoader(ClassLoader loader) {
        classLoader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /** Sets the layers. By default {@link java.util.ServiceLoader} finds the layers. */
    public FaceRepositoriesBuilder layers(RepositoryLayers implementation) {
        layers = Objects.requireNonNull(implementation, "implementation");
        return this;
    }

    /** Sets the clock of signatures, layers and deadlines. The default is {@link Clock#systemUTC()}. */
    public FaceRepositoriesBuilder clock(Clock value) {
        clock = Objects.requireNonNull(value, "value");
        return this;
    }

    /** Sets the random source of nonces and jitter. The source must be thread-safe. The default is a {@link SecureRandom}. */
    public FaceRepositoriesBuilder random(RandomGenerator source) {
        random = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the sleeper for waits between attempts, for example for tests that move their clock instead of waiting. The default is
     * {@link Sleeper#system()}.
     */
    public FaceRepositoriesBuilder sleeper(Sleeper source) {
        sleeper = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the home folder for the search for vendors' profile files. The default is the folder that the environment variable {@code HOME}
     * names, or the system property {@code user.home} if the variable is not set.
     */
    public FaceRepositoriesBuilder home(Path folder) {
        home = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Sets the receiver of warnings about the configuration. The receiver gets each warning once; warnings contain no values of settings.
     * By default warnings are logged at level WARN. The {@linkplain AccountDescription#warnings() description} of an account also contains
     * its warnings.
     */
    public FaceRepositoriesBuilder warnings(Consumer<String> listener) {
        warnings = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** Sets an object of a type, such as an HTTP client, for the providers and layers of all accounts. The caller closes the object. */
    public <T> FaceRepositoriesBuilder service(Class<T> type, T object) {
        services.put(type, type.cast(Objects.requireNonNull(object, "object")));
        return this;
    }

    /**
     * Sets an object of a type for the provider and the layers of one account. This object replaces the object of the same type for all
     * accounts. The caller closes the object.
     */
    public <T> FaceRepositoriesBuilder service(String account, Class<T> type, T object) {
        FaceRepositories.checkName(account);
        accountServices
                .computeIfAbsent(account, name -> new HashMap<>())
                .put(type, type.cast(Objects.requireNonNull(object, "object")));
        return this;
    }

    /**
     * Adds an interceptor for every call of every account. Interceptors are called by the layers of an account. So if an account has no
     * layers, {@link #open()} reports a problem. The caller closes the interceptor.
     */
    public FaceRepositoriesBuilder interceptor(CallInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /**
     * Reads the sources, checks the whole configuration, and opens all accounts. This method sends nothing. If this builder has no source
     * and no account, the result has no accounts. {@link FaceRepositories#put(String, Map)} can add accounts later.
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if there are problems; the message has one line for each problem, which
     *     names the problem's place. In this case no account stays open
     */
    public FaceRepositories open() {
        Problems problems = new Problems();
        Extensions extensions = Extensions.of(providers, layers, classLoader);
        References references = references();
        Configuration configuration = Configuration.read(sources, extensions.accountKeys(), problems);
        Services contextServices = contextServices();
        AccountFactory factory = new AccountFactory(
                new AccountPlanner(extensions, references, home != null ? home : defaultHome(references)),
                contextServices,
                new Warnings(warnings));
        Map<String, Map<String, Entry>> incomplete =
                incompleteAllowed ? factory.incomplete(configuration.accounts()) : Map.of();
        Map<String, Map<String, Entry>> complete = new TreeMap<>(configuration.accounts());
        complete.keySet().removeAll(incomplete.keySet());
        Map<String, AccountPlan> plans = factory.plan(complete, typed, Map.of(), problems);
        Set<String> names = new TreeSet<>(configuration.accounts().keySet());
        names.addAll(typed.keySet());
        contextServices.checkAccounts(names, problems);
        checkAnyAccount(names, problems);
        GeneralSettings general = new GeneralSettings(configuration, references, problems);
        String defaultName = general.defaultAccount(defaultAccount, names).orElse(null);
        GeneralSettings.Others others = general.others();
        OpenAccounts accounts = new OpenAccounts(incomplete);
        accounts.put(factory.open(plans, problems));
        return new FaceRepositories(accounts, factory, clock, defaultName, others);
    }

    /**
     * Reads the value of one key of another module, such as {@code efface.keys}. This method does not check or open accounts, so no
     * credentials are needed.
     *
     * @param key a key whose value is a path
     * @return the path, or empty if no source sets the key
     * @throws IllegalArgumentException if {@code key} is not a key of another module
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if a source cannot be read, if a key or variable is unknown, or if the
     *     value is not a path
     */
    public Optional<Path> readPath(String key) {
        FaceRepositories.checkKeyOfOtherModule(key);
        return Optional.ofNullable(readOthers().paths().get(key));
    }

    /**
     * Reads the value of one key of another module, such as {@code efface.ledger.user}, as {@link FaceRepositories#text} returns it. This
     * method does not check or open accounts, so no credentials are needed.
     *
     * @return the value, which may be a secret, or empty if no source sets the key or its value is a path
     * @throws IllegalArgumentException if {@code key} is not a key of another module
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if a source cannot be read, or if a key or variable is unknown
     */
    public Optional<String> readText(String key) {
        FaceRepositories.checkKeyOfOtherModule(key);
        return Optional.ofNullable(readOthers().texts().get(key));
    }

    private GeneralSettings.Others readOthers() {
        Problems problems = new Problems();
        GeneralSettings.Others others = new GeneralSettings(read(problems), references(), problems).others();
        problems.throwIfAny();
        return others;
    }

    /**
     * Reads the accounts of the sources, without the accounts that are built in code. This method does not resolve references, and does not
     * check or open accounts.
     *
     * @return the values by account name and key, where a key is the part after {@code efface.accounts.NAME.}; the values may be secrets
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if a source cannot be read, if an account's name is not valid, or if a
     *     general key or variable is unknown
     */
    public Map<String, Map<String, String>> readAccounts() {
        Map<String, Map<String, String>> accounts = new TreeMap<>();
        entries().forEach((name, entries) -> {
            Map<String, String> values = new TreeMap<>();
            entries.forEach((key, entry) -> values.put(key, entry.value()));
            accounts.put(name, values);
        });
        return accounts;
    }

    /**
     * Reads the name of the default account: the name that {@link #defaultAccount(String)} sets, or the resolved value of
     * {@code efface.default-account}. This method does not check that the account exists.
     *
     * @return the name, or empty if no default account is named
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} under the conditions of {@link #readAccounts()}, or if a reference in
     *     the value cannot be resolved
     */
    public Optional<String> readDefaultAccount() {
        Problems problems = new Problems();
        Optional<String> name =
                new GeneralSettings(read(problems), references(), problems).nameOfDefault(defaultAccount);
        problems.throwIfAny();
        return name;
    }

    /** Returns the entries of all accounts, without the accounts that are built in code. */
    Map<String, Map<String, Entry>> entries() {
        Problems problems = new Problems();
        Configuration configuration = read(problems);
        problems.throwIfAny();
        return configuration.accounts();
    }

    /** Returns the accounts that are built in code, as a new map. */
    Map<String, TypedAccount> typed() {
        return new TreeMap<>(typed);
    }

    private Configuration read(Problems problems) {
        Extensions extensions = Extensions.of(providers, layers, classLoader);
        return Configuration.read(sources, extensions.accountKeys(), problems);
    }

    private void checkAnyAccount(Set<String> names, Problems problems) {
        if (names.isEmpty() && !sources.isEmpty() && !incompleteAllowed && problems.isEmpty()) {
            problems.add(
                    String.join(", ", sources.stream().map(Source::name).toList()),
                    "no account is configured; an account begins with a key such as " + Keys.of("NAME", Keys.PROVIDER));
        }
    }

    private References references() {
        return new References(environment != null ? environment : System.getenv());
    }

    private Services contextServices() {
        return new Services(
                clock,
                random != null ? random : new SecureRandom(),
                sleeper,
                new Interceptors(interceptors),
                services,
                accountServices,
                new SharedState());
    }

    /** The vendors' command line tools search in {@code $HOME}, which may differ from Java's system property {@code user.home}. */
    private static Path defaultHome(References references) {
        String named = references.environment().get("HOME");
        return Path.of(named != null && !named.isBlank() ? named : System.getProperty("user.home"));
    }
}
