package io.efface.erasure.keys;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The key {@code mac.key} of a key folder: it authenticates events until a seal covers them. With it, a check of receipts can tell
 * whether a job wrote the events after its last seal. Immutable and thread-safe.
 */
public final class MacKey {
    static final String FILE = "mac.key";

    private final byte[] key;

    MacKey(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Reads the key of a key folder, and no other file of it.
     *
     * @return empty if there is none, as in a folder that an older version made
     * @throws io.efface.erasure.ErasureException of reason {@code KEYS_UNSUITABLE} if it cannot be read, others can read or write it, or
     *     it does not hold a key
     */
    public static Optional<MacKey> read(Path folder) {
        return KeyFolder.readMacKey(folder);
    }

    /**
     * Returns what authenticates the events of one job.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param name the job's name
     */
    public EventMac of(String ledger, int number, String name) {
        return new EventMac(key, ledger, number, name);
    }

    /** Returns what the key is known by in seals and in the ledger; it does not reveal the key. */
    public String fingerprint() {
        return EventMac.fingerprint(key);
    }

    /** Returns the fingerprint, never the key. */
    @Override
    public String toString() {
        return "MacKey[" + fingerprint() + "]";
    }
}
