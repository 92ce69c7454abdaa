package io.efface.erasure.keys;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of keys, for its owner alone (0700, its files 0600): {@code hash.key} finds ids, {@code signing.key} signs receipts,
 * {@code signing.pub} checks them, {@code mac.key} authenticates events that no seal covers yet, and {@code data/LEDGER-JOB.key} hides
 * the ids of one job. It never lies in a ledger's folder or below, so that a copy of the ledger's folder is a copy without keys.
 * Immutable and thread-safe; processes may share a folder.
 */
public final class KeyFolder {
    /** The key of the configuration that names the folder. */
    public static final String SETTING = "efface.keys";

    private static final Pattern LEDGER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int KEY_BYTES = 32;

    private final Path folder;
    private final SecureRandom random;
    private final KeyFiles files;
    private final byte[] hashKey;
    private final SealSigner signer;

    private KeyFolder(Path folder, SecureRandom random, KeyFiles files, byte[] hashKey, SealSigner signer) {
        this.folder = folder;
        this.random = random;
        this.files = files;
        this.hashKey = hashKey;
        this.signer = signer;
    }

    /**
     * Opens a folder of keys.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING} if there are none, {@code KEYS_UNSUITABLE} if others can write the folder
     *     or read a key, if something is a link, or a file holds no key; the message names the file and never its content
     */
    public static KeyFolder open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new ErasureException(Reason.KEYS_MISSING, "there is no key folder " + absolute);
        }
        return load(absolute, new SecureRandom(), false, false);
    }

    /**
     * Opens a folder of keys, making what is missing: the folder, {@code hash.key}, {@code signing.key} and {@code signing.pub}.
     * What is there stays as it is. {@code mac.key} is made only together with {@code hash.key}: in a folder that lacks it alone, it is
     * made with the first write to a ledger whose events have no HMACs yet. Nothing is made if {@link #check} fails.
     *
     * @throws ErasureException as {@link #open} and {@link #check} do, or if nothing can be made there
     */
    public static KeyFolder create(Path folder) {
        return load(folder.toAbsolutePath().normalize(), new SecureRandom(), true, true);
    }

    /**
     * Opens a folder of keys for a ledger, making what is missing as {@link #create(Path)} does; but for a ledger that is there already,
     * {@code mac.key} is left to the first write, which knows whether the ledger's events have HMACs.
     *
     * @throws ErasureException as {@link #create(Path)} does, or of reason {@code KEYS_UNSUITABLE} if the folder is or would be in the
     *     ledger's; then nothing is made
     */
    public static KeyFolder create(Path folder, Path ledger) {
        checkApart(folder, ledger);
        return load(folder.toAbsolutePath().normalize(), new SecureRandom(), true, !Files.exists(ledger));
    }

    /**
     * Checks that {@link #create(Path)} can use a folder: the keys that are there can be read, what is missing can be made, and new keys
     * would not come to lie in or below a folder with a ledger. Changes nothing.
     *
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if not; the message names the file and never its content
     */
    public static void check(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        KeyFiles files = new KeyFiles(new SecureRandom());
        Path hash = absolute.resolve("hash.key");
        Path signing = absolute.resolve("signing.key");
        try {
            files.checkUsable(absolute);
            if (Files.exists(hash, LinkOption.NOFOLLOW_LINKS)) {
                secret(files, hash);
            }
            if (Files.exists(signing, LinkOption.NOFOLLOW_LINKS)) {
                signer(files, signing);
            } else {
                requireNoLedger(absolute);
            }
            readMacKey(absolute);
        } catch (IOException e) {
            throw failed(absolute, e);
        }
    }

    private static void requireNoLedger(Path folder) {
        LedgerSearch.inOrAbove(RealPath.of(folder)).ifPresent(ledger -> {
            throw inLedgersFolder(folder, ledger.resolveSibling("."));
        });
    }

    /**
     * Returns where a user's keys are unless another place is configured: {@code $XDG_DATA_HOME/efface/keys} or
     * {@code ~/.local/share/efface/keys}; on macOS {@code ~/Library/Application Support/efface/keys}; on Windows
     * {@code %LOCALAPPDATA%\efface\keys}.
     *
     * @param environment the process's variables
     * @param os the system property {@code os.name}
     * @throws ErasureException of reason {@code INPUT} if the variables do not tell
     */
    public static Path defaultFolder(Map<String, String> environment, String os) {
        String system = os.toLowerCase(Locale.ROOT);
        String data;
        if (system.startsWith("windows")) {
            data = environment.getOrDefault("LOCALAPPDATA", "");
        } else if (system.startsWith("mac")) {
            data = under(environment, "Library/Application Support");
        } else {
            String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
            // The XDG base directory specification (0.8): a path that is not absolute is to be ignored.
            data = xdg.startsWith("/") ? xdg : under(environment, ".local/share");
        }
        if (data.isEmpty()) {
            throw new ErasureException(
                    Reason.INPUT, "the environment does not tell the user's data folder; say where the keys are to be");
        }
        return Path.of(data, "efface", "keys");
    }

    private static String under(Map<String, String> environment, String path) {
        String home = environment.getOrDefault("HOME", "");
        return home.isEmpty() ? "" : home + "/" + path;
    }

    private static KeyFolder load(Path folder, SecureRandom random, boolean make, boolean makeMac) {
        KeyFiles files = new KeyFiles(random);
        if (make) {
            check(folder);
        }
        try {
            if (make) {
                files.makeFolder(folder);
            }
            files.checkFolder(folder);
            Path hash = folder.resolve("hash.key");
            Path signing = folder.resolve("signing.key");
            if (make) {
                if (makeMac && !Files.exists(hash, LinkOption.NOFOLLOW_LINKS)) {
                    // Before hash.key, so that others who find that one find this one too.
                    files.create(folder.resolve(MacKey.FILE), fresh(random));
                }
                files.create(hash, fresh(random));
                files.create(signing, SealSigner.make());
            }
            byte[] hashKey = secret(files, hash);
            SealSigner signer = signer(files, signing);
            if (make) {
                files.create(
                        folder.resolve("signing.pub"), signer.publicKey().pem().getBytes(StandardCharsets.US_ASCII));
            }
            return new KeyFolder(folder, random, files, hashKey, signer);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Makes the keys of a new job. If its data key is there already, from a plan that was cut off before the ledger knew of it, that
     * one is taken.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE}, or {@code KEYS_MISSING} if there is no {@code mac.key}
     */
    public JobKeys createJob(String ledger, int number) {
        Path file = dataKey(ledger, number);
        try {
            files.makeFolder(folder.resolve("data"));
            files.create(file, fresh(random));
            return keys(ledger, number, secret(files, file), macKey().fingerprint());
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Returns the keys of a job, if they are those it was made with.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param fingerprints what {@link JobKeys#fingerprints()} was when the job was made
     * @throws ErasureException of reason {@code KEYS_MISSING} if the job's data key is not here, {@code KEYS_DIFFER} if a key is
     *     another, {@code KEYS_UNSUITABLE} as {@link #open} says
     */
    public JobKeys job(String ledger, int number, String fingerprints) {
        Fingerprints expected = expected(fingerprints);
        checkShared(expected);
        try {
            Path data = folder.resolve("data");
            if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
                files.checkFolder(data);
            }
            JobKeys keys = keys(ledger, number, secret(files, dataKey(ledger, number)), expected.mac());
            if (!keys.fingerprints().equals(expected.text())) {
                throw differs("data/" + dataKey(ledger, number).getFileName());
            }
            return keys;
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Returns what signs a job's receipts, which lives on when its ids are destroyed.
     *
     * @param fingerprints what {@link JobKeys#fingerprints()} was when the job was made
     * @throws ErasureException of reason {@code KEYS_DIFFER} if this folder's signing or hash key is another
     */
    public SealSigner signer(String fingerprints) {
        checkShared(expected(fingerprints));
        return signer;
    }

    /**
     * Makes {@code mac.key} if it is missing. Only for a ledger without HMACs: those of other ledgers could not be checked any more.
     *
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE}
     */
    public void createMacKey() {
        try {
            files.create(folder.resolve(MacKey.FILE), fresh(random));
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Returns whether {@code mac.key} is here. */
    public boolean hasMacKey() {
        return hasMacKey(folder);
    }

    /** Returns whether {@code mac.key} is in a folder, which may be missing. */
    public static boolean hasMacKey(Path folder) {
        return Files.exists(folder.resolve(MacKey.FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Returns what authenticates the events of a job.
     *
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param name the job's name
     * @param fingerprints what {@link JobKeys#fingerprints()} was when the job was made, or what {@link #withMac} returned
     * @throws ErasureException of reason {@code KEYS_MISSING} if there is no {@code mac.key}, {@code KEYS_DIFFER} if it is another than
     *     the fingerprints say, if they say one; {@code KEYS_UNSUITABLE} as {@link #open} says
     */
    public EventMac eventMac(String ledger, int number, String name, String fingerprints) {
        String expected = expected(fingerprints).mac();
        try {
            EventMac mac = macKey().of(ledger, number, name);
            if (expected != null && !expected.equals(mac.fingerprint())) {
                throw differs(MacKey.FILE);
            }
            return mac;
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Returns the fingerprint of the key that authenticates a job's events.
     *
     * @param fingerprints the job's
     * @return null for a job of a ledger of version 1, or before the job has keys
     */
    public static @Nullable String macOf(String fingerprints) {
        Fingerprints named = Fingerprints.parse(fingerprints);
        return named == null ? null : named.mac();
    }

    /**
     * Returns a job's fingerprints with the one of the key that authenticates its events from now on.
     *
     * @param fingerprints those of a job of a ledger of version 1
     */
    public static String withMac(String fingerprints, EventMac mac) {
        return expected(fingerprints).withMac(mac.fingerprint()).text();
    }

    private MacKey macKey() throws IOException {
        return new MacKey(secret(files, folder.resolve(MacKey.FILE)));
    }

    static Optional<MacKey> readMacKey(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve(MacKey.FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MacKey(secret(new KeyFiles(new SecureRandom()), file)));
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Returns whether this folder's signing and hash keys are those that fingerprints name. */
    public boolean signs(String fingerprints) {
        Fingerprints named = Fingerprints.parse(fingerprints);
        return named != null
                && Fingerprints.ofSecret("hash", hashKey).equals(named.hash())
                && signer.publicKey().fingerprint().equals(named.signing());
    }

    /** Returns the key that checks what this folder's keys sign. */
    public SealKey publicKey() {
        return signer.publicKey();
    }

    /** Returns whether a job's data key is here. */
    public boolean hasDataKey(String ledger, int number) {
        return Files.exists(dataKey(ledger, number), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Destroys a job's data key: overwrites it, removes it, and brings both to disk. The job's ids can then not be read by anybody,
     * in the ledger or in any copy of it, unless somebody has a copy of the key. It can be repeated after it was cut off.
     *
     * @return whether there was one
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if it cannot be destroyed
     */
    public boolean destroyDataKey(String ledger, int number) {
        try {
            return files.destroy(dataKey(ledger, number));
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Checks that this folder is not in a ledger's folder or below.
     *
     * @param ledger the ledger's file
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if it is
     */
    public void checkApart(Path ledger) {
        checkApart(folder, ledger);
    }

    /** Returns the folder's absolute path. */
    public Path folder() {
        return folder;
    }

    /**
     * Checks that a folder is not in a ledger's folder or below, whether or not they exist yet. Changes nothing.
     *
     * @param folder a folder of keys
     * @param ledger the ledger's file
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if it is
     */
    public static void checkApart(Path folder, Path ledger) {
        Path keys = folder.toAbsolutePath().normalize();
        Path file = ledger.toAbsolutePath();
        // The folder that is named, and the one in which a link to a ledger ends.
        for (Path inside :
                List.of(RealPath.of(file.resolveSibling(".")), RealPath.of(file).resolveSibling("."))) {
            Path place = inside.normalize();
            if (RealPath.isWithin(RealPath.of(keys), place)) {
                throw inLedgersFolder(keys, place);
            }
        }
    }

    private static ErasureException inLedgersFolder(Path keys, Path ledgers) {
        return new ErasureException(
                Reason.KEYS_UNSUITABLE,
                "the key folder " + keys + " is in the ledger's folder " + ledgers.normalize()
                        + ", so that a copy of the one would be a copy of the other; put the ledger into a folder of its"
                        + " own, or the keys elsewhere");
    }

    private JobKeys keys(String ledger, int number, byte[] dataKey, @Nullable String mac) {
        String text = new Fingerprints(
                        Fingerprints.ofSecret("data", dataKey),
                        Fingerprints.ofSecret("hash", hashKey),
                        signer.publicKey().fingerprint(),
                        mac)
                .text();
        return new JobKeys(new JobCipher(hashKey, dataKey, scope(ledger, number), random), signer, text);
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
                    Reason.LEDGER_UNREADABLE, "what the ledger says of the job's keys cannot be understood");
        }
        return expected;
    }

    private ErasureException differs(String name) {
        return new ErasureException(
                Reason.KEYS_DIFFER,
                "the key " + folder.resolve(name)
                        + " is not the one that the job was made with; say where the job's keys are");
    }

    private Path dataKey(String ledger, int number) {
        return folder.resolve("data").resolve(scope(ledger, number) + ".key");
    }

    private static String scope(String ledger, int number) {
        if (!LEDGER.matcher(ledger).matches()) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the ledger's id cannot be understood");
        }
        return ledger + "-" + number;
    }

    private static byte[] fresh(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] secret(KeyFiles files, Path file) throws IOException {
        String text = new String(found(file, files.read(file)), StandardCharsets.US_ASCII);
        if (text.length() != 2 * KEY_BYTES + 1 || text.charAt(2 * KEY_BYTES) != '\n') {
            throw KeyFiles.unsuitable(file, "is not as long as a key is");
        }
        try {
            return HexFormat.of().parseHex(text, 0, 2 * KEY_BYTES);
        } catch (IllegalArgumentException e) {
            throw KeyFiles.unsuitable(file, "holds no key");
        }
    }

    private static SealSigner signer(KeyFiles files, Path file) throws IOException {
        byte[] content = found(file, files.read(file));
        try {
            return SealSigner.read(content);
        } catch (IllegalArgumentException e) {
            throw KeyFiles.unsuitable(file, "holds no pair of Ed25519 keys");
        }
    }

    private static byte[] found(Path file, byte @Nullable [] content) {
        if (content == null) {
            throw new ErasureException(Reason.KEYS_MISSING, "the key " + file + " is missing");
        }
        return content;
    }

    /** The cause is left out: nothing of a key file's content may come along, and the type says enough. */
    private static ErasureException failed(Path folder, IOException e) {
        return new ErasureException(
                Reason.KEYS_UNSUITABLE,
                "the key folder " + folder + " cannot be read or written: " + FileFailure.sentence(e, folder));
    }

    /** Returns the folder, never a key. */
    @Override
    public String toString() {
        return "KeyFolder[" + folder + "]";
    }
}
