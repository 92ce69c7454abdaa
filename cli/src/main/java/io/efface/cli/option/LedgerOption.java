package io.efface.cli.option;

import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parses the location of a ledger: {@code sqlite:FILE}. */
public final class LedgerOption {
    private static final String SQLITE = "sqlite:";

    private LedgerOption() {}

    /** Returns the file of a ledger. The file and its folder may not exist, but the parent of the folder must exist. */
    public static Path file(String text) {
        if (!text.startsWith(SQLITE) || text.length() == SQLITE.length()) {
            throw new UsageException("--ledger does not begin with " + SQLITE, "the form is " + SQLITE + "FILE");
        }
        Path file = OptionPaths.path("--ledger", text.substring(SQLITE.length()));
        Path folder = file.toAbsolutePath().getParent();
        // A new ledger creates only its own folder. If more folders are missing, the path is probably wrong.
        Path above = folder == null ? null : folder.getParent();
        if (folder == null || !Files.isDirectory(above == null || Files.exists(folder) ? folder : above)) {
            throw OptionPaths.missing("--ledger", "folder");
        }
        return file;
    }

    /** Returns the ledger's file, which must exist. */
    public static Path existingFile(String text) {
        Path file = file(text);
        if (!Files.exists(file)) {
            throw new UsageException(
                    "--ledger: there is no such ledger",
                    "'efface plan' creates a ledger; relative paths start at "
                            + Path.of("").toAbsolutePath());
        }
        return file;
    }
}
