package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.FakeRepository;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the handle of an account: the checks of arguments, the errors, and calls after the account was replaced, removed or closed. */
class AccountHandleTest extends RepositoriesFixture {
    @Test
    void handle_nullOrEmptyArgument_isRejectedBeforeAnyCall() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha")).open()) {
            FaceRepository handle = repositories.get("one");
            CallOptions options = CallOptions.defaults();
            assertThatThrownBy(() -> handle.deletePerson(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.deletePerson(ALICE, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.deleteFaces(null, Set.of(FACE))).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.deleteFaces(ALICE, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.deleteFaces(ALICE, new HashSet<>(Arrays.asList(FACE, null)), options))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.deleteFaces(ALICE, Set.of(FACE), null))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.deleteFaces(ALICE, Set.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("faces is empty; name at least one face");
            assertThatThrownBy(() -> handle.findPerson(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.findPerson(ALICE, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> handle.unwrap(null)).isInstanceOf(NullPointerException.class);
            assertThat(alpha.repositories.get(0).calls).isEmpty();
        }
    }

    @Test
    void handle_failure_namesProviderAccountAndLibraryInEveryError() {
        Map<String, String> map = accounts("one", "alpha");
        map.put("efface.accounts.one.library", "staff");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.get("one").unwrap(AccountHandle.class))
                    .get()
                    .hasToString("account one (library staff)");
            FaceException inner =
                    FaceException.of(Operation.DELETE_FACES, ErrorKind.CONFLICT).build();
            DeleteFacesResult soFar = DeleteFacesResult.of(
                    ALICE,
                    new LinkedHashMap<>(Map.of(FACE, FaceResult.failed(inner))),
                    io.efface.CallTrace.ofRequest("r1").withReadBackError(inner));
            alpha.repositories.get(0).before = operation -> {
                throw FaceException.of(operation, ErrorKind.TIMEOUT)
                        .origin(Origin.NETWORK)
                        .effect(Effect.UNKNOWN)
                        .facesSoFar(soFar)
                        .build();
            };

            assertThatThrownBy(() -> repositories.get("one").deleteFaces(ALICE, Set.of(FACE)))
                    .isInstanceOfSatisfying(FaceException.class, e -> {
                        assertThat(e.provider()).contains("alpha");
                        assertThat(e.account()).contains("one");
                        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
                        assertThat(e.getMessage()).isEqualTo("deleteFaces: TIMEOUT (alpha, library staff)");
                        assertThat(e.library()).contains("staff");
                        DeleteFacesResult faces = e.facesSoFar().orElseThrow();
                        assertThat(faces.faces().get(FACE).error().account()).contains("one");
                        assertThat(faces.faces().get(FACE).error().library()).contains("staff");
                        assertThat(faces.trace().readBackError().account()).contains("one");
                        assertThat(faces.trace().readBackError().library()).contains("staff");
                    });
        }
    }

    @Test
    void unwrap_type_returnsTheObjectOfTheProvider() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha")).open()) {
            assertThat(repositories.get("one").unwrap(FakeRepository.class)).contains(alpha.repositories.get(0));
            assertThat(repositories.get("one").unwrap(String.class)).isEmpty();
        }
    }

    @Test
    void close_repositories_rejectsLaterCallsButReturnsCapabilities() {
        FaceRepositories repositories =
                builder().map(accounts("one", "alpha", "two", "beta")).open();
        FaceRepository handle = repositories.get("one");

        repositories.close();
        repositories.close();

        assertThat(alpha.repositories.get(0).closed).isEqualTo(1);
        assertThat(beta.repositories.get(0).closed).isEqualTo(1);
        assertThatThrownBy(() -> handle.deletePerson(ALICE)).isInstanceOfSatisfying(FaceException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(e.origin()).isEqualTo(Origin.LOCAL);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.operation()).isEqualTo(Operation.DELETE_PERSON);
            assertThat(e.account()).contains("one");
        });
        assertThat(handle.capabilities().provider()).isEqualTo("alpha");
        assertThatThrownBy(() -> repositories.put("three", Map.of("provider", "alpha", "region", "r")))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        assertThat(alpha.repositories.get(1).closed).isEqualTo(1);
    }

    @Test
    void close_brokenRepository_closesTheOthers() {
        FaceRepositories repositories = builder()
                .account("one", new ThrowingOnClose())
                .map(accounts("two", "beta"))
                .open();

        repositories.close();

        assertThat(beta.repositories.get(0).closed).isEqualTo(1);
    }

    @Test
    void put_sameName_laterCallsUseTheNewAccount() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha")).open()) {
            FaceRepository handle = repositories.get("one");

            repositories.put("one", beta.config("r", null), Map.of("deadline", "5s"));
            handle.deletePerson(ALICE);

            assertThat(alpha.repositories.get(0).closed).isEqualTo(1);
            assertThat(alpha.repositories.get(0).calls).isEmpty();
            assertThat(beta.repositories.get(0).calls).hasSize(1);
            assertThat(handle.capabilities().provider()).isEqualTo("beta");
            assertThat(layers.deadlines).endsWith(Duration.ofSeconds(5));
        }
    }

    @Test
    void put_wrongSettings_changesNothing() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha")).open()) {
            assertThatThrownBy(() -> repositories.put("one", Map.of("provider", "gamma", "size", "0")))
                    .isInstanceOf(FaceException.class)
                    .hasMessageContaining(
                            "settings of 'one': efface.accounts.one.provider: 'gamma' is not the name of a provider");
            assertThatThrownBy(() -> repositories.put("One", Map.of("provider", "alpha")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lower-case");

            repositories.get("one").deletePerson(ALICE);
            assertThat(alpha.repositories.get(0).calls).hasSize(1);
        }
    }

    @Test
    void put_whileACallIsUnderWay_closesTheOldAccountAfterTheCall() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha")).open()) {
            FakeRepository old = alpha.repositories.get(0);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            old.before = operation -> {
                begun.countDown();
                await(mayEnd);
            };
            Future<?> call = executor.submit(() -> repositories.get("one").deletePerson(ALICE));
            await(begun);

            repositories.put("one", Map.of("provider", "beta", "region", "r"));
            assertThat(old.closed).isZero();
            mayEnd.countDown();
            call.get(30, TimeUnit.SECONDS);

            assertThat(old.closed).isEqualTo(1);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void remove_account_rejectsLaterCalls() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha", "two", "beta")).open()) {
            FaceRepository handle = repositories.get("one");

            assertThat(repositories.remove("one")).isTrue();
            assertThat(repositories.remove("one")).isFalse();

            assertThat(alpha.repositories.get(0).closed).isEqualTo(1);
            assertConfiguration(() -> handle.deletePerson(ALICE), "there is no account 'one'; the accounts are two");
            assertThat(handle.capabilities().provider()).isEqualTo("alpha");
            assertThat(handle.unwrap(FakeRepository.class)).isEmpty();
            assertThat(repositories.defaultRepository().capabilities().provider())
                    .isEqualTo("beta");
        }
    }

    /** The configuration of a provider that is not registered. The provider's repository throws an exception when it is closed. */
    private static final class ThrowingOnClose implements io.efface.spi.ProviderConfig {
        @Override
        public String provider() {
            return "gamma";
        }

        @Override
        public Optional<String> keyFingerprint() {
            return Optional.empty();
        }

        @Override
        public Capabilities capabilities() {
            return new FakeRepository("gamma").capabilities();
        }

        @Override
        public String place() {
            return "here";
        }

        @Override
        public ProviderRepository open(OpenContext context) {
            ProviderRepository inner = new FakeRepository("gamma").asProvider();
            return new ProviderRepository() {
                @Override
                public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
                    return inner.deletePerson(person, call);
                }

                @Override
                public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
                    return inner.deleteFaces(person, faces, call);
                }

                @Override
                public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
                    return inner.findPerson(person, call);
                }

                @Override
                public io.efface.Capabilities capabilities() {
                    return inner.capabilities();
                }

                @Override
                public void close() {
                    throw new IllegalStateException("broken");
                }
            };
        }
    }
}
