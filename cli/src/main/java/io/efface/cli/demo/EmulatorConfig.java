package io.efface.cli.demo;

import io.efface.cli.process.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration file for accounts in the emulators: {@code green} and {@code iai}. The secrets are in files of their own
 * beside it, as they should be for real accounts. Only the owner can read them.
 */
public final class EmulatorConfig {
    private static final String MARK = "# Accounts in the emulators, valid while those run. Written by efface.";

    private EmulatorConfig() {}

    /**
     * Writes the file and those of the secrets; replaces one that this class wrote, and no other.
     *
     * @throws UsageException if another program wrote the file, or it cannot be written
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
                    "the folder must exist, and no file of that name (or with .access-key-secret, .secret-key added) in it");
        }
    }

    private static void deleteGenerated(Path file, Path... secrets) throws IOException {
        if (!Files.isRegularFile(file)
                || !new String(Files.readAllBytes(file), StandardCharsets.UTF_8).startsWith(MARK)) {
            throw new UsageException(file + " exists and was not written by efface; it stays as it is");
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

    /** A path in a reference is relative to the file that it stands in; a backslash is special in properties. */
    private static String reference(Path file) {
        return "${file:" + String.valueOf(file.getFileName()).replace("\\", "\\\\") + "}";
    }
}
