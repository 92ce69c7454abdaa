package io.efface.cli.option;

import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.erasure.SealFile;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A file outside the ledger that keeps the newest seal of the job. */
public final class SealFileOption {
    @Option(
            names = "--seal-file",
            paramLabel = "FILE",
            description =
                    "Refuse a ledger without the seal in this file, and store the newest seal there at the end. The file is created if it is missing.")
    private @Nullable String file;

    /** Checks the ledger against the file, if one is named, before anything is sent. */
    public void check(JobOptions job, KeyFolder keys) {
        Path path = path();
        if (path != null) {
            SealFile.at(path).check(keys.publicKey(), job.existingFile(), job.job());
        }
    }

    /** Stores the newest seal, if a file is named. */
    public void store(JobOptions job) {
        Path path = path();
        if (path != null) {
            SealFile.at(path).store(job.existingFile(), job.job());
        }
    }

    private @Nullable Path path() {
        if (file == null) {
            return null;
        }
        Path path = OptionPaths.path("--seal-file", file);
        if (Files.isDirectory(path)) {
            throw new UsageException("--seal-file names a folder, not a file");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OptionPaths.missing("--seal-file", "folder");
        }
        return path;
    }
}
