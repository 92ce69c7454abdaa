package io.efface.cli.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files and folders that options name. Errors name the option, never the path, because a wrong argument may be an id or a
 * secret.
 */
public final class OptionPaths {
    private OptionPaths() {}

    /** Returns an argument as a path. */
    public static Path path(String option, @Nullable String text) {
        try {
            return Path.of(text == null ? "" : text);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    option + ": the path is invalid on this system: " + e.getReason(),
                    "a path with non-ASCII characters requires a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
    }

    /** Returns an argument as the path of a file that exists and is not a folder. */
    public static Path file(String option, @Nullable String text) {
        return file(option, path(option, text));
    }

    /** Returns the path if the file exists and is not a folder. */
    public static Path file(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException(option + " names a folder, not a file");
        }
        if (!Files.exists(file)) {
            throw missing(option, "file");
        }
        return file;
    }

    /** Returns an argument as the path of a folder that exists. */
    public static Path folder(String option, @Nullable String text) {
        Path folder = path(option, text);
        if (!Files.isDirectory(folder)) {
            throw missing(option, "folder");
        }
        return folder;
    }

    public static UsageException missing(String option, String what) {
        return new UsageException(
                option + ": there is no such " + what,
                "relative paths start at " + Path.of("").toAbsolutePath());
    }
}
