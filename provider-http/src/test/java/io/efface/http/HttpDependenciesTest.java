package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.efface.spi.OpenContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the check of class paths that an application may have. The classes are real, but the names of their jars are made up. */
class HttpDependenciesTest {
    private static final List<String> TYPES = List.of(
            "okhttp3.OkHttpClient",
            "okio.Buffer",
            "retrofit2.Retrofit",
            "com.squareup.moshi.Moshi",
            "kotlin.KotlinVersion");
    private static final List<String> MARKERS = List.of(
            "okhttp3.OkHttp", "okio.FileHandle", "retrofit2.Reflection", "com.squareup.moshi.RecordJsonAdapter");

    @TempDir
    Path folder;

    @Test
    void check_thisClassPath_findsNothing() {
        OpenContext context = Transports.context();

        assertThatCode(() -> HttpDependencies.check("vendor", context)).doesNotThrowAnyException();
        assertThatCode(() -> HttpDependencies.check("vendor")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "okhttp3.OkHttpClient, okhttp-3.14.9.jar, OkHttp 3.14.9, 4.12.0",
        "okhttp3.OkHttpClient, okhttp-4.9.3.jar, OkHttp 4.9.3, 4.12.0",
        "okio.Buffer, okio-1.17.2.jar, Okio 1.17.2, 3.6.0",
        "okio.Buffer, okio-jvm-3.5.0.jar, Okio 3.5.0, 3.6.0",
        "retrofit2.Retrofit, retrofit-2.9.0.jar, Retrofit 2.9.0, 3.0.0",
        "com.squareup.moshi.Moshi, moshi-1.12.0.jar, Moshi 1.12.0, 1.15.0",
    })
    void problems_olderJarFirst_namesLibraryJarAndBothVersions(String type, String jar, String found, String needed)
            throws IOException {
        try (URLClassLoader loader = before(jar(jar, List.of(type)))) {
            assertThat(HttpDependencies.problems(loader))
                    .isEqualTo(found + " is on the class path, in " + jar + "; version " + needed
                            + " or later is required");
        }
    }

    @Test
    void problems_twoOldJars_namesBoth() throws IOException {
        try (URLClassLoader loader = before(
                jar("okhttp-3.14.9.jar", List.of("okhttp3.OkHttpClient")),
                jar("moshi-1.12.0.jar", List.of("com.squareup.moshi.Moshi")))) {
            assertThat(HttpDependencies.problems(loader)).contains("OkHttp 3.14.9", "; Moshi 1.12.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"okio-jvm-3.6.0.jar", "okio-jvm-3.18.2.jar", "okio-jvm-4.0.0-alpha.1.jar", "okio-jvm-10.0.jar"})
    void problems_sameOrNewerJarFirst_findsNothing(String jar) throws IOException {
        try (URLClassLoader loader = before(jar(jar, List.of("okio.Buffer")))) {
            assertThat(HttpDependencies.problems(loader)).isEmpty();
        }
    }

    @Test
    void problems_shadedJarWithoutVersions_areFoundByItsClasses() throws IOException {
        List<String> all = new ArrayList<>(TYPES);
        try (URLClassLoader old = alone(jar("old-application.jar", all))) {
            assertThat(HttpDependencies.problems(old))
                    .contains("Okio of an old, unknown version is on the class path, in old-application.jar")
                    .contains("Moshi of an old, unknown version");
        }
        all.addAll(MARKERS);
        try (URLClassLoader recent = alone(jar("application.jar", all))) {
            assertThat(HttpDependencies.problems(recent)).isEmpty();
        }
    }

    @Test
    void problems_libraryWithoutItsClasses_isMissing() throws IOException {
        try (URLClassLoader loader = alone()) {
            assertThat(HttpDependencies.problems(loader))
                    .startsWith("OkHttp is not on the class path; version 4.12.0 or later is required; Okio is not")
                    .contains("Kotlin's standard library is not on the class path");
        }
    }

    /** Returns a class loader that searches the given jars first, then the class path of the tests. */
    private static URLClassLoader before(URL... jars) {
        List<URL> urls = new ArrayList<>(List.of(jars));
        Stream.concat(TYPES.stream(), MARKERS.stream())
                .map(HttpDependenciesTest::jarOf)
                .distinct()
                .forEach(urls::add);
        return alone(urls.toArray(URL[]::new));
    }

    private static URLClassLoader alone(URL... jars) {
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    private static URL jarOf(String type) {
        try {
            return Class.forName(type, false, HttpDependenciesTest.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private URL jar(String name, List<String> types) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String type : types) {
                add(jar, type);
            }
            // These classes are superclasses of the classes above.
            add(jar, "okhttp3.Call$Factory");
            add(jar, "okhttp3.WebSocket$Factory");
            add(jar, "okio.BufferedSource");
            add(jar, "okio.BufferedSink");
            add(jar, "okio.Source");
            add(jar, "okio.Sink");
            add(jar, "com.squareup.moshi.JsonAdapter");
            add(jar, "kotlin.jvm.internal.DefaultConstructorMarker");
            add(jar, "kotlin.KotlinVersion$Companion");
            add(jar, "kotlin.KotlinVersionCurrentValue");
            add(jar, "kotlin.ranges.IntRange");
            add(jar, "kotlin.ranges.IntRange$Companion");
            add(jar, "kotlin.ranges.IntProgression");
            add(jar, "kotlin.ranges.IntProgression$Companion");
            add(jar, "kotlin.ranges.ClosedRange");
            add(jar, "kotlin.ranges.OpenEndRange");
            add(jar, "kotlin.jvm.internal.markers.KMappedMarker");
            add(jar, "kotlin.internal.ProgressionUtilKt");
        }
        return file.toUri().toURL();
    }

    private static void add(ZipOutputStream jar, String type) throws IOException {
        String path = type.replace('.', '/') + ".class";
        try (InputStream from = HttpDependenciesTest.class.getClassLoader().getResourceAsStream(path)) {
            assertThat(from).as(path).isNotNull();
            jar.putNextEntry(new ZipEntry(path));
            from.transferTo(jar);
            jar.closeEntry();
        }
    }
}
