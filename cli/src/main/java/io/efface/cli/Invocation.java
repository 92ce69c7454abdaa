package io.efface.cli;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** How a user starts this very command. */
final class Invocation {
    private Invocation() {}

    /** Returns the beginning of a command line: the jar that runs, or the class when there is none. */
    static String ofThisProgram() {
        return jar().map(jar -> "java -jar " + quoted(jar)).orElse("java -cp ... " + Main.class.getName());
    }

    /** Returns a text as one word of a POSIX shell. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static Optional<String> jar() {
        CodeSource source = Main.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()).toString()).filter(path -> path.endsWith(".jar"));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
