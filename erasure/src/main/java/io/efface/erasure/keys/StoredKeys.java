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
import java.util.Optional;

/** Creates, reads and checks the files of one key folder. An instance does not keep their contents. Immutable and thread-safe. */
final class StoredKeys {
    private static final int KEY_BYTES = 32;

    private final Path folder;
    private final SecureRandom random;
    private final KeyFiles files;

    StoredKeys(Path folder, SecureRandom random) {
        this.folder = folder.toAbsolutePath().normalize();
        this.random = random;
        this.files = new KeyFiles(random);
    }

    Path folder() {
        return folder;
    }

    SecureRandom random() {
        return random;
    }

    boolean exists(String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads the key {@code hash.key}. */
    byte[] hashKey() throws IOException {
        return secret("hash.key");
    }

    /** Reads the key pair {@code signing.key}. */
    SealSigner signer() throws IOException {
        Path file = folder.resolve("signing.key");
        try {
            return SealSigner.read(content("signing.key"));
        } catch (IllegalArgumentException e) {
            throw KeyFiles.unsuitable(file, "does not contain a pair of Ed25519 keys");
        }
    }

    /** Reads the key pair {@code signing.key}. If this key is missing, reads {@code signing.pub}. */
    SealSigner signerOrPublicKey() throws IOException {
        if (exists("signing.key") || !exists("signing.pub")) {
            return signer();
        }
        String pem = new String(content("signing.pub"), StandardCharsets.US_ASCII);
        return SealSigner.withoutKey(SealKey.parse(pem));
    }

    /** Reads the key {@code mac.key}, if it exists. */
    Optional<MacKey> macKey() {
        try {
            return exists(MacKey.FILE) ? Optional.of(new MacKey(secret(MacKey.FILE))) : Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Reads a key.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING} if the key does not exist; {@code KEYS_UNSUITABLE} if other users can read or
     *     write its file, or if the file does not contain a key
     */
    byte[] secret(String name) throws IOException {
        Path file = folder.resolve(name);
        String text = new String(content(name), StandardCharsets.US_ASCII);
        if (text.length() != 2 * KEY_BYTES + 1 || text.charAt(2 * KEY_BYTES) != '\n') {
            throw KeyFiles.unsuitable(file, "does not have the length of a key");
        }
        try {
            return HexFormat.of().parseHex(text, 0, 2 * KEY_BYTES);
        } catch (IllegalArgumentException e) {
            throw KeyFiles.unsuitable(file, "does not contain a key");
        }
    }

    private byte[] content(String name) throws IOException {
        byte[] content = files.read(folder.resolve(name));
        if (content == null) {
            throw missing(name);
        }
        return content;
    }

    /** Creates the error for a key that does not exist. */
    ErasureException missing(String name) {
        return new ErasureException(Reason.KEYS_MISSING, "the key " + folder.resolve(name) + " is missing");
    }

    /** Creates a random key, unless a key with this name exists. */
    void createSecret(String name) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        files.create(folder.resolve(name), (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Creates the folder and the missing keys.
     *
     * @param withMac whether {@code mac.key} is created together with {@code hash.key}
     */
    void create(boolean withMac) throws IOException {
        files.makeFolder(folder);
        files.checkFolder(folder);
        if (withMac && !exists("hash.key")) {
            // This key is created before hash.key, so that another process that finds hash.key also finds mac.key.
            createSecret(MacKey.FILE);
        }
        createSecret("hash.key");
        files.create(folder.resolve("signing.key"), SealSigner.make());
        String publicKey = signer().publicKey().pem();
        files.create(folder.resolve("signing.pub"), publicKey.getBytes(StandardCharsets.US_ASCII));
    }

    /** Creates the folder of the data keys unless the folder exists. */
    void createDataFolder() throws IOException {
        files.makeFolder(folder.resolve("data"));
    }

    /** Checks that only the owner can create files in the folder. */
    void checkFolder() throws IOException {
        files.checkFolder(folder);
    }

    /** Checks that only the owner can create files in the folder of the data keys, if it exists. */
    void checkDataFolder() throws IOException {
        if (exists("data")) {
            files.checkFolder(folder.resolve("data"));
        }
    }

    /** Checks that the existing keys can be read and the missing keys can be created. Changes nothing. */
    void check() {
        try {
            files.checkUsable(folder);
            if (exists("hash.key")) {
                hashKey();
            }
            if (exists("signing.key")) {
                signer();
            } else {
                KeyLocation.checkNoLedgerAround(folder);
            }
            macKey();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Overwrites and removes a key. Returns whether the key existed. */
    boolean destroy(String name) throws IOException {
        return files.destroy(folder.resolve(name));
    }

    /** Creates the error for a failed read or write. The cause is left out, because it may contain a part of a key file. */
    ErasureException failed(IOException e) {
        return new ErasureException(
                Reason.KEYS_UNSUITABLE,
                "the key folder " + folder + " cannot be read or written: " + FileFailure.sentence(e, folder));
    }
}
