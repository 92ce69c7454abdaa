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
                    Message.of("{0}: the path is invalid on this system: {1}", option, e.getReason()),
                    Message.of("a path with non-ASCII characters requires a UTF-8 locale, such as LC_ALL=C.UTF-8"));
        }
    }

    /** Returns an argument as the path of a file that exists and is not a folder. */
    public static Path file(String option, @Nullable String text) {
        return file(option, path(option, text));
    }

    /** Returns the path if the file exists and is not a folder. */
    public static Path file(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException(Message.of("{0} names a folder, not a file", option));
        }
        if (!Files.exists(file)) {
            throw new UsageException(Message.of("{0}: there is no such file", option), relative());
        }
        return file;
    }

    /** Returns an argument as the path of a folder that exists. */
    public static Path folder(String option, @Nullable String text) {
        Path folder = path(option, text);
        if (!Files.isDirectory(folder)) {
            throw missingFolder(option);
        }
        return folder;
    }

    /** Returns the error for a folder that does not exist. */
    public static UsageException missingFolder(String option) {
        return new UsageException(Message.of("{0}: there is no such folder", option), relative());
    }

    /** Returns a hint that names the folder from which relative paths start. */
    static Message relative() {
        return Message.of("relative paths start at {0}", Path.of("").toAbsolutePath());
    }
}
