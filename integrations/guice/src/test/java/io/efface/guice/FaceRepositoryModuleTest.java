package io.efface.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import com.google.inject.util.Modules;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class FaceRepositoryModuleTest {
    private static final Key<Map<String, FaceRepository>> BY_NAME = Key.get(new TypeLiteral<>() {});
    private static final PersonId PERSON = PersonId.of("person-1");

    private final InMemoryFaceLibrary main = new InMemoryFaceLibrary();
    private final InMemoryFaceLibrary eu = new InMemoryFaceLibrary();

    static final class WithAccounts {
        final FaceRepository defaultAccount;
        final FaceRepository named;
        final FaceRepository namedByGuice;
        final Map<String, FaceRepository> all;
        final Provider<FaceRepository> provider;

        @Inject
        WithAccounts(
                FaceRepository defaultAccount,
                @Named("eu") FaceRepository named,
                @com.google.inject.name.Named("eu") FaceRepository namedByGuice,
                Map<String, FaceRepository> all,
                Provider<FaceRepository> provider) {
            this.defaultAccount = defaultAccount;
            this.named = named;
            this.namedByGuice = namedByGuice;
            this.all = all;
            this.provider = provider;
        }
    }

    @Test
    void inject_twoAccounts_deletesInTheNamedOne() {
        main.put("person-1", "face-1");
        eu.put("person-1", "face-1");
        try (FaceRepositoryModule module = twoAccounts()) {
            WithAccounts withAccounts = Guice.createInjector(module).getInstance(WithAccounts.class);

            assertThat(withAccounts.named.deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(eu.people()).isEmpty();
            assertThat(main.people()).containsExactly(PERSON);
            assertThat(withAccounts.defaultAccount.deletePerson(PERSON).outcome())
                    .isEqualTo(PersonOutcome.DELETED);
            assertThat(main.people()).isEmpty();
            assertThat(withAccounts.provider.get().deletePerson(PERSON).outcome())
                    .isEqualTo(PersonOutcome.ALREADY_ABSENT);
        }
    }

    @Test
    void inject_sameAccountThreeWays_isOneObject() {
        try (FaceRepositoryModule module = twoAccounts()) {
            WithAccounts withAccounts = Guice.createInjector(module).getInstance(WithAccounts.class);

            assertThat(withAccounts.namedByGuice).isSameAs(withAccounts.named);
            assertThat(withAccounts.all.get("eu")).isSameAs(withAccounts.named);
        }
    }

    @Test
    void inject_repositories_areTheOpenedOnes() {
        try (FaceRepositories accounts = Memory.accounts("a").open()) {
            Injector injector = Guice.createInjector(FaceRepositoryModule.opened(accounts));

            assertThat(injector.getInstance(FaceRepositories.class)).isSameAs(accounts);
        }
    }

    @Test
    void inject_onlyAccount_isTheDefault() {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(Memory.accounts("only"))) {
            FaceRepository defaultAccount = Guice.createInjector(module).getInstance(FaceRepository.class);

            assertThat(defaultAccount).hasToString("account only");
        }
    }

    @Test
    void inject_noDefaultAccount_failsOnlyThatBindingAndNamesTheSetting() {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(Memory.accounts("a", "b"))) {
            Injector injector = Guice.createInjector(Stage.PRODUCTION, module);

            assertThatThrownBy(() -> injector.getInstance(FaceRepository.class))
                    .isInstanceOf(ProvisionException.class)
                    .hasCauseInstanceOf(FaceException.class)
                    .hasMessageContaining("there is no default account; set efface.default-account to one of a, b");
            assertThat(injector.getInstance(named("a")).deletePerson(PERSON).outcome())
                    .isEqualTo(PersonOutcome.ALREADY_ABSENT);
            assertThat(injector.getInstance(BY_NAME)).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void inject_unknownName_isAMissingBinding() {
        try (FaceRepositoryModule module = twoAccounts()) {
            Injector injector = Guice.createInjector(module);

            assertThatThrownBy(() -> injector.getInstance(named("us"))).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void inject_accountAddedLater_isTheDefault() {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(FaceRepositories.builder())) {
            Injector injector = Guice.createInjector(module);
            assertThat(injector.getInstance(BY_NAME)).isEmpty();
            assertThatThrownBy(() -> injector.getInstance(FaceRepository.class))
                    .hasMessageContaining("there are no accounts");

            injector.getInstance(FaceRepositories.class).put("late", Memory.settings());

            assertThat(injector.getInstance(FaceRepository.class)).hasToString("account late");
            assertThat(injector.getInstance(BY_NAME)).containsOnlyKeys("late");
        }
    }

    @Test
    void named_accountReplaced_callsTheNewOne() {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(Memory.accounts("a"))) {
            Injector injector = Guice.createInjector(module);
            FaceRepository named = injector.getInstance(named("a"));
            FaceRepositories accounts = injector.getInstance(FaceRepositories.class);

            accounts.put(
                    "a",
                    Map.of("provider", "memory", "allow-memory", "true", "policies", "none", "faces-per-call", "3"));

            assertThat(named.capabilities().facesPerCall()).isEqualTo(3);
        }
    }

    @Test
    void childInjector_moduleInParentOrInChild_seesTheAccounts() {
        try (FaceRepositoryModule inParent = twoAccounts();
                FaceRepositoryModule inChild = twoAccounts()) {
            Injector below = Guice.createInjector(inParent).createChildInjector();
            Injector child = Guice.createInjector().createChildInjector(inChild);

            assertThat(below.getInstance(WithAccounts.class).all).containsOnlyKeys("eu", "main");
            assertThat(child.getInstance(WithAccounts.class).all).containsOnlyKeys("eu", "main");
        }
    }

    @Test
    void privateModule_exposesOneAccount_hidesTheRest() {
        try (FaceRepositoryModule module = twoAccounts()) {
            Injector injector = Guice.createInjector(new PrivateModule() {
                @Override
                protected void configure() {
                    install(module);
                    expose(named("eu"));
                }
            });

            assertThat(injector.getInstance(named("eu"))).hasToString("account eu");
            assertThatThrownBy(() -> injector.getInstance(named("main"))).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void override_oneAccountForATest_keepsTheOthers() {
        FaceRepository replacement = Mockito.mock(FaceRepository.class);
        try (FaceRepositoryModule module = twoAccounts()) {
            Injector injector = Guice.createInjector(Modules.override(module).with(new AbstractModule() {
                @Override
                protected void configure() {
                    bind(named("eu")).toInstance(replacement);
                }
            }));

            assertThat(injector.getInstance(named("eu"))).isSameAs(replacement);
            assertThat(injector.getInstance(named("main"))).hasToString("account main");
        }
    }

    @Test
    void injector_strictRulesOfGuice_isCreated() {
        try (FaceRepositoryModule module = twoAccounts()) {
            Injector injector = Guice.createInjector(Stage.PRODUCTION, module, new AbstractModule() {
                @Override
                protected void configure() {
                    binder().requireExplicitBindings();
                    binder().requireAtInjectOnConstructors();
                    binder().requireExactBindingAnnotations();
                    binder().disableCircularProxies();
                    bind(WithAccounts.class).asEagerSingleton();
                }
            });

            assertThat(injector.getInstance(WithAccounts.class).defaultAccount).hasToString("account main");
        }
    }

    @Test
    void annotatedWith_twoConfigurationsWithEqualNames_workInOneInjector() {
        try (FaceRepositoryModule live = twoAccounts();
                FaceRepositoryModule archive =
                        FaceRepositoryModule.of(Memory.accounts("eu")).annotatedWith(Archive.class)) {
            Injector injector = Guice.createInjector(live, archive);

            assertThat(injector.getInstance(Key.get(FaceRepository.class, Archive.class)))
                    .hasToString("account eu")
                    .isNotSameAs(injector.getInstance(named("eu")));
            assertThat(injector.getInstance(Key.get(BY_NAME.getTypeLiteral(), Archive.class)))
                    .containsOnlyKeys("eu");
            assertThat(injector.getInstance(Key.get(FaceRepositories.class, Archive.class)))
                    .isNotSameAs(injector.getInstance(FaceRepositories.class));
        }
    }

    @Test
    void annotatedWith_noBindingAnnotation_isRejectedAtOnce() {
        try (FaceRepositoryModule module = twoAccounts()) {
            assertThatIllegalArgumentException().isThrownBy(() -> module.annotatedWith(Override.class));
        }
    }

    @Test
    void factories_null_areRejectedAtOnce() {
        assertThatNullPointerException().isThrownBy(() -> FaceRepositoryModule.opened(null));
        assertThatNullPointerException().isThrownBy(() -> FaceRepositoryModule.of((Supplier<FaceRepositories>) null));
        assertThatNullPointerException().isThrownBy(() -> FaceRepositoryModule.of((FaceRepositoriesBuilder) null));
    }

    private FaceRepositoryModule twoAccounts() {
        return FaceRepositoryModule.of(Memory.accounts("main", "eu")
                .defaultAccount("main")
                .service("main", InMemoryFaceLibrary.class, main)
                .service("eu", InMemoryFaceLibrary.class, eu));
    }

    private static Key<FaceRepository> named(String name) {
        return Key.get(FaceRepository.class, Names.named(name));
    }
}
