package io.efface.cli.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files and folders that options name. Errors name the option, never the path: a text that was typed there by mistake may be an id
 * or a secret.
 */
public final class OptionPaths {
    private OptionPaths() {}

    /** Returns the path that an argument spells. */
    public static Path path(String option, @Nullable String text) {
        try {
            return Path.of(text == null ? "" : text);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    option + ": the name cannot be used on this system: " + e.getReason(),
                    "a name beyond ASCII needs a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
    }

    /** Returns the path of something that is there and no folder. */
    public static Path file(String option, @Nullable String text) {
        return file(option, path(option, text));
    }

    /** Returns a path if something is there that is no folder. */
    public static Path file(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException(option + " names a folder, not a file");
        }
        if (!Files.exists(file)) {
            throw missing(option, "file");
        }
        return file;
    }

    /** Returns the path of a folder that is there. */
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
                "a name that does not begin at the root begins at "
                        + Path.of("").toAbsolutePath());
    }
}
