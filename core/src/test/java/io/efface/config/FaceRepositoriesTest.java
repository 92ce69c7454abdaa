package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Evidence;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.spi.OpenContext;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests how accounts are opened, and the methods that concern all accounts. */
class FaceRepositoriesTest extends RepositoriesFixture {
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
    void open_withoutSources_opensNothingAndAcceptsAccountsLater() {
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
    void shared_accountsOfTheSameGroup_getTheSameObject() {
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
    void defaultRepository_severalAccounts_needsTheKeyDefaultAccount() {
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
    void inAllAccounts_accountsWithSameAs_areLeftOutUnlessNamed() {
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
}
