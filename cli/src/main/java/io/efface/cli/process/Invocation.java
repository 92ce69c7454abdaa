package io.efface.cli.process;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that started this process, in a form that a POSIX shell can run in any directory.
 *
 * @param java the Java launcher, as a command name or a path
 * @param options the options of the Java virtual machine
 * @param classPath the class path; with {@code -jar}, the path of the jar
 * @param script the start script {@code bin/efface} that started the launcher, as a command name or a path; empty without a script
 */
public record Invocation(String java, List<String> options, String classPath, Optional<String> script) {
    /** The property in which {@code bin/efface} passes the path by which it was started. */
    private static final String SCRIPT = "efface.start-script";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");
    private static final Pattern SECRET =
            Pattern.compile("-D[^=]*(secret|password|passwd|token|key)[^=]*=.*", Pattern.CASE_INSENSITIVE);

    private static final String MAIN_CLASS = "io.efface.cli.Main";
    private static final String MODULE = "-Djdk.module.main=";
    private static final String MODULE_PATH = "--module-path=";

    public Invocation {
        options = List.copyOf(options);
    }

    /** Creates the command of a Java launcher without a start script. */
    Invocation(String java, List<String> options, String classPath) {
        this(java, options, classPath, Optional.empty());
    }

    /** Returns the command that started this process. */
    public static Invocation ofThisProcess(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return new Invocation(
                ProcessHandle.current()
                        .info()
                        .command()
                        .map(java -> onPath(Path.of(java), path))
                        .orElse("java"),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path", ""),
                Optional.ofNullable(System.getProperty(SCRIPT)).map(script -> onPath(Path.of(script), path)));
    }

    /**
     * Returns the name of a launcher if PATH leads from this name to the same file. Otherwise returns the path of the launcher. The name
     * keeps the printed command line short.
     */
    private static String onPath(Path launcher, String path) {
        String name = String.valueOf(launcher.getFileName());
        Optional<Path> first = Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        return first.isPresent() && isSame(first.get(), launcher) ? name : launcher.toString();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the beginning of the command line: the launcher, its options and the program. If a start script started this process, the
     * beginning is only the script. The script finds the launcher and the program again, and reads the options of the virtual machine from
     * the environment.
     */
    public String text() {
        if (script.isPresent()) {
            return quoted(absoluteUnlessName(script.get()));
        }
        return Stream.of(Stream.of(java), options.stream().flatMap(Invocation::option), program())
                .flatMap(words -> words)
                .map(Invocation::quoted)
                .collect(Collectors.joining(" "));
    }

    private Stream<String> program() {
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            return Stream.of("-jar", absolute(classPath));
        }
        Optional<String> module = options.stream()
                .filter(option -> option.startsWith(MODULE))
                .map(option -> option.substring(MODULE.length()))
                .findFirst();
        Stream<String> path = classPath.isEmpty() ? Stream.of() : Stream.of("-cp", absolutePath(classPath));
        return Stream.concat(
                path, module.isPresent() ? Stream.of("-m", module.get() + "/" + MAIN_CLASS) : Stream.of(MAIN_CLASS));
    }

    /**
     * Returns an option of the virtual machine in the form of the command line: a module path is absolute, and the value of a secret is
     * replaced. Returns nothing for the property that the virtual machine reports in place of {@code -m}.
     */
    private static Stream<String> option(String option) {
        if (option.startsWith(MODULE)) {
            return Stream.of();
        }
        return Stream.of(
                option.startsWith(MODULE_PATH)
                        ? MODULE_PATH + absolutePath(option.substring(MODULE_PATH.length()))
                        : withoutSecret(option));
    }

    /** Replaces the value of a property that looks like a secret with a placeholder. */
    private static String withoutSecret(String option) {
        return SECRET.matcher(option).matches() ? option.substring(0, option.indexOf('=') + 1) + "<secret>" : option;
    }

    private static String absolutePath(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(Invocation::absolute)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String absoluteUnlessName(String command) {
        return command.contains(File.separator) ? absolute(command) : command;
    }

    private static String absolute(String file) {
        return file.isEmpty() ? file : Path.of(file).toAbsolutePath().toString();
    }

    /** Returns a text as one word of a POSIX shell. */
    public static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
