package io.efface.erasure.keys;

import io.efface.PersonId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.LedgerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of keys, which only its owner can access (mode 0700, files 0600). {@code hash.key} hashes ids, {@code signing.key} signs
 * receipts, {@code signing.pub} verifies these signatures, {@code mac.key} authenticates events that no seal covers yet, and {@code
 * data/LEDGER-JOB.key} encrypts the ids of one job. The folder is never a ledger's folder or below it, so that a copy of a ledger's folder
 * contains no keys. Immutable and thread-safe. Several processes may share a folder.
 */
public final class KeyFolder {
    /** The key of the configuration that names the folder. */
    public static final String SETTING = "efface.keys";

    private static final Pattern LEDGER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final StoredKeys stored;
    private final byte[] hashKey;
    private final SealSigner signer;

    private KeyFolder(StoredKeys stored, boolean mustSign) {
        this.stored = stored;
        try {
            stored.checkFolder();
            this.hashKey = stored.hashKey();
            this.signer = mustSign ? stored.signer() : stored.signerOrPublicKey();
        } catch (IOException e) {
            throw stored.failed(e);
        }
    }

    /**
     * Opens a folder of keys.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING} if keys are missing; of reason {@code KEYS_UNSUITABLE} if other users can
     *     write the folder or read a key, if the folder or a file is a link, or if a file does not contain a key. The message names the
     *     file and never contains its content
     */
    public static KeyFolder open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new ErasureException(Reason.KEYS_MISSING, "there is no key folder " + absolute);
        }
        return new KeyFolder(stored(absolute), true);
    }

    /**
     * Opens the folder of a worker as {@link #open} does. In this folder, {@code signing.key} may be missing if {@code signing.pub} exists.
     * A worker without {@code signing.key} deletes people and records events, but does not seal the events. Another worker or another
     * command that has the key seals them.
     *
     * @throws ErasureException as {@link #open} does
     */
    public static KeyFolder openForWorker(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new ErasureException(Reason.KEYS_MISSING, "there is no key folder " + absolute);
        }
        return new KeyFolder(stored(absolute), false);
    }

    /**
     * Opens a folder of keys. Creates the folder, {@code hash.key}, {@code signing.key} and {@code signing.pub} if they are missing.
     * Existing files are not changed. {@code mac.key} is created only together with {@code hash.key}. If only {@code mac.key} is missing,
     * the first write to a ledger whose events have no HMACs creates {@code mac.key}. Nothing is created if {@link #check} fails.
     *
     * @throws ErasureException as {@link #open} and {@link #check} do, or if a file cannot be created
     */
    public static KeyFolder create(Path folder) {
        return create(folder, true);
    }

    /**
     * Opens a folder of keys for a ledger, and creates missing keys as {@link #create(Path)} does. If the ledger exists, this method does
     * not create {@code mac.key}. In this case the first write to the ledger creates the key, but only if the ledger's events have no
     * HMACs.
     *
     * @throws ErasureException as {@link #create(Path)} does; also of reason {@code KEYS_UNSUITABLE} if the folder is the ledger's folder
     *     or below it. Nothing is created then
     */
    public static KeyFolder create(Path folder, LedgerAddress ledger) {
        ledger.file().ifPresent(file -> KeyLocation.checkApart(folder, file));
        return create(folder, !ledger.exists());
    }

    /** Does the same as {@link #create(Path, LedgerAddress)}, for a ledger in a file. */
    public static KeyFolder create(Path folder, Path ledger) {
        return create(folder, LedgerAddress.of(ledger));
    }

    private static KeyFolder create(Path folder, boolean withMac) {
        StoredKeys stored = stored(folder);
        stored.check();
        try {
            stored.create(withMac);
        } catch (IOException e) {
            throw stored.failed(e);
        }
        return new KeyFolder(stored, true);
    }

    /**
     * Checks that {@link #create(Path)} can use a folder: the existing keys can be read, the missing keys can be created, and new keys
     * would not be in a folder with a ledger or below such a folder. Changes nothing.
     *
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if a condition is not satisfied. The message names the file and never
     *     contains its content
     */
    public static void check(Path folder) {
        stored(folder).check();
    }

    private static StoredKeys stored(Path folder) {
        return new StoredKeys(folder, new SecureRandom());
    }

    /**
     * Creates the keys of a new job. If an interrupted plan has already created a data key for the job's number, that key is used.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} as {@link #open} does; {@code KEYS_MISSING} if {@code mac.key} does not
     *     exist, or {@code KEYS_DIFFER} if {@code hash.key} was replaced after this object had read it
     */
    public JobKeys createJob(String ledger, int number) {
        String file = dataKey(ledger, number);
        try {
            stored.createDataFolder();
            stored.createSecret(file);
            requireSameHashKey();
            return keys(ledger, number, stored.secret(file), macKey().fingerprint());
        } catch (IOException e) {
            throw stored.failed(e);
        }
    }

    /**
     * Returns the keys of a job. Checks that they are the keys with which the job was created.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param fingerprints the job's {@link JobKeys#fingerprints()} from the ledger
     * @throws ErasureException of reason {@code KEYS_MISSING} if the job's data key is missing; {@code KEYS_DIFFER} if a key has another
     *     fingerprint; {@code KEYS_UNSUITABLE} as {@link #open} does
     */
    public JobKeys job(String ledger, int number, String fingerprints) {
        Fingerprints expected = expected(fingerprints);
        checkShared(expected);
        try {
            requireSameHashKey();
            stored.checkDataFolder();
            JobKeys keys = keys(ledger, number, stored.secret(dataKey(ledger, number)), expected.mac());
            if (!keys.fingerprints().equals(expected.text())) {
                throw differs(dataKey(ledger, number));
            }
            return keys;
        } catch (IOException e) {
            throw stored.failed(e);
        }
    }

    /**
     * Checks that the files of this folder still contain the keys of a job. Another process may replace the files at any time. After a
     * replacement, no later process could read what this process stores.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param fingerprints the job's {@link JobKeys#fingerprints()} from the ledger
     * @throws ErasureException of reason {@code KEYS_MISSING} if a key is missing; {@code KEYS_DIFFER} if a key has another fingerprint;
     *     {@code KEYS_UNSUITABLE} as {@link #open} does
     */
    public void requireUnchanged(String ledger, int number, String fingerprints) {
        Fingerprints expected = expected(fingerprints);
        String dataKey = dataKey(ledger, number);
        try {
            requireSame("hash", expected.hash(), "hash.key");
            requireSame("data", expected.data(), dataKey);
        } catch (IOException e) {
            throw stored.failed(e);
        }
        if (expected.mac() != null && !expected.mac().equals(macKey().fingerprint())) {
            throw differs(MacKey.FILE);
        }
    }

    private void requireSameHashKey() throws IOException {
        if (!MessageDigest.isEqual(stored.hashKey(), hashKey)) {
            throw new ErasureException(
                    Reason.KEYS_DIFFER,
                    "the key " + folder().resolve("hash.key") + " was replaced after this process had read it");
        }
    }

    private void requireSame(String kind, String fingerprint, String file) throws IOException {
        if (!Fingerprints.ofSecret(kind, stored.secret(file)).equals(fingerprint)) {
            throw differs(file);
        }
    }

    /**
     * Returns the signer of a job's receipts. The signer does not need the job's data key, so it also works after a scrub.
     *
     * @param fingerprints the job's {@link JobKeys#fingerprints()} from the ledger
     * @throws ErasureException of reason {@code KEYS_DIFFER} if this folder's signing key or hash key has another fingerprint
     */
    public SealSigner signer(String fingerprints) {
        checkShared(expected(fingerprints));
        return signer;
    }

    /**
     * Creates {@code mac.key} if it is missing. Call this method only if no ledger has HMACs that were made with a lost {@code mac.key},
     * because the new key could not check these HMACs.
     *
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if the key cannot be created
     */
    public void createMacKey() {
        try {
            stored.createSecret(MacKey.FILE);
        } catch (IOException e) {
            throw stored.failed(e);
        }
    }

    /** Returns whether {@code mac.key} exists. */
    public boolean hasMacKey() {
        return stored.exists(MacKey.FILE);
    }

    /** Returns whether {@code mac.key} is in a folder, which may be missing. */
    public static boolean hasMacKey(Path folder) {
        return stored(folder).exists(MacKey.FILE);
    }

    /**
     * Returns the HMAC function that authenticates the events of a job.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param name the job's name
     * @param fingerprints the job's {@link JobKeys#fingerprints()} from the ledger, or the result of {@link #withMac}
     * @throws ErasureException of reason {@code KEYS_MISSING} if {@code mac.key} does not exist; {@code KEYS_DIFFER} if the fingerprints
     *     name another {@code mac.key}; {@code KEYS_UNSUITABLE} as {@link #open} does
     */
    public EventMac eventMac(String ledger, int number, String name, String fingerprints) {
        String expected = expected(fingerprints).mac();
        EventMac mac = macKey().of(ledger, number, name);
        if (expected != null && !expected.equals(mac.fingerprint())) {
            throw differs(MacKey.FILE);
        }
        return mac;
    }

    /**
     * Returns the fingerprint of the key that authenticates a job's events.
     *
     * @param fingerprints the job's fingerprints
     * @return the fingerprint, or null if the job is in a ledger of version 1 or has no keys yet
     */
    public static @Nullable String macOf(String fingerprints) {
        Fingerprints named = Fingerprints.parse(fingerprints);
        return named == null ? null : named.mac();
    }

    /**
     * Adds the fingerprint of the key that authenticates a job's events to the fingerprints of the job.
     *
     * @param fingerprints the fingerprints of a job in a ledger of version 1
     */
    public static String withMac(String fingerprints, EventMac mac) {
        return expected(fingerprints).withMac(mac.fingerprint()).text();
    }

    private MacKey macKey() {
        return stored.macKey().orElseThrow(() -> stored.missing(MacKey.FILE));
    }

    /** Returns whether this object has the signing key. It may be missing only after {@link #openForWorker}. */
    public boolean canSign() {
        return signer.canSign();
    }

    /** Returns whether this folder's signing key and hash key have the given fingerprints. */
    public boolean signs(String fingerprints) {
        Fingerprints named = Fingerprints.parse(fingerprints);
        return named != null
                && Fingerprints.ofSecret("hash", hashKey).equals(named.hash())
                && signer.publicKey().fingerprint().equals(named.signing());
    }

    /**
     * Returns whether a job hashes ids with this folder's hash key, so that equal ids have equal hashes.
     *
     * @param fingerprints the job's {@link JobKeys#fingerprints()} from the ledger
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the fingerprints cannot be read
     */
    public boolean hashesAs(String fingerprints) {
        return Fingerprints.ofSecret("hash", hashKey)
                .equals(expected(fingerprints).hash());
    }

    /**
     * Returns the keyed hash of a person or a subject, as the jobs for which {@link #hashesAs} returns true store it. The hash does not
     * need a job's data key, so it also finds a person after a scrub.
     */
    public byte[] hash(PersonId person) {
        return JobCipher.hash(hashKey, person.value());
    }

    /** Returns the public key that verifies the signatures of this folder's signing key. */
    public SealKey publicKey() {
        return signer.publicKey();
    }

    /** Returns whether a job's data key exists. */
    public boolean hasDataKey(String ledger, int number) {
        return stored.exists(dataKey(ledger, number));
    }

    /**
     * Destroys a job's data key: overwrites it, removes it, and syncs both changes to disk. After that, the job's ids in the ledger and in
     * its copies can be read only with a copy of the key. An interrupted call can be repeated.
     *
     * @return whether the key existed
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if the key cannot be destroyed
     */
    public boolean destroyDataKey(String ledger, int number) {
        try {
            return stored.destroy(dataKey(ledger, number));
        } catch (IOException e) {
            throw stored.failed(e);
        }
    }

    /**
     * Checks that this folder is not a ledger's folder and not below it.
     *
     * @param ledger the ledger's file
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if this folder is the ledger's folder or below it
     */
    public void checkApart(Path ledger) {
        KeyLocation.checkApart(folder(), ledger);
    }

    /** Returns the folder's absolute path. */
    public Path folder() {
        return stored.folder();
    }

    private JobKeys keys(String ledger, int number, byte[] dataKey, @Nullable String mac) {
        String text = new Fingerprints(
                        Fingerprints.ofSecret("data", dataKey),
                        Fingerprints.ofSecret("hash", hashKey),
                        signer.publicKey().fingerprint(),
                        mac)
                .text();
        return new JobKeys(new JobCipher(hashKey, dataKey, scope(ledger, number), stored.random()), signer, text);
    }

    private void checkShared(Fingerprints expected) {
        if (!Fingerprints.ofSecret("hash", hashKey).equals(expected.hash())) {
            throw differs("hash.key");
        }
        if (!signer.publicKey().fingerprint().equals(expected.signing())) {
            throw differs("signing.key");
        }
    }

    private static Fingerprints expected(String fingerprints) {
        Fingerprints expected = Fingerprints.parse(fingerprints);
        if (expected == null) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE, "the fingerprints of the job's keys in the ledger cannot be read");
        }
        return expected;
    }

    private ErasureException differs(String name) {
        return new ErasureException(
                Reason.KEYS_DIFFER,
                "the key " + folder().resolve(name)
                        + " is not the key with which the job was created; name the folder with the job's keys");
    }

    private static String dataKey(String ledger, int number) {
        return "data/" + scope(ledger, number) + ".key";
    }

    private static String scope(String ledger, int number) {
        if (!LEDGER.matcher(ledger).matches()) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the ledger's id cannot be understood");
        }
        return ledger + "-" + number;
    }

    /** Returns the folder, never a key. */
    @Override
    public String toString() {
        return "KeyFolder[" + folder() + "]";
    }
}
