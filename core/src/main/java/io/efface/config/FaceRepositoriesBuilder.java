package io.efface.config;

import io.efface.interceptor.CallInterceptor;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.RepositoryLayers;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.nio.file.InvalidPathException;
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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects where accounts come from. Not thread-safe; every method but {@link #open()} returns this builder and throws
 * {@link NullPointerException} for null.
 *
 * <p>Sources are merged key by key, and a later one overrides an earlier one; {@link #defaultAccount(String)} overrides all of them. The
 * command adds its file, then the environment variables, and overrides both with its options; an application that wants the same
 * precedence calls the methods in that order. In every value <code>${env:NAME}</code> and
 * <code>${file:PATH}</code> are replaced, and <code>$${</code> stands for <code>${</code>. Paths are relative to the folder of the
 * properties file they stand in, and to the working folder elsewhere; the line ends at the end of a referenced file do not count.
 */
public final class FaceRepositoriesBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(FaceRepositories.class);

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, TypedAccount> typed = new TreeMap<>();
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final Map<String, Map<Class<?>, Object>> accountServices = new TreeMap<>();
    private final List<CallInterceptor> interceptors = new ArrayList<>();
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

    /** Adds a properties file in UTF-8, read by {@link #open()}; keys that do not begin with {@code efface.} are ignored. */
    public FaceRepositoriesBuilder properties(Path file) {
        sources.add(new PropertiesFile(Objects.requireNonNull(file, "file")));
        return this;
    }

    /** Adds properties, with their defaults; keys that do not begin with {@code efface.} are ignored. */
    public FaceRepositoriesBuilder properties(Properties properties) {
        sources.add(MapSource.of(properties));
        return this;
    }

    /** Adds full keys such as {@code efface.accounts.cn-main.provider}; other keys are ignored. */
    public FaceRepositoriesBuilder map(Map<String, String> entries) {
        sources.add(MapSource.of(entries));
        return this;
    }

    /**
     * Adds the keys that environment variables set: each key in upper case with an underscore for each dot and dash, such as
     * {@code EFFACE_DEFAULT_ACCOUNT}, {@code EFFACE_KEYS} and {@code EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_ACCESS_KEY_ID}. The longest known
     * key at the end is the key; what is before it is the account's name, in lower case and with {@code -} for {@code _}. A variable that
     * is set to nothing counts as not set. {@link #open()} reports any other variable that begins with {@code EFFACE_} as a problem,
     * except {@code EFFACE_CONFIG} and {@code EFFACE_JAVA_OPTS}, which only the command reads, {@code EFFACE_CACHE}, which names the
     * directory of SQLite's native library, and the variables that Kubernetes sets for a service whose name begins with
     * {@code efface}. Variables that begin otherwise are ignored.
     *
     * @param variables usually {@link System#getenv()}
     */
    public FaceRepositoriesBuilder configurationFromEnvironment(Map<String, String> variables) {
        sources.add(new EnvironmentSource(variables));
        return this;
    }

    /**
     * Sets the environment that <code>${env:NAME}</code>, {@code credentials = environment} and the search for vendors' files read. It adds
     * no keys: {@link #configurationFromEnvironment} does.
     *
     * @param variables {@link System#getenv()} at the time of {@link #open()} unless this is called
     */
    public FaceRepositoriesBuilder environmentForReferences(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /**
     * Adds an account built with a provider's own typed builder.
     *
     * @param layerSettings settings of the layers, and {@code policies} and {@code same-as}; may be empty
     * @throws IllegalArgumentException if the account name is not valid or was given before
     */
    public FaceRepositoriesBuilder account(String name, ProviderConfig config, Map<String, String> layerSettings) {
        FaceRepositories.checkName(name);
        if (typed.containsKey(name)) {
            throw new IllegalArgumentException("the account '" + name + "' was given before");
        }
        typed.put(name, new TypedAccount(Objects.requireNonNull(config, "config"), layerSettings));
        return this;
    }

    /** Adds an account built with a provider's own typed builder, with the default settings of the layers. */
    public FaceRepositoriesBuilder account(String name, ProviderConfig config) {
        return account(name, config, Map.of());
    }

    /** Names the default account, whatever the sources say. */
    public FaceRepositoriesBuilder defaultAccount(String name) {
        defaultAccount = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sets the providers in place of discovery. */
    public FaceRepositoriesBuilder providers(List<? extends FaceRepositoryProvider> instead) {
        providers = List.copyOf(instead);
        return this;
    }

    /** Sets the loader in which providers and layers are looked for beside this library's own; else the thread's context loader. */
    public FaceRepositoriesBuilder classLoader(ClassLoader loader) {
        classLoader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /** Sets the layers in place of discovery. */
    public FaceRepositoriesBuilder layers(RepositoryLayers instead) {
        layers = Objects.requireNonNull(instead, "instead");
        return this;
    }

    /** Sets the one clock of signatures, layers and deadlines; else {@link Clock#systemUTC()}. */
    public FaceRepositoriesBuilder clock(Clock one) {
        clock = Objects.requireNonNull(one, "one");
        return this;
    }

    /** Sets the source of nonces and jitter, which has to be thread-safe; else a {@link SecureRandom}. */
    public FaceRepositoriesBuilder random(RandomGenerator source) {
        random = Objects.requireNonNull(source, "source");
        return this;
    }

    /** Sets what waits between attempts, for tests that move their clock instead; else waits take real time. */
    public FaceRepositoriesBuilder sleeper(Sleeper source) {
        sleeper = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the folder where vendors' profile files are looked for; else the one that {@code HOME} names in the environment, else the user's
     * home folder.
     */
    public FaceRepositoriesBuilder home(Path folder) {
        home = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Sets what receives each warning about the configuration, once and without any value; else the log does, at level WARN. An
     * account's {@linkplain AccountDescription#warnings() description} has its warnings too.
     */
    public FaceRepositoriesBuilder warnings(Consumer<String> listener) {
        warnings = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** Gives an object to the providers and layers of all accounts, such as an HTTP client. It stays the caller's to close. */
    public <T> FaceRepositoriesBuilder service(Class<T> type, T object) {
        services.put(type, type.cast(Objects.requireNonNull(object, "object")));
        return this;
    }

    /** Gives an object to the provider and the layers of one account, in place of what all accounts get. It stays the caller's to close. */
    public <T> FaceRepositoriesBuilder service(String account, Class<T> type, T object) {
        FaceRepositories.checkName(account);
        accountServices
                .computeIfAbsent(account, name -> new HashMap<>())
                .put(type, type.cast(Objects.requireNonNull(object, "object")));
        return this;
    }

    /**
     * Adds an interceptor around every call of every account. The account's layers ask it, so an account without layers is an
     * error then. It stays the caller's to close.
     */
    public FaceRepositoriesBuilder interceptor(CallInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /**
     * Reads the sources, checks everything, and opens all accounts. Sends nothing. Without any source and account it opens none;
     * they can be {@linkplain FaceRepositories#put(String, Map) put} later.
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} with all problems, one a line, each with its place; nothing
     *     stays open then
     */
    public FaceRepositories open() {
        Problems problems = new Problems();
        ProviderCatalog providerCatalog = providerCatalog();
        LayersCatalog layersCatalog = layersCatalog();
        Configuration configuration = Configuration.read(sources, knownKeys(providerCatalog, layersCatalog), problems);
        AccountFactory factory = factory(providerCatalog, layersCatalog);
        Map<String, AccountPlan> plans = factory.plan(configuration.accounts(), typed, Map.of(), problems);
        checkNames(configuration, problems);
        String defaultName = defaultName(configuration, problems);
        Map<String, Path> paths = paths(configuration, problems);
        OpenAccounts accounts = new OpenAccounts();
        factory.open(plans, problems).forEach(accounts::put);
        return new FaceRepositories(accounts, factory, clock, defaultName, paths);
    }

    /**
     * Reads the sources for one key of another module, such as {@code efface.keys}, without checking or opening any account, so that no
     * credentials are needed.
     *
     * @param key the key, whose value is a path
     * @return the path, or empty if no source sets the key
     * @throws IllegalArgumentException if {@code key} is not a key of another module
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if a source cannot be read, a name of a key or variable is unknown, or the
     *     path cannot be used
     */
    public Optional<Path> readPath(String key) {
        FaceRepositories.checkOtherModules(key);
        Problems problems = new Problems();
        Configuration configuration =
                Configuration.read(sources, knownKeys(providerCatalog(), layersCatalog()), problems);
        Map<String, Path> paths = paths(configuration, problems);
        problems.throwIfAny();
        return Optional.ofNullable(paths.get(key));
    }

    private ProviderCatalog providerCatalog() {
        return providers == null
                ? ProviderCatalog.discovered(Discovery.of(FaceRepositoryProvider.class, otherLoader()))
                : ProviderCatalog.explicit(providers);
    }

    private LayersCatalog layersCatalog() {
        return layers == null
                ? LayersCatalog.discovered(Discovery.of(RepositoryLayers.class, otherLoader()))
                : LayersCatalog.explicit(layers);
    }

    private @Nullable ClassLoader otherLoader() {
        return classLoader != null ? classLoader : Thread.currentThread().getContextClassLoader();
    }

    private static KnownKeys knownKeys(ProviderCatalog providers, LayersCatalog layers) {
        KnownKeys keys = new KnownKeys();
        keys.add(Keys.COMMON);
        keys.add(layers.settings());
        providers.all().forEach(provider -> keys.add(provider.settings()));
        return keys;
    }

    private AccountFactory factory(ProviderCatalog providerCatalog, LayersCatalog layersCatalog) {
        Services given = new Services(
                clock,
                random != null ? random : new SecureRandom(),
                sleeper,
                new Interceptors(interceptors),
                services,
                accountServices,
                new SharedState());
        AccountPlanner planner = new AccountPlanner(
                providerCatalog,
                layersCatalog,
                references(),
                home != null ? home : defaultHome(references().environment()));
        return new AccountFactory(planner, given, new Warnings(warnings));
    }

    /** The vendors' command line tools look into {@code $HOME}, which may differ from the home folder of the user that Java knows. */
    private static Path defaultHome(Map<String, String> variables) {
        String named = variables.get("HOME");
        return Path.of(named != null && !named.isBlank() ? named : System.getProperty("user.home"));
    }

    private References references() {
        return new References(environment != null ? environment : System.getenv());
    }

    private void checkNames(Configuration configuration, Problems problems) {
        Map<String, Object> names = new TreeMap<>(configuration.accounts());
        names.putAll(typed);
        for (String name : accountServices.keySet()) {
            if (!names.containsKey(name)) {
                problems.add(
                        "builder",
                        "a service is given to the account '" + name + "', which does not exist"
                                + Suggestion.didYouMean(name, names.keySet()));
            }
        }
        if (names.isEmpty() && !sources.isEmpty() && problems.isEmpty()) {
            problems.add(
                    String.join(", ", sources.stream().map(Source::name).toList()),
                    "no account is configured; an account begins with a key such as " + Keys.of("NAME", Keys.PROVIDER));
        }
    }

    private Map<String, Path> paths(Configuration configuration, Problems problems) {
        Map<String, Path> paths = new TreeMap<>();
        configuration.paths().forEach((key, entry) -> {
            try {
                String path = references().resolve(entry).strip();
                if (path.isEmpty()) {
                    problems.add(entry, "must be the path of a folder");
                } else {
                    paths.put(key, entry.place().folder().resolve(path));
                }
            } catch (InvalidPathException e) {
                problems.add(entry, "is not a path on this system");
            } catch (References.Unresolved e) {
                problems.add(entry, e.problem());
            }
        });
        return paths;
    }

    private @Nullable String defaultName(Configuration configuration, Problems problems) {
        Map<String, Object> names = new TreeMap<>(configuration.accounts());
        names.putAll(typed);
        Entry entry = configuration.defaultAccount();
        String named = defaultAccount;
        String source = "builder";
        if (named == null && entry != null) {
            source = entry.place().text();
            try {
                named = references().resolve(entry).strip();
            } catch (References.Unresolved e) {
                problems.add(entry, e.problem());
                return null;
            }
        }
        if (named != null && !names.containsKey(named)) {
            problems.add(
                    source,
                    Keys.DEFAULT_ACCOUNT,
                    Keys.quotedWord(named) + "is not a configured account"
                            + Optional.of(String.join(", ", names.keySet()))
                                    .filter(list -> !list.isEmpty())
                                    .map(list -> "; the accounts are " + list)
                                    .orElse("")
                            + Suggestion.didYouMean(named, names.keySet()));
        }
        return named;
    }
}
