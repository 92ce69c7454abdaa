package io.efface.cli.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Creates the {@code cd} command with which a printed command line must begin, if environment variables or Java options of this process
 * contain relative paths.
 */
public final class WorkingFolder {
    private static final String ACCOUNTS = "EFFACE_ACCOUNTS_";
    private static final List<String> FOLDERS = List.of("EFFACE_KEYS", "EFFACE_CACHE");

    /** Separates the words of a value, such as arguments of a program and paths in <code>${file:PATH}</code>. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\$\\{file:|[\\s\"'}]+");

    /** Separates the parts of a Java option, such as {@code -javaagent:agent.jar=file}. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[=:,]");

    private WorkingFolder() {}

    /**
     * Returns the shell command that changes to the current working folder, followed by {@code &&}. Returns an empty text if no Java option
     * and none of the variables {@code EFFACE_ACCOUNTS_*}, {@code EFFACE_KEYS} and {@code EFFACE_CACHE} names an existing file or folder by
     * a relative path.
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
