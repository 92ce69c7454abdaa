package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceException;
import io.efface.spi.FaceRepositoryProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    /** A provider that only the class loaders of these tests find. */
    public static final class Found extends FakeProvider {
        public Found() {
            super("found");
        }
    }

    /** A provider whose constructor throws an exception. */
    public static final class Exploding extends FakeProvider {
        public Exploding() {
            super(explode());
        }

        private static String explode() {
            throw new IllegalStateException("secret words");
        }
    }

    /** A provider whose static initializer throws an Error. */
    public static final class BadlyLinked extends FakeProvider {
        static final String NAME = linkage();

        public BadlyLinked() {
            super(NAME);
        }

        private static String linkage() {
            throw new NoClassDefFoundError("com/example/Gone");
        }
    }

    /** A provider that throws an exception when it is asked for its name. */
    public static final class Nameless extends FakeProvider {
        public Nameless() {
            super("nameless");
        }

        @Override
        public String name() {
            throw new IllegalStateException("has no name");
        }
    }

    @Test
    void of_brokenEntriesBesideAUsableEntry_returnsTheUsableEntryAndReportsTheOthers() {
        ClassLoader loader = loader(
                "com.example.Missing",
                Exploding.class.getName(),
                BadlyLinked.class.getName(),
                DiscoveryTest.class.getName(),
                Found.class.getName());

        Discovery<FaceRepositoryProvider> discovery = Discovery.of(FaceRepositoryProvider.class, loader);

        assertThat(discovery.found()).extracting(FaceRepositoryProvider::name).containsExactly("found");
        assertThat(discovery.broken()).hasSize(4);
    }

    @Test
    void of_unreadableServicesFile_isReported() {
        Discovery<FaceRepositoryProvider> discovery =
                Discovery.of(FaceRepositoryProvider.class, loader("not a class name"));

        assertThat(discovery.found()).isEmpty();
        assertThat(discovery.broken()).singleElement().asString().contains("Illegal configuration-file syntax");
    }

    @Test
    void of_everyKindOfBrokenEntry_isReportedWithItsClass() {
        assertBroken("com.example.Missing", "com.example.Missing not found");
        assertBroken(Exploding.class.getName(), "could not be instantiated (java.lang.IllegalStateException)");
        assertBroken(BadlyLinked.class.getName(), "could not be instantiated (java.lang.NoClassDefFoundError)");
        assertBroken(DiscoveryTest.class.getName(), "DiscoveryTest not a subtype");
    }

    private static void assertBroken(String entry, String problem) {
        Discovery<FaceRepositoryProvider> discovery =
                Discovery.of(FaceRepositoryProvider.class, loader(entry, Found.class.getName()));

        assertThat(discovery.found()).extracting(FaceRepositoryProvider::name).containsExactly("found");
        assertThat(discovery.broken())
                .singleElement()
                .asString()
                .contains(problem)
                .doesNotContain("secret words");
    }

    @Test
    void of_sameClassThroughBothLoaders_countsOnce() {
        ClassLoader loader = loader(Found.class.getName(), Found.class.getName());

        assertThat(Discovery.of(FaceRepositoryProvider.class, loader).found()).hasSize(1);
    }

    @Test
    void open_contextClassLoader_isAlsoSearched() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader(Found.class.getName()));
        try (FaceRepositories repositories = FaceRepositories.builder()
                .map(account("found"))
                .layers(new FakeLayers())
                .open()) {
            assertThat(repositories.describe("a").provider()).isEqualTo("found");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void open_brokenEntryOfAnUnusedProvider_isOnlyAWarning() {
        FaceRepositoriesBuilder builder = FaceRepositories.builder()
                .classLoader(loader("com.example.Missing", Nameless.class.getName(), Found.class.getName()))
                .layers(new FakeLayers())
                .map(account("found"));

        String log = SourcesTest.logOf(() -> builder.open().close());

        assertThat(log)
                .contains("a provider could not be loaded: ")
                .contains("com.example.Missing not found")
                .contains("Nameless in file:")
                .contains("fails to return its name or settings (java.lang.IllegalStateException)");
    }

    @Test
    void open_brokenEntryOfTheWantedProvider_isInTheError() {
        assertThatThrownBy(() -> FaceRepositories.builder()
                        .classLoader(loader("com.example.Missing", Found.class.getName()))
                        .layers(new FakeLayers())
                        .map(account("missing"))
                        .open())
                .isInstanceOf(FaceException.class)
                .hasMessageContaining("'missing' is not the name of a provider; ServiceLoader (META-INF")
                .hasMessageContaining("found (" + Found.class.getName() + " in file:")
                .hasMessageContaining("could not be loaded: ")
                .hasMessageContaining("com.example.Missing not found");
    }

    private static Map<String, String> account(String provider) {
        return Map.of("efface.accounts.a.provider", provider, "efface.accounts.a.region", "r");
    }

    /**
     * Returns a class loader with a services file of these lines. This class loader delegates everything else to the class loader of the
     * tests.
     */
    private static ClassLoader loader(String... lines) {
        byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        String name = "META-INF/services/" + FaceRepositoryProvider.class.getName();
        return new ClassLoader(DiscoveryTest.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String resource) throws IOException {
                return resource.equals(name)
                        ? Collections.enumeration(List.of(inMemory(content)))
                        : super.getResources(resource);
            }
        };
    }

    private static URL inMemory(byte[] content) throws MalformedURLException {
        return new URL(null, "memory:services", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(content);
                    }
                };
            }
        });
    }
}
