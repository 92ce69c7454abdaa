package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Provides a configured account {@code a} of the provider {@code alpha}, and methods to open and check configurations. */
abstract class ConfigurationFixture {
    static final String A = "efface.accounts.a.";

    @TempDir
    Path folder;

    final FakeProvider alpha = new FakeProvider("alpha");
    final FakeProvider beta = new FakeProvider("beta");
    Map<String, String> environment = Map.of();

    FaceRepositoriesBuilder builder() {
        return FaceRepositories.builder()
                .providers(List.of(alpha, beta))
                .layers(new FakeLayers())
                .environmentForReferences(environment);
    }

    static Map<String, String> account(String... keysAndValues) {
        Map<String, String> map = new HashMap<>(Map.of(A + "provider", "alpha", A + "region", "r1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(A + keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    FakeProvider.FakeConfig opened(FaceRepositoriesBuilder builder) {
        builder.open().close();
        return alpha.opened.get(alpha.opened.size() - 1);
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static FaceException problems(FaceRepositoriesBuilder builder) {
        return catchThrowableOfType(FaceException.class, builder::open);
    }

    static void assertProblem(FaceRepositoriesBuilder builder, String line) {
        assertThat(problems(builder).detail()).contains("1 problem:\n1. " + line);
    }
}
