package io.efface.cli.option;

import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a ledger is named: {@code sqlite:FILE}. */
public final class LedgerLocation {
    private static final String SQLITE = "sqlite:";

    private LedgerLocation() {}

    /** Returns the ledger's file, whose folder may still have to be made. */
    public static Path file(String text) {
        if (!text.startsWith(SQLITE) || text.length() == SQLITE.length()) {
            throw new UsageException("--ledger does not begin with " + SQLITE, "a ledger is " + SQLITE + "FILE");
        }
        Path file = OptionPaths.path("--ledger", text.substring(SQLITE.length()));
        Path folder = file.toAbsolutePath().getParent();
        // Only its own folder is made with it: more missing folders are rather a wrong path.
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
                    "efface plan makes one; a name that does not begin at the root begins at "
                            + Path.of("").toAbsolutePath());
        }
        return file;
    }
}
