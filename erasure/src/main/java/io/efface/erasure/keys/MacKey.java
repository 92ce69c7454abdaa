package io.efface.erasure.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The key {@code mac.key} of a key folder, which authenticates events that no seal covers yet. With this key, a check of receipts can show
 * whether a job wrote the events after its last seal. Immutable and thread-safe.
 */
public final class MacKey {
    static final String FILE = "mac.key";

    private final byte[] key;

    MacKey(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Reads {@code mac.key} from a key folder. Reads no other file.
     *
     * @return the key; empty if the file does not exist, as in a folder that an older version of Efface created
     * @throws io.efface.erasure.ErasureException of reason {@code KEYS_UNSUITABLE} if the file cannot be read, if other users can read or
     *     write it, or if it does not contain a key
     */
    public static Optional<MacKey> read(Path folder) {
        return new StoredKeys(folder, new SecureRandom()).macKey();
    }

    /**
     * Returns the HMAC function for the events of one job.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param name the job's name
     */
    public EventMac of(String ledger, int number, String name) {
        return new EventMac(key, ledger, number, name);
    }

    /** Returns the key's fingerprint, which identifies the key in seals and in the ledger and does not reveal it. */
    public String fingerprint() {
        return EventMac.fingerprint(key);
    }

    /** Returns the fingerprint, never the key. */
    @Override
    public String toString() {
        return "MacKey[" + fingerprint() + "]";
    }
}
