package io.efface.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that each package of the main code has at most 40 types, so that readers can survey it. */
class PackageSizeTest {
    private static final long MOST_TYPES = 40;

    @Test
    void packages_ofTheMainCode_haveAtMostFortyTypes() throws IOException {
        Map<String, Long> tooLarge = typesByPackage();
        tooLarge.entrySet().removeIf(each -> each.getValue() <= MOST_TYPES);

        assertThat(tooLarge).as("packages with too many types").isEmpty();
    }

    @Test
    void packages_ofEveryModule_areCounted() throws IOException {
        assertThat(typesByPackage())
                .containsKeys(
                        "io.efface",
                        "io.efface.http.credentials",
                        "io.efface.erasure.internal.run",
                        "io.efface.cli.command",
                        "io.efface.quota.redis");
    }

    /** Returns the number of top-level types of each package: the source files other than package-info. */
    private static Map<String, Long> typesByPackage() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(PackageSizeTest::isTypeOfMainCode)
                    .collect(Collectors.groupingBy(PackageSizeTest::packageOf, TreeMap::new, Collectors.counting()));
        }
    }

    private static boolean isTypeOfMainCode(Path file) {
        String path = path(file);
        return path.contains("/src/main/java/")
                && !path.contains("/target/")
                && path.endsWith(".java")
                && !path.endsWith("/package-info.java");
    }

    private static String packageOf(Path file) {
        String folder = path(file.getParent());
        return folder.replaceFirst(".*/src/main/java/", "").replace('/', '.');
    }

    private static String path(Path file) {
        return file.toString().replace('\\', '/');
    }
}
