package io.efface.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests when accounts are opened and closed, and the messages if they cannot be opened. */
class FaceRepositoryModuleLifeTest {
    private static final PersonId PERSON = PersonId.of("person-1");

    private final List<FaceRepositories> opened = new ArrayList<>();

    record WithAccounts(FaceRepository defaultAccount, Map<String, FaceRepository> all, FaceRepositories accounts) {
        @Inject
        WithAccounts {}
    }

    @Test
    void of_noInjectorYet_opensNothing() {
        try (FaceRepositoryModule module = recordingModule("a")) {
            assertThat(module).isNotNull();
        }

        assertThat(opened).isEmpty();
    }

    @Test
    void of_twoInjectors_shareTheAccounts() {
        try (FaceRepositoryModule module = recordingModule("a")) {
            Injector first = Guice.createInjector(module);
            Injector second = Guice.createInjector(module);

            assertThat(second.getInstance(FaceRepositories.class)).isSameAs(first.getInstance(FaceRepositories.class));
            assertThat(opened).hasSize(1);
        }
    }

    @Test
    void close_afterUse_closesAccounts() {
        FaceRepository account;
        try (FaceRepositoryModule module = recordingModule("a")) {
            account = Guice.createInjector(module).getInstance(FaceRepository.class);
            assertThat(account.deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        }

        assertRejected(account);
    }

    @Test
    void close_annotatedModule_closesSharedAccounts() {
        try (FaceRepositoryModule module = recordingModule("a")) {
            FaceRepositoryModule archive = module.annotatedWith(Archive.class);
            FaceRepository account = Guice.createInjector(module, archive).getInstance(FaceRepository.class);
            assertThat(opened).hasSize(1);

            archive.close();

            assertRejected(account);
        }
    }

    @Test
    void close_borrowedAccounts_leavesThemOpen() {
        try (FaceRepositories accounts = Memory.accounts("a").open()) {
            FaceRepository account;
            try (FaceRepositoryModule module = FaceRepositoryModule.opened(accounts)) {
                account = Guice.createInjector(module).getInstance(FaceRepository.class);
            }

            assertThat(account.deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        }
    }

    @Test
    void close_creationFailedInAnotherModule_closesAccounts() {
        try (FaceRepositoryModule module = recordingModule("a")) {
            assertThatExceptionOfType(CreationException.class).isThrownBy(() -> Guice.createInjector(module, broken()));
            assertThat(opened).hasSize(1);
        }

        assertRejected(opened.get(0).get("a"));
    }

    @Test
    void close_creationFailedInAnEagerSingleton_closesAccounts() {
        AbstractModule failing = new AbstractModule() {
            @Provides
            @Singleton
            String text(FaceRepository account) {
                throw new IllegalStateException("cannot start beside " + account);
            }
        };
        try (FaceRepositoryModule module = recordingModule("a")) {
            assertThatExceptionOfType(CreationException.class)
                    .isThrownBy(() -> Guice.createInjector(Stage.PRODUCTION, module, failing))
                    .withMessageContaining("cannot start beside account a");
        }

        assertRejected(opened.get(0).get("a"));
    }

    @Test
    void createInjector_afterClose_isRejected() {
        FaceRepositoryModule module = recordingModule("a");
        module.close();

        assertThatExceptionOfType(CreationException.class)
                .isThrownBy(() -> Guice.createInjector(module))
                .withMessageContaining("this module is closed; create a new module for another injector");
        assertThat(opened).isEmpty();
    }

    @Test
    void createInjector_wrongConfiguration_reportsAllProblemsBesideThoseOfOtherModules() {
        Map<String, String> wrong = Map.of(
                "efface.accounts.a.provider", "memroy",
                "efface.accounts.b.provider", "memory",
                "efface.default-account", "c");
        AbstractModule withAccounts = new AbstractModule() {
            @Override
            protected void configure() {
                bind(WithAccounts.class);
            }
        };
        try (FaceRepositoryModule module =
                FaceRepositoryModule.of(FaceRepositories.builder().map(wrong))) {
            CreationException rejected = catchThrowableOfType(
                    CreationException.class, () -> Guice.createInjector(module, withAccounts, broken()));

            assertThat(rejected.getErrorMessages()).hasSize(2);
            Message ofAccounts = rejected.getErrorMessages().stream()
                    .filter(message -> message.getCause() instanceof FaceException)
                    .findFirst()
                    .orElseThrow();
            assertThat(ofAccounts.getMessage())
                    .contains("CONFIGURATION")
                    .contains("memroy")
                    .contains("efface.accounts.b")
                    .contains("efface.default-account");
            assertThat(rejected).hasMessageContaining("the other module is broken");
        }
    }

    @Test
    void createInjector_failingSupplier_isCalledAgainByTheNextInjector() {
        List<String> opened = new ArrayList<>();
        try (FaceRepositoryModule module = FaceRepositoryModule.of(() -> {
            opened.add("once more");
            if (opened.size() == 1) {
                throw new IllegalStateException("the vault is sealed");
            }
            return Memory.accounts("a").open();
        })) {
            assertThatExceptionOfType(CreationException.class)
                    .isThrownBy(() -> Guice.createInjector(module))
                    .withMessageContaining("the accounts cannot be opened")
                    .withMessageContaining("the vault is sealed");

            assertThat(Guice.createInjector(module).getInstance(FaceRepository.class))
                    .hasToString("account a");
        }
    }

    @Test
    void createInjector_supplierReturnsNull_isReported() {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(() -> null)) {
            assertThatExceptionOfType(CreationException.class)
                    .isThrownBy(() -> Guice.createInjector(module))
                    .withMessageContaining("the supplier returned null");
        }
    }

    private FaceRepositoryModule recordingModule(String... names) {
        return FaceRepositoryModule.of(() -> {
            FaceRepositories accounts = Memory.accounts(names).open();
            opened.add(accounts);
            return accounts;
        });
    }

    private static Module broken() {
        return new AbstractModule() {
            @Override
            protected void configure() {
                addError("the other module is broken");
            }
        };
    }

    private static void assertRejected(FaceRepository account) {
        assertThatExceptionOfType(FaceException.class)
                .isThrownBy(() -> account.deletePerson(PERSON))
                .satisfies(rejected -> assertThat(rejected.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }
}
