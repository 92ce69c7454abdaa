package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.AccountSettings;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderProblemsTest extends ConfigurationFixture {
    @Test
    void open_providerThrowsLinkageError_isAProblemOfTheAccount() {
        FakeProvider gamma = new FakeProvider("gamma") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                throw new NoClassDefFoundError("hidden-text");
            }
        };

        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of(gamma))
                                .layers(new FakeLayers())
                                .map(account("provider", "gamma")))
                        .detail()
                        .orElseThrow())
                .contains(A + "provider: a library on the class path is missing or has an incompatible version:"
                        + " java.lang.NoClassDefFoundError at ")
                .doesNotContain("hidden-text");
    }

    @Test
    void open_keyOfAnotherProvider_namesTheOtherProvider() {
        FakeProvider gamma = new FakeProvider("gamma") {
            @Override
            public List<Setting> settings() {
                return List.of(Setting.of("region", "where", null), Setting.of("language", "of messages", "en"));
            }
        };
        assertProblem(
                FaceRepositories.builder()
                        .providers(List.of(alpha, gamma))
                        .layers(new FakeLayers())
                        .map(account("language", "en")),
                "map: " + A + "language: unknown key of provider alpha; it belongs to the provider gamma");
    }

    @Test
    void open_providerMissing_listsTheFoundProviders() {
        Map<String, String> map = account();
        map.remove(A + "provider");

        assertThat(problems(builder().map(map)).detail().orElseThrow())
                .startsWith(
                        "1 problem:\n1. map: " + A + "provider: is missing; the builder has these providers: alpha ("
                                + FakeProvider.class.getName() + " in file:")
                .contains(", beta (");
    }

    @Test
    void open_providerUnknown_suggestsANameAndListsTheFoundProviders() {
        assertThat(problems(builder().map(account("provider", "alhpa")))
                        .detail()
                        .orElseThrow())
                .startsWith("1 problem:\n1. map: " + A + "provider: 'alhpa' is not the name of a provider; did you mean"
                        + " 'alpha'? The builder has these providers: alpha (");
        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of())
                                .layers(new FakeLayers())
                                .map(account()))
                        .detail()
                        .orElseThrow())
                .contains("'alpha' is not the name of a provider; the builder has these providers: none");
    }

    @Test
    void open_twoProvidersWithTheSameName_listsClassesJarsAndSolutions() {
        FakeProvider other = new FakeProvider("alpha") {};

        String detail = problems(FaceRepositories.builder()
                        .providers(List.of(alpha, other))
                        .layers(new FakeLayers())
                        .map(account()))
                .detail()
                .orElseThrow();

        assertThat(detail)
                .contains("more than one provider has the name 'alpha': " + FakeProvider.class.getName() + " in file:")
                .contains(" and " + other.getClass().getName() + " in file:")
                .contains(
                        "keep only one of these jars, or pass the providers to FaceRepositories.builder().providers(...)");
    }

    @Test
    void open_providerMemory_needsPermission() {
        FakeProvider memory = new FakeProvider("memory");
        FaceRepositoriesBuilder builder =
                FaceRepositories.builder().providers(List.of(memory)).layers(new FakeLayers());

        assertProblem(
                builder.map(account("provider", "memory")),
                "map: " + A
                        + "provider: the provider memory stores people only in this process and deletes nothing at a vendor; if that is"
                        + " intended, set " + A + "allow-memory = true");

        builder.map(account("provider", "memory", "allow-memory", "true"))
                .open()
                .close();
        assertThat(memory.opened).hasSize(1);
    }

    @Test
    void open_layersMissing_reportsWhichArtifactToAdd() {
        ClassLoader nothing = new ClassLoader(null) {};
        FaceRepositoriesBuilder builder =
                FaceRepositories.builder().providers(List.of(alpha)).classLoader(nothing);

        assertProblem(
                builder.map(account()),
                "map: " + A
                        + "policies: no layers were found; add the artifact io.efface:efface-policy, or set policies ="
                        + " none to open the account without layers");

        builder.map(account("policies", "none")).open().close();
        assertThat(alpha.opened).hasSize(1);
    }

    @Test
    void open_layersMissing_explainsWhyTheirKeysAreUnknown() {
        ClassLoader nothing = new ClassLoader(null) {};

        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of(alpha))
                                .classLoader(nothing)
                                .map(account("deadline", "5s")))
                        .detail()
                        .orElseThrow())
                .contains(A + "deadline: unknown key of provider alpha (no layers were found, so their keys are unknown"
                        + " too)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void open_policiesNoneInUpperOrLowerCase_isAccepted(String word) {
        try (FaceRepositories accounts =
                builder().map(account("policies", word)).open()) {
            assertThat(accounts.describe("a").settings()).containsEntry("policies", "none");
        }
    }

    @Test
    void open_policiesNone_rejectsLayerKeys() {
        assertProblem(
                builder().map(account("policies", "none", "deadline", "5s")),
                "map: " + A
                        + "deadline: has no effect with policies = none; remove this key, or remove policies = none");
    }

    @Test
    void open_providerThatThrows_isReportedWithoutItsMessage() {
        FakeProvider broken = new FakeProvider("alpha") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                throw new IllegalStateException(settings.text("region").orElseThrow());
            }
        };

        String detail = problems(FaceRepositories.builder()
                        .providers(List.of(broken))
                        .layers(new FakeLayers())
                        .map(account("region", "hush")))
                .detail()
                .orElseThrow();

        assertThat(detail)
                .contains("alpha fails to read the settings: java.lang.IllegalStateException at ")
                .doesNotContain("hush");
    }

    @Test
    void open_providerThatRejectsWithoutAReason_isReported() {
        FakeProvider silent = new FakeProvider("alpha") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                return Optional.empty();
            }
        };

        assertProblem(
                FaceRepositories.builder()
                        .providers(List.of(silent))
                        .layers(new FakeLayers())
                        .map(account()),
                "map: " + A + "provider: alpha rejects the settings without a reason");
    }

    @Test
    void open_providerThatReadsAnUnlistedKey_isReported() {
        FakeProvider readingUnlistedKey = new FakeProvider("alpha") {
            @Override
            public Optional<ProviderConfig> configure(AccountSettings settings) {
                return settings.text("unlisted").map(text -> config("r", null));
            }
        };

        assertThat(problems(FaceRepositories.builder()
                                .providers(List.of(readingUnlistedKey))
                                .layers(new FakeLayers())
                                .map(account()))
                        .detail()
                        .orElseThrow())
                .contains("alpha fails to read the settings: java.lang.IllegalArgumentException");
    }

    @Test
    void open_twoAccountsFailToOpen_closesTheThirdAndReportsBoth() {
        Map<String, String> map = account();
        map.put("efface.accounts.b.provider", "beta");
        map.put("efface.accounts.b.region", "r2");
        map.put("efface.accounts.c.provider", "beta");
        map.put("efface.accounts.c.region", "r3");
        FaceException inner = FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                .detail("the trust store cannot be used")
                .build();
        beta.rejection = config ->
                config.region().equals("r2") ? inner : new IllegalStateException("secret words of " + config.region());

        FaceException e = problems(builder().map(map));

        assertThat(e.detail().orElseThrow())
                .startsWith("2 problems:\n1. map: efface.accounts.b: the trust store cannot be used\n"
                        + "2. map: efface.accounts.c: the provider fails to open: java.lang.IllegalStateException at ")
                .doesNotContain("secret words");
        assertThat(e).hasCause(inner);
        assertThat(alpha.repositories.get(0).closed).isEqualTo(1);
    }
}
