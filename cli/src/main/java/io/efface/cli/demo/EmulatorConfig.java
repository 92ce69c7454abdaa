package io.efface.cli.demo;

import io.efface.cli.process.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a configuration file for the accounts {@code green} and {@code iai} in the emulators. The secrets are in separate files beside the configuration file, as recommended for real accounts. Only the owner can read the secret files.
 */
public final class EmulatorConfig {
    private static final String MARK = "# Accounts in the emulators, valid while those run. Written by efface.";

    private EmulatorConfig() {}

    /**
     * Writes the configuration file and the secret files. If this class wrote the existing files, they are replaced.
     *
     * @throws UsageException if the file exists and another program wrote it, or if a file cannot be written
     */
    public static void write(Path file, EmulatedVendors vendors) {
        Path greenSecret = beside(file, ".access-key-secret");
        Path iaiSecret = beside(file, ".secret-key");
        try {
            if (Files.exists(file)) {
                deleteGenerated(file, greenSecret, iaiSecret);
            }
            PrivateFile.write(greenSecret, vendors.green().keySecret() + "\n");
            PrivateFile.write(iaiSecret, vendors.iai().keySecret() + "\n");
            PrivateFile.write(file, text(vendors, greenSecret, iaiSecret));
        } catch (IOException e) {
            throw new UsageException(
                    "the configuration cannot be written to " + file,
                    "the folder must exist; FILE.access-key-secret and FILE.secret-key must not exist");
        }
    }

    private static void deleteGenerated(Path file, Path... secrets) throws IOException {
        if (!Files.isRegularFile(file)
                || !new String(Files.readAllBytes(file), StandardCharsets.UTF_8).startsWith(MARK)) {
            throw new UsageException(file + " exists and was not written by efface, so it is not replaced");
        }
        Files.delete(file);
        for (Path secret : secrets) {
            Files.deleteIfExists(secret);
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static String text(EmulatedVendors vendors, Path greenSecret, Path iaiSecret) {
        String green = "efface.accounts.green.";
        String iai = "efface.accounts.iai.";
        return String.join(
                "\n",
                MARK,
                green + "provider = aliyun",
                green + "region = cn-shanghai",
                green + "endpoint = " + vendors.green().server().url(),
                green + "credentials.access-key-id = " + vendors.green().keyId(),
                green + "credentials.access-key-secret = " + reference(greenSecret),
                "",
                iai + "provider = tencent",
                iai + "region = ap-guangzhou",
                iai + "endpoint = " + vendors.iai().server().url(),
                iai + "credentials.secret-id = " + vendors.iai().keyId(),
                iai + "credentials.secret-key = " + reference(iaiSecret),
                "",
                "efface.default-account = green",
                "");
    }

    /** Returns a reference to a file in the same folder. Backslashes are doubled, as properties files require. */
    private static String reference(Path file) {
        return "${file:" + String.valueOf(file.getFileName()).replace("\\", "\\\\") + "}";
    }
}
