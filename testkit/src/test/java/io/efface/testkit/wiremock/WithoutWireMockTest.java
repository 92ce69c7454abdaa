package io.efface.testkit.wiremock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.efface.spi.FaceRepositoryProvider;
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Tests the testkit on a class path without WireMock, its optional dependency. */
class WithoutWireMockTest {
    @Test
    void emulatorExtension_withoutWireMock_namesTheArtifactToAdd() throws Exception {
        try (URLClassLoader loader = withoutWireMock()) {
            Class<?> extension = Class.forName(EmulatorExtension.class.getName(), true, loader);

            Class<?> builder = Class.forName(EmulatorExtension.Builder.class.getName(), true, loader);
            for (String factory : List.of("green", "iai")) {
                // A method handle loads only the types of the called method, like compiled code. Reflection would load
                // the types of all methods.
                MethodHandle call =
                        MethodHandles.publicLookup().findStatic(extension, factory, MethodType.methodType(builder));
                assertThatIllegalStateException()
                        .isThrownBy(call::invoke)
                        .withMessageContaining("org.wiremock:wiremock 3.x");
            }
        }
    }

    @Test
    void contractAndProviders_withoutWireMock_load() throws Exception {
        try (URLClassLoader loader = withoutWireMock()) {
            Class<?> contract = Class.forName("io.efface.testkit.FaceRepositoryContract", true, loader);
            Class<?> spi = Class.forName(FaceRepositoryProvider.class.getName(), true, loader);

            assertThat(contract.getDeclaredMethods()).isNotEmpty();
            assertThat(ServiceLoader.load(spi, loader).stream()
                            .map(each -> each.type().getSimpleName()))
                    .contains("InMemoryFaceRepositoryProvider");
        }
    }

    private static URLClassLoader withoutWireMock() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!path.getFileName().toString().startsWith("wiremock")) {
                urls.add(path.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
