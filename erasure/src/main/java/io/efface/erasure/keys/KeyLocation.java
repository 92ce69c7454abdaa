package io.efface.erasure.keys;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Computes the default location of the key folder, and checks that a key folder is not a ledger's folder or below it. */
public final class KeyLocation {
    private KeyLocation() {}

    /**
     * Returns the default key folder of a user: {@code $XDG_DATA_HOME/efface/keys} or {@code ~/.local/share/efface/keys}; on macOS {@code
     * ~/Library/Application Support/efface/keys}; on Windows {@code %LOCALAPPDATA%\efface\keys}.
     *
     * @param environment the environment variables of the process
     * @param os the system property {@code os.name}
     * @throws ErasureException of reason {@code INPUT} if the variables do not name the user's data folder or home
     */
    public static Path byDefault(Map<String, String> environment, String os) {
        String system = os.toLowerCase(Locale.ROOT);
        String data;
        if (system.startsWith("windows")) {
            data = environment.getOrDefault("LOCALAPPDATA", "");
        } else if (system.startsWith("mac")) {
            data = inHome(environment, "Library/Application Support");
        } else {
            String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
            // The XDG base directory specification (0.8) requires that a relative path is ignored.
            data = xdg.startsWith("/") ? xdg : inHome(environment, ".local/share");
        }
        if (data.isEmpty()) {
            throw new ErasureException(
                    Reason.INPUT, "the environment does not name the user's data folder; name a key folder");
        }
        return Path.of(data, "efface", "keys");
    }

    private static String inHome(Map<String, String> environment, String path) {
        String home = environment.getOrDefault("HOME", "");
        return home.isEmpty() ? "" : home + "/" + path;
    }

    /**
     * Checks that a key folder is not a ledger's folder and not below it. The folders need not exist. Changes nothing.
     *
     * @param folder the key folder
     * @param ledger the ledger's file
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if the key folder is the ledger's folder or below it
     */
    public static void checkApart(Path folder, Path ledger) {
        Path keys = folder.toAbsolutePath().normalize();
        Path file = ledger.toAbsolutePath();
        // If the ledger's path is a link, both the folder of the link and the folder of the linked file are checked.
        for (Path inside :
                List.of(RealPath.of(file.resolveSibling(".")), RealPath.of(file).resolveSibling("."))) {
            Path place = inside.normalize();
            if (RealPath.isWithin(RealPath.of(keys), place)) {
                throw inLedgersFolder(keys, place);
            }
        }
    }

    /** Checks that neither a folder nor any folder above it contains a ledger. */
    static void checkNoLedgerAround(Path folder) {
        LedgerSearch.inOrAbove(RealPath.of(folder)).ifPresent(ledger -> {
            throw inLedgersFolder(folder, ledger.resolveSibling("."));
        });
    }

    private static ErasureException inLedgersFolder(Path keys, Path ledgers) {
        return new ErasureException(
                Reason.KEYS_UNSUITABLE,
                "the key folder " + keys + " is in the ledger's folder " + ledgers.normalize()
                        + ", so a copy of that folder would contain the keys; move the ledger to a folder of its"
                        + " own, or choose another key folder");
    }
}
