package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests accounts that are added or replaced in one step. */
class JointPutTest extends RepositoriesFixture {
    /** Returns a builder with two accounts that have the same key, of which {@code dependent} names {@code named}. */
    private FaceRepositoriesBuilder sameAccounts(String dependent, String named, String key) {
        Map<String, String> map = accounts(dependent, "alpha", named, "alpha");
        map.put("efface.accounts." + dependent + ".region", "r");
        map.put("efface.accounts." + named + ".region", "r");
        map.put("efface.accounts." + dependent + ".credentials.key-id", key);
        map.put("efface.accounts." + named + ".credentials.key-id", key);
        map.put("efface.accounts." + dependent + ".same-as", named);
        return builder().map(map);
    }

    @ParameterizedTest
    @CsvSource({"one, two", "two, one"})
    void put_twoNewAccountsOfWhichOneNamesTheOther_addsBoth(String dependent, String named) {
        try (FaceRepositories repositories = builder().open()) {
            repositories.put(List.of(dependent, named), sameAccounts(dependent, named, "AK"));

            assertThat(repositories.accounts()).containsExactly("one", "two");
            assertThat(repositories.describe(dependent).sameAs()).contains(named);
        }
    }

    @ParameterizedTest
    @CsvSource({"one, two", "two, one"})
    void put_newKeyOfTwoSameAccounts_changesBoth(String dependent, String named) {
        try (FaceRepositories repositories =
                sameAccounts(dependent, named, "AK").open()) {
            FaceRepositoriesBuilder changed = sameAccounts(dependent, named, "AK2");
            assertConfiguration(
                    () -> repositories.put(List.of(dependent), changed),
                    "1 problem:\n1. map: efface.accounts." + dependent + ".same-as: '" + named
                            + "' has another provider, key or place, so it is not the same account");

            repositories.put(List.of(dependent, named), changed);

            assertThat(repositories.describe(dependent).keyFingerprint()).contains("fp-AK2");
            assertThat(repositories.describe(named).keyFingerprint()).contains("fp-AK2");
        }
    }

    @Test
    void put_unknownKeyInBothAccounts_reportsBothAndAddsNeither() {
        try (FaceRepositories repositories = builder().open()) {
            FaceRepositoriesBuilder wrong = sameAccounts("one", "two", "AK")
                    .map(Map.of("efface.accounts.one.regoin", "r", "efface.accounts.two.sise", "1"));

            assertThatThrownBy(() -> repositories.put(List.of("one", "two"), wrong))
                    .isInstanceOfSatisfying(
                            FaceException.class,
                            e -> assertThat(e.detail().orElseThrow())
                                    .startsWith("2 problems:\n1. map: efface.accounts.one.regoin: unknown key")
                                    .contains("\n2. map: efface.accounts.two.sise: unknown key"));
            assertThat(repositories.accounts()).isEmpty();
        }
    }

    @Test
    void put_accountsThatAreBuiltInCode_addsOnlyTheNamedAccounts() {
        try (FaceRepositories repositories = builder().open()) {
            FaceRepositoriesBuilder inCode = sameAccounts("three", "four", "AK3")
                    .account("one", alpha.config("r", "AK"), Map.of("same-as", "two"))
                    .account("two", alpha.config("r", "AK"))
                    .account("other", alpha.config("r", "AK2"));

            repositories.put(List.of("two", "one", "one", "four"), inCode);

            assertThat(repositories.accounts()).containsExactly("four", "one", "two");
        }
    }

    @Test
    void put_nameThatTheBuilderLacks_isRejected() {
        try (FaceRepositories repositories = builder().open()) {
            FaceRepositoriesBuilder builder = sameAccounts("one", "two", "AK");

            assertThatThrownBy(() -> repositories.put(List.of("one", "three"), builder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the builder has no account of one of the names");
            assertThatThrownBy(() -> repositories.put(List.of(), builder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("names is empty");
            assertThat(repositories.accounts()).isEmpty();
        }
    }

    @Test
    void put_afterClose_closesEveryNewAccount() {
        FaceRepositories repositories = builder().open();
        repositories.close();

        assertThatThrownBy(() -> repositories.put(List.of("one", "two"), sameAccounts("one", "two", "AK")))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        assertThat(alpha.repositories)
                .extracting(repository -> repository.closed)
                .containsExactly(1, 1);
    }
}
