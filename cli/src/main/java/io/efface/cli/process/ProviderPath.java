package io.efface.cli.process;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads providers that are not part of the command's jar. A class loader for the providers' jars becomes the context class loader of the
 * current thread, where {@link io.efface.config.FaceRepositories} looks for providers. The parent of this class loader is the class loader
 * of the command, so a provider's jar cannot replace classes of the command.
 */
public final class ProviderPath {
    /** The name of the folder whose jars are loaded. The folder is beside the command's jar. */
    public static final String LIBRARY = "lib";

    private ProviderPath() {}

    /** Adds the jars of the folder {@value #LIBRARY} beside the jar of the given class. Does nothing if there is no such folder. */
    public static void addLibrary(Class<?> ofCommand) {
        Path folder = jar(ofCommand).resolveSibling(LIBRARY);
        if (Files.isDirectory(folder)) {
            add(jars(LIBRARY, folder));
        }
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the command was loaded from a place that is not a URI", e);
        }
    }

    /**
     * Adds the jars of a path.
     *
     * @param option name of the option, for error messages
     * @param path jars and folders of jars, separated by the system's path separator
     * @throws UsageException if a jar or folder does not exist, or a folder has no jar
     */
    public static void add(String option, String path) {
        List<Path> jars = new ArrayList<>();
        for (String element : path.split(File.pathSeparator, -1)) {
            Path each = OptionPaths.path(option, element);
            if (element.isBlank() || !Files.exists(each)) {
                throw new UsageException(
                        Message.of("{0}: there is no such jar or folder", option), OptionPaths.relative());
            }
            List<Path> found = Files.isDirectory(each) ? jars(option, each) : List.of(each);
            if (found.isEmpty()) {
                throw new UsageException(Message.of("{0} names a folder without jars", option));
            }
            jars.addAll(found);
        }
        add(jars);
    }

    private static List<Path> jars(String option, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageException(Message.of("{0} names a folder that cannot be read", option));
        }
    }

    private static void add(List<Path> jars) {
        if (!jars.isEmpty()) {
            Thread thread = Thread.currentThread();
            URL[] urls = jars.stream().map(ProviderPath::url).toArray(URL[]::new);
            thread.setContextClassLoader(new URLClassLoader("providers", urls, thread.getContextClassLoader()));
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has no URL", e);
        }
    }
}
