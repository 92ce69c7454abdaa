package io.efface.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The class path of an application that uses both providers with layers, as the build of this module resolved it. */
final class ClassPath {
    private static final String LIST = "class-path";

    private ClassPath() {}

    /** Returns the numbers of jars and bytes in one line. */
    static String size() throws IOException {
        try (InputStream list = ClassPath.class.getResourceAsStream(LIST)) {
            if (list == null) {
                return "class path of both providers with layers: unknown here, because only the jar of this module contains the list";
            }
            long bytes = 0;
            String[] jars = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\\|", -1);
            for (String jar : jars) {
                bytes += Files.size(Path.of(jar));
            }
            return String.format(
                    Locale.ROOT, "class path of both providers with layers: %d jars, %,d bytes", jars.length, bytes);
        }
    }
}
