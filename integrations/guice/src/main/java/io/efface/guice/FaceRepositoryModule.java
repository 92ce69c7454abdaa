package io.efface.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import com.google.inject.spi.Message;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Binds the accounts of an application.
 *
 * <table border="1"> <caption>Bindings</caption>
 * <tr><th>key</th><th>injected object</th></tr>
 * <tr><td>{@code FaceRepository}</td><td>the default account, looked up at each injection. Without a default account, this injection fails
 * with a message that describes how to name a default account. Other injections are not affected</td></tr>
 * <tr><td>{@code @Named("cn-main") FaceRepository}</td><td>the account {@code cn-main}. Each account that exists when the injector is
 * created has such a binding. {@code jakarta.inject.Named} and Guice's own {@code Named} both work</td></tr>
 * <tr><td>{@code Map<String, FaceRepository>}</td><td>all accounts by name in alphabetical order, as an unmodifiable, thread-safe view. The
 * view reflects accounts that are added or removed later</td></tr>
 * <tr><td>{@link FaceRepositories}</td><td>the object with all accounts. It can add and remove accounts, and has the method
 * {@link FaceRepositories#inAllAccounts(java.util.concurrent.Executor)}</td></tr>
 * </table>
 *
 * <p>The accounts are opened when the first injector with this module is created, and all later injectors share them. An invalid
 * configuration is reported as one message of Guice's {@link com.google.inject.CreationException}, together with the messages of other
 * modules.
 *
 * <p>Guice does not notify a module when an injector is no longer used or when its creation failed. Therefore the application must close
 * the module, which closes the accounts that it opened.
 *
 * <pre>{@code
 * try (FaceRepositoryModule accounts = FaceRepositoryModule.of(FaceRepositories.builder().properties(file))) {
 *     Injector injector = Guice.createInjector(accounts, new ApplicationModule());
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class FaceRepositoryModule extends AbstractModule implements AutoCloseable {
    private static final Key<FaceRepository> PLAIN = Key.get(FaceRepository.class);
    private static final TypeLiteral<Map<String, FaceRepository>> BY_NAME = new TypeLiteral<>() {};

    private final OpenedOnce accounts;
    private final Key<FaceRepository> accountKey;

    private FaceRepositoryModule(OpenedOnce accounts, Key<FaceRepository> accountKey) {
        this.accounts = accounts;
        this.accountKey = accountKey;
    }

    /**
     * Binds the accounts of a builder. The accounts are opened when the first injector is created, and closed together with this module.
     *
     * @throws NullPointerException if {@code builder} is null
     */
    public static FaceRepositoryModule of(FaceRepositoriesBuilder builder) {
        Objects.requireNonNull(builder, "builder");
        return of(builder::open);
    }

    /**
     * Binds accounts that are opened when the first injector is created, and closed together with this module.
     *
     * @param source the supplier that opens the accounts when the first injector is created; if the supplier throws an exception, the next
     *     injector calls the supplier again
     * @throws NullPointerException if {@code source} is null
     */
    public static FaceRepositoryModule of(Supplier<FaceRepositories> source) {
        return new FaceRepositoryModule(OpenedOnce.opening(Objects.requireNonNull(source, "source")), PLAIN);
    }

    /**
     * Binds accounts that are already open. The caller must close them.
     *
     * @throws NullPointerException if {@code accounts} is null
     */
    public static FaceRepositoryModule opened(FaceRepositories accounts) {
        return new FaceRepositoryModule(OpenedOnce.borrowing(Objects.requireNonNull(accounts, "accounts")), PLAIN);
    }

    /**
     * Returns a module that binds the same accounts under an annotation, so that one injector can have two configurations: {@code @Archive
     * FaceRepository}, {@code @Archive Map<String, FaceRepository>} and {@code @Archive FaceRepositories}. The returned module binds
     * nothing by {@code @Named}, because two configurations may have accounts of the same name. Take single accounts from the map. Closing
     * either module closes the accounts.
     *
     * @param under the binding annotation or qualifier
     * @throws NullPointerException if {@code under} is null
     * @throws IllegalArgumentException if {@code under} is neither a binding annotation nor a qualifier
     */
    public FaceRepositoryModule annotatedWith(Class<? extends Annotation> under) {
        return new FaceRepositoryModule(
                accounts, Key.get(FaceRepository.class, Objects.requireNonNull(under, "under")));
    }

    @Override
    protected void configure() {
        try {
            bindAccounts(accounts.open());
        } catch (FaceException e) {
            report(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            report("the accounts cannot be opened: " + e, e);
        }
    }

    private void bindAccounts(FaceRepositories open) {
        AccountsByName byName = new AccountsByName(open);
        bind(accountKey.ofType(FaceRepositories.class)).toInstance(open);
        bind(accountKey).toProvider(open::defaultRepository);
        bind(accountKey.ofType(BY_NAME)).toInstance(byName);
        if (accountKey.equals(PLAIN)) {
            byName.forEach((name, account) ->
                    bind(FaceRepository.class).annotatedWith(Names.named(name)).toInstance(account));
        }
    }

    /**
     * Reports the problem as one message of Guice. Also binds providers that fail, because Guice would otherwise add a message for each
     * missing binding.
     */
    private void report(String problem, RuntimeException cause) {
        binder().addError(new Message(problem, cause));
        bind(accountKey.ofType(FaceRepositories.class)).toProvider(failing(cause));
        bind(accountKey).toProvider(failing(cause));
        bind(accountKey.ofType(BY_NAME)).toProvider(failing(cause));
    }

    private static <T> Provider<T> failing(RuntimeException error) {
        return () -> {
            throw error;
        };
    }

    /**
     * Closes the accounts if this module opened them. Calls in progress end, and later calls fail with {@link
     * io.efface.ErrorKind#UNAVAILABLE}. A closed module cannot be used for another injector. A second call does nothing. Never throws.
     */
    @Override
    public void close() {
        accounts.close();
    }
}
