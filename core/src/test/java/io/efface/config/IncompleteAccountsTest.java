package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests accounts whose credentials are missing when the accounts are opened. */
class IncompleteAccountsTest extends RepositoriesFixture {
    @TempDir
    Path folder;

    private FaceRepositoriesBuilder lenient(Map<String, String> map) {
        return builder().allowIncomplete().map(map);
    }

    private static Map<String, String> with(Map<String, String> map, String... keysAndValues) {
        Map<String, String> more = new HashMap<>(map);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            more.put("efface.accounts." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return more;
    }

    private static void assertReports(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FaceException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(e).hasMessageContaining(text);
        });
    }

    @Test
    void open_secretOfOneAccountIsMissing_opensTheOther() {
        Map<String, String> map =
                with(accounts("one", "alpha", "two", "beta"), "two.credentials.key-secret", "${env:NOT_SET}");
        assertReports(() -> builder().map(map).open(), "the environment variable NOT_SET is not set");

        try (FaceRepositories repositories = lenient(map).open()) {
            assertThat(repositories.accounts()).containsExactly("one", "two");
            assertThat(repositories.incompleteAccounts()).containsExactly("two");
            repositories.get("one").deletePerson(ALICE);
            String problem =
                    "1 problem:\n1. map: efface.accounts.two.credentials.key-secret: the environment variable NOT_SET is not set";
            assertReports(() -> repositories.get("two"), problem);
            assertReports(() -> repositories.describe("two"), problem);
            assertReports(() -> repositories.inAllAccounts(Runnable::run), problem);
            assertReports(repositories::defaultRepository, "there is no default account");
            assertReports(() -> repositories.get("six"), "the accounts are one, two");
        }
    }

    @Test
    void get_secretIsSetLater_opensTheAccount() throws IOException {
        Path secret = folder.resolve("secret");
        try (FaceRepositories repositories = lenient(
                        with(accounts("one", "alpha"), "one.credentials.key-secret", "${file:" + secret + "}"))
                .open()) {
            assertReports(repositories::defaultRepository, "the file does not exist");
            Files.writeString(secret, "hush");

            repositories.defaultRepository().deletePerson(ALICE);

            assertThat(repositories.incompleteAccounts()).isEmpty();
            assertThat(alpha.opened).hasSize(1);
        }
    }

    @Test
    void open_otherProblems_areReportedImmediately() {
        Map<String, String> map = with(
                accounts("one", "alpha", "two", "alpha", "three", "alpha"),
                "one.regoin",
                "r",
                "two.credentials.key-secrets",
                "${env:NOT_SET}",
                "three.size",
                "11",
                "three.credentials.key-secret",
                "${env:NOT_SET}");

        assertThatThrownBy(lenient(map)::open)
                .hasMessageContaining("4 problems:")
                .hasMessageContaining("efface.accounts.one.regoin: unknown key")
                .hasMessageContaining("efface.accounts.two.credentials.key-secrets: unknown key")
                .hasMessageContaining("efface.accounts.three.size: must be a whole number")
                .hasMessageContaining("efface.accounts.three.credentials.key-secret: the environment variable NOT_SET");
    }

    @Test
    void open_sameAsNamesAnIncompleteAccount_waitsForThatAccount() throws IOException {
        Path secret = folder.resolve("secret");
        Map<String, String> map = with(
                accounts("one", "alpha"),
                "one.credentials.key-secret",
                "${file:" + secret + "}",
                "two.provider",
                "alpha",
                "two.region",
                "r-one",
                "two.same-as",
                "one");
        try (FaceRepositories repositories = lenient(map).open()) {
            assertThat(repositories.incompleteAccounts()).containsExactly("one", "two");
            assertReports(() -> repositories.get("two"), "the file does not exist");
            Files.writeString(secret, "hush");

            assertThat(repositories.describe("two").sameAs()).contains("one");

            assertThat(repositories.incompleteAccounts()).isEmpty();
        }
    }

    @Test
    void putAndRemove_incompleteAccount_replaceAndRemoveTheAccount() {
        Map<String, String> map = with(
                accounts("one", "alpha", "two", "beta"),
                "one.credentials.key-secret",
                "${env:NOT_SET}",
                "two.credentials.key-secret",
                "${env:NOT_SET}");
        try (FaceRepositories repositories = lenient(map).open()) {
            repositories.put("one", Map.of("provider", "alpha", "region", "r"));
            assertThat(repositories.remove("two")).isTrue();
            assertThat(repositories.remove("two")).isFalse();

            assertThat(repositories.accounts()).containsExactly("one");
            assertThat(repositories.incompleteAccounts()).isEmpty();
            repositories.defaultRepository().deletePerson(ALICE);
        }
    }

    @Test
    void get_incompleteAccountAfterClose_isRejected() throws IOException {
        Path secret = folder.resolve("secret");
        FaceRepositories repositories = lenient(
                        with(accounts("one", "alpha"), "one.credentials.key-secret", "${file:" + secret + "}"))
                .open();
        repositories.close();
        Files.writeString(secret, "hush");

        assertThatThrownBy(() -> repositories.get("one"))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }

    @Test
    void open_noAccount_isAllowed() {
        try (FaceRepositories repositories = lenient(Map.of()).open()) {
            assertThat(repositories.accounts()).isEmpty();
        }
    }
}
