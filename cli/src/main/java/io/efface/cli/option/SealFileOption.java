package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.erasure.SealFile;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a file outside the ledger that stores the newest seal of the job. */
public final class SealFileOption {
    @Option(
            names = "--seal-file",
            paramLabel = "FILE",
            description =
                    "Reject a ledger that does not contain the seal in this file. At the end, store the newest seal"
                            + " in the file. A missing file is created.")
    private @Nullable String file;

    /** Checks that the ledger has the seal in the file, before anything is sent. Does nothing without the option. */
    public void check(JobOptions job, KeyFolder keys, CliContext context) {
        Path path = path();
        if (path != null) {
            SealFile.at(path).check(keys.publicKey(), job.existing(context), job.job());
        }
    }

    /** Stores the newest seal in the file. Does nothing without the option. */
    public void store(JobOptions job, CliContext context) {
        Path path = path();
        if (path != null) {
            SealFile.at(path).store(job.existing(context), job.job());
        }
    }

    private @Nullable Path path() {
        if (file == null) {
            return null;
        }
        Path path = OptionPaths.path("--seal-file", file);
        if (Files.isDirectory(path)) {
            throw new UsageException(Message.of("--seal-file names a folder, not a file"));
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OptionPaths.missingFolder("--seal-file");
        }
        return path;
    }
}
