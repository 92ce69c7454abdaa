package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.FakeRepository;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.CallContext;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaceRepositoriesTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final FaceId FACE = FaceId.of("f1");

    private final FakeProvider alpha = new FakeProvider("alpha");
    private final FakeProvider beta = new FakeProvider("beta");
    private final FakeLayers layers = new FakeLayers();

    private FaceRepositoriesBuilder builder() {
        return FaceRepositories.builder()
                .providers(List.of(alpha, beta))
                .layers(layers)
                .environmentForReferences(Map.of());
    }

    private static Map<String, String> accounts(String... nameAndProvider) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < nameAndProvider.length; i += 2) {
            map.put("efface.accounts." + nameAndProvider[i] + ".provider", nameAndProvider[i + 1]);
            map.put("efface.accounts." + nameAndProvider[i] + ".region", "r-" + nameAndProvider[i]);
        }
        return map;
    }

    @Test
    void open_twoAccounts_reachTheirOwnProviders() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha", "two", "beta")).open()) {
            assertThat(repositories.accounts()).containsExactly("one", "two");

            repositories.get("two").deletePerson(ALICE);

            assertThat(alpha.repositories.get(0).calls).isEmpty();
            assertThat(beta.repositories.get(0).calls).containsExactly(Operation.DELETE_PERSON);
            assertThat(repositories.get("one").capabilities().provider()).isEqualTo("alpha");
            assertThat(layers.deadlines).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
        }
    }

    @Test
    void open_withoutSources_opensNothingAndTakesAccountsLater() {
        try (FaceRepositories repositories = builder().open()) {
            assertThat(repositories.accounts()).isEmpty();
            assertConfiguration(
                    repositories::defaultRepository, "there is no default account, because there are no accounts");
            assertConfiguration(() -> repositories.inAllAccounts(Runnable::run), "there are no accounts");

            repositories.put("one", Map.of("provider", "alpha", "region", "r"));

            assertThat(repositories.defaultRepository().deletePerson(ALICE).outcome())
                    .isEqualTo(PersonOutcome.ALREADY_ABSENT);
        }
    }

    @Test
    void open_contextOfAnAccount_hasClockRandomAndServices() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        java.util.Random random = new java.util.Random(1);
        try (FaceRepositories repositories = builder()
                .map(accounts("one", "alpha", "two", "alpha"))
                .clock(clock)
                .random(random)
                .service(String.class, "for all")
                .service("two", String.class, "for two")
                .open()) {
            assertThat(repositories.accounts()).hasSize(2);
        }
        assertThat(alpha.contexts).extracting(OpenContext::account).containsExactly("one", "two");
        assertThat(alpha.contexts).allSatisfy(context -> {
            assertThat(context.clock()).isSameAs(clock);
            assertThat(context.random()).isSameAs(random);
        });
        assertThat(alpha.contexts.get(0).service(String.class)).contains("for all");
        assertThat(alpha.contexts.get(1).service(String.class)).contains("for two");
    }

    @Test
    void open_internalState_isNotAServiceOfTheProvider() {
        try (FaceRepositories repositories = builder()
                .map(accounts("one", "alpha"))
                .sleeper((time, options) -> true)
                .open()) {
            assertThat(repositories.accounts()).hasSize(1);
        }
        OpenContext context = alpha.contexts.get(0);
        assertThat(List.of(SharedState.class, AccountIdentity.class, Interceptors.class, Sleeper.class))
                .allSatisfy(type -> assertThat(context.service(type)).isEmpty());
    }

    @Test
    void shared_accountsOfOneGroup_getOneObjectAndOthersTheirOwn() {
        Map<String, String> map = new java.util.HashMap<>(accounts("one", "alpha", "two", "alpha", "three", "alpha"));
        map.put("efface.accounts.one.quota-group", "g");
        map.put("efface.accounts.two.quota-group", "g");
        map.put("efface.accounts.three.quota-group", "other");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.accounts()).hasSize(3);
        }
        Map<String, StringBuilder> shared = new java.util.TreeMap<>();
        alpha.contexts.forEach(context ->
                shared.put(context.account(), context.shared(StringBuilder.class, "host", StringBuilder::new)));

        assertThat(shared.get("one")).isSameAs(shared.get("two")).isNotSameAs(shared.get("three"));
    }

    @Test
    void openContext_ofOneRepository_keepsItsSharedObjects() {
        OpenContext context = OpenContext.of("one", Clock.systemUTC(), new java.util.Random(1), Map.of());
        StringBuilder first = context.shared(StringBuilder.class, "host", StringBuilder::new);

        assertThat(context.shared(StringBuilder.class, "host", StringBuilder::new))
                .isSameAs(first);
        assertThat(context.shared(StringBuilder.class, "other", StringBuilder::new))
                .isNotSameAs(first);
        assertThatThrownBy(() ->
                        OpenContext.of("one", Clock.systemUTC(), new java.util.Random(1), Map.of(String.class, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void get_unknownAccount_listsAccountsAndSuggests() {
        try (FaceRepositories repositories =
                builder().map(accounts("cn-main", "alpha", "eu", "beta")).open()) {
            assertConfiguration(
                    () -> repositories.get("cn-mian"),
                    "there is no account 'cn-mian'; the accounts are cn-main, eu; did you mean 'cn-main'?");
            assertConfiguration(
                    () -> repositories.describe("x"), "there is no account 'x'; the accounts are cn-main, eu");
            assertConfiguration(
                    () -> repositories.describe("LTAI5tQn KxFqLkm"),
                    "there is no such account; the accounts are cn-main, eu");
            assertThatThrownBy(() -> repositories.get(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void defaultRepository_severalAccounts_needsTheKey() {
        Map<String, String> map = accounts("one", "alpha", "two", "beta");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertConfiguration(
                    repositories::defaultRepository,
                    "there is no default account; set efface.default-account to one of one, two");
        }
        map.put("efface.default-account", "two");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.defaultRepository().capabilities().provider())
                    .isEqualTo("beta");
            assertThat(repositories.describe("two").isDefault()).isTrue();
            assertThat(repositories.describe("one").isDefault()).isFalse();
        }
        try (FaceRepositories repositories =
                builder().map(map).defaultAccount("one").open()) {
            assertThat(repositories.defaultRepository().capabilities().provider())
                    .isEqualTo("alpha");
        }
    }

    @Test
    void describe_account_reportsNothingSecret() {
        Map<String, String> map = accounts("one", "alpha");
        map.put("efface.accounts.one.credentials.key-id", "AK");
        map.put("efface.accounts.one.credentials.key-secret", "hush");
        try (FaceRepositories repositories = builder().map(map).open()) {
            AccountDescription description = repositories.describe("one");

            assertThat(description)
                    .isEqualTo(new AccountDescription(
                            "one",
                            "alpha",
                            "r-one",
                            Optional.empty(),
                            Optional.of("fp-AK"),
                            true,
                            Optional.empty(),
                            "alpha fp-AK",
                            Map.of("policies", "standard"),
                            List.of("the secret efface.accounts.one.credentials.key-secret is written literally;"
                                    + " ${env:NAME} or ${file:PATH} keeps it out of the configuration"),
                            Optional.empty(),
                            Map.of()));
            assertThat(description.toString()).doesNotContain("hush");
        }
    }

    @Test
    void handle_nullOrEmpty_isRefusedBeforeAnything() {
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
    void handle_failure_namesProviderAccountAndLibraryEverywhere() {
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
    void unwrap_type_reachesWhatIsInside() {
        try (FaceRepositories repositories =
                builder().map(accounts("one", "alpha")).open()) {
            assertThat(repositories.get("one").unwrap(FakeRepository.class)).contains(alpha.repositories.get(0));
            assertThat(repositories.get("one").unwrap(String.class)).isEmpty();
        }
    }

    @Test
    void close_everything_refusesLaterCallsAndStillTellsCapabilities() {
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
    void put_sameName_laterCallsGoToTheNewOne() {
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
    void put_whileACallIsUnderWay_closesTheOldOneAfterIt() throws Exception {
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
    void remove_account_refusesLaterCalls() {
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

    @Test
    void everywhere_aliases_areLeftOutUnlessChosen() {
        Map<String, String> map = accounts("one", "alpha", "two", "alpha", "three", "beta");
        map.put("efface.accounts.one.credentials.key-id", "AK");
        map.put("efface.accounts.two.credentials.key-id", "AK");
        map.put("efface.accounts.two.region", "r-one");
        map.put("efface.accounts.two.same-as", "one");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.inAllAccounts(Runnable::run).accounts()).containsExactly("one", "three");
            assertThat(repositories
                            .inAllAccounts(List.of("two", "one"), Runnable::run)
                            .accounts())
                    .containsExactly("two", "one");
            assertThat(repositories
                            .inAllAccounts(Runnable::run)
                            .deletePerson(ALICE)
                            .isComplete(Evidence.CONFIRMED))
                    .isTrue();
            assertConfiguration(
                    () -> repositories.inAllAccounts(List.of("four"), Runnable::run),
                    "there is no account 'four'; the accounts are one, three, two");
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void assertConfiguration(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String detail) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FaceException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(e.origin()).isEqualTo(Origin.LOCAL);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.detail()).contains(detail);
        });
    }

    /** A provider that is not registered, whose repository breaks when closed. */
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
