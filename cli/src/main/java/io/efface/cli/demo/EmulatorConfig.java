package io.efface.cli.demo;

import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.emulator.service.EmulatedAccount;
import io.efface.emulator.service.EmulatedService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a configuration file with an account for each emulator. Each account has the name of the emulated service. The secrets are in
 * separate files beside the configuration file, as recommended for real accounts. Only the owner can read the secret files.
 */
public final class EmulatorConfig {
    private static final String MARK = "# Accounts in the emulators, valid while those run. Written by efface.";

    private EmulatorConfig() {}

    /**
     * Writes the configuration file and the secret files. Files that this class wrote earlier are replaced.
     *
     * @throws UsageException if the file exists and another program wrote it, or if a file cannot be written
     */
    public static void write(Path file, EmulatedVendors vendors) {
        try {
            if (Files.exists(file)) {
                deleteGenerated(file);
            }
            for (EmulatedAccount vendor : vendors.all()) {
                PrivateFile.write(secret(file, vendor.service()), vendor.keySecret() + "\n");
            }
            PrivateFile.write(file, text(file, vendors));
        } catch (IOException e) {
            throw new UsageException(
                    Message.of("the configuration cannot be written to {0}", file),
                    Message.of(
                            "the folder must exist; FILE{0} and similar names must not exist",
                            ending(EmulatedService.GREEN)));
        }
    }

    private static void deleteGenerated(Path file) throws IOException {
        if (!Files.isRegularFile(file)
                || !new String(Files.readAllBytes(file), StandardCharsets.UTF_8).startsWith(MARK)) {
            throw new UsageException(
                    Message.of("{0} exists and was not written by efface, so it is not replaced", file));
        }
        Files.delete(file);
        for (EmulatedService service : EmulatedService.values()) {
            Files.deleteIfExists(secret(file, service));
        }
    }

    private static Path secret(Path file, EmulatedService service) {
        return file.resolveSibling(file.getFileName() + ending(service));
    }

    private static String ending(EmulatedService service) {
        return "." + service.keySecretSetting();
    }

    private static String text(Path file, EmulatedVendors vendors) {
        StringBuilder text = new StringBuilder(MARK).append('\n');
        for (EmulatedAccount vendor : vendors.all()) {
            EmulatedService service = vendor.service();
            String account = "efface.accounts." + service.text() + ".";
            vendor.settings().forEach((key, value) -> {
                String written = key.equals(vendor.secretSetting()) ? reference(secret(file, service)) : value;
                text.append(account).append(key).append(" = ").append(written).append('\n');
            });
            text.append('\n');
        }
        return text.append("efface.default-account = " + EmulatedService.GREEN.text() + "\n")
                .toString();
    }

    /** Returns a reference to a file in the same folder. Backslashes are doubled, as properties files require. */
    private static String reference(Path file) {
        return "${file:" + String.valueOf(file.getFileName()).replace("\\", "\\\\") + "}";
    }
}
