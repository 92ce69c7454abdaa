package io.efface.cli.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds relative paths in the environment variables and the Java options that a process was started with. */
public final class WorkingFolder {
    private static final String ACCOUNTS = "EFFACE_ACCOUNTS_";
    private static final List<String> FOLDERS = List.of("EFFACE_KEYS", "EFFACE_CACHE");

    /** Words of a value, such as arguments of a program and paths in <code>${file:PATH}</code>. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\$\\{file:|[\\s\"'}]+");

    /** Parts of a Java option, such as {@code -javaagent:agent.jar=file}. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[=:,]");

    private WorkingFolder() {}

    /**
     * Returns the command of a POSIX shell that goes to the present working folder before the next command; empty if no variable and no
     * option of Java names an existing file or folder by a relative path.
     */
    public static String command(Map<String, String> environment, List<String> javaOptions) {
        Stream<String> variables = environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(ACCOUNTS) || FOLDERS.contains(variable.getKey()))
                .flatMap(variable -> words(variable.getValue(), environment));
        Stream<String> options = javaOptions.stream().flatMap(BETWEEN_PARTS::splitAsStream);
        return Stream.concat(variables, options).anyMatch(WorkingFolder::isRelative)
                ? "cd " + Invocation.quoted(Path.of("").toAbsolutePath().toString()) + " && "
                : "";
    }

    private static Stream<String> words(String value, Map<String, String> environment) {
        return Stream.concat(Stream.of(value), Arrays.stream(BETWEEN_WORDS.split(value)))
                .map(word -> word.startsWith("${env:") ? environment.getOrDefault(word.substring(6), "") : word);
    }

    private static boolean isRelative(String path) {
        try {
            return !path.isBlank() && !Path.of(path).isAbsolute() && Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
