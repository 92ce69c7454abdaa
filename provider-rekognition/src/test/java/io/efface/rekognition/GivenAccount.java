package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Builds the settings of an account as in an application's configuration, and opens the account. */
final class GivenAccount {
    static final String ID = "AKIAEXAMPLE";
    static final String SECRET = "the-secret-key";

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("no-such-home");

    /** Returns an account with a region, a collection and the given settings: name, value, name, value. */
    static GivenAccount of(String... pairs) {
        GivenAccount account = new GivenAccount()
                .with("provider", AwsFaceRepositoryProvider.NAME)
                .with("policies", "none")
                .with("region", "eu-west-1")
                .with("library", "staff");
        for (int i = 0; i < pairs.length; i += 2) {
            account.with(pairs[i], pairs[i + 1]);
        }
        return account;
    }

    /** Returns an account like {@link #of}, and adds a permanent key. */
    static GivenAccount keyAnd(String... pairs) {
        return of(pairs)
                .with("credentials.access-key-id", ID)
                .with("credentials.secret-access-key", "${env:THE_SECRET}")
                .withVariable("THE_SECRET", SECRET);
    }

    GivenAccount with(String key, String value) {
        settings.put("efface.accounts.one." + key, value);
        return this;
    }

    GivenAccount without(String key) {
        settings.remove("efface.accounts.one." + key);
        return this;
    }

    GivenAccount withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    GivenAccount withHome(Path folder) {
        home = folder;
        return this;
    }

    private FaceRepositoriesBuilder builder() {
        return FaceRepositories.builder().map(settings).home(home).environmentForReferences(environment);
    }

    AccountDescription accepted() {
        try (FaceRepositories repositories = builder().open()) {
            AccountDescription description = repositories.describe("one");
            assertThat(description.toString()).doesNotContain(ID, SECRET);
            return description;
        }
    }

    /** Opens the account, which must fail, and returns the message, which must not contain the secret. */
    String rejected() {
        FaceException failure =
                catchThrowableOfType(FaceException.class, () -> builder().open().close());
        assertThat(failure).isNotNull();
        String message = String.valueOf(failure.getMessage());
        assertThat(message).doesNotContain(SECRET);
        return message;
    }
}
