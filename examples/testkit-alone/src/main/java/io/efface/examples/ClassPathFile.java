package io.efface.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A class path in a file, as Maven's dependency plugin writes it.
 *
 * @param jars the paths of the jars in their order
 */
record ClassPathFile(List<String> jars) {
    static ClassPathFile read(Path file) throws IOException {
        return new ClassPathFile(List.of(Files.readString(file).strip().split(File.pathSeparator)));
    }
}
