package io.efface.erasure.keys;

import static io.efface.erasure.keys.KeyAssertions.assertFails;
import static io.efface.erasure.keys.KeyAssertions.files;
import static io.efface.erasure.keys.KeyAssertions.permissions;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    private static final String LEDGER = UUID.randomUUID().toString();

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void place() {
        folder = temp.resolve("a/keys");
    }

    @Test
    void create_newFolder_isForItsOwnerAloneWithAllItsFiles() throws Exception {
        KeyFolder.create(folder).createJob(LEDGER, 1);

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
        List<Path> files = files(folder);
        assertThat(files)
                .extracting(file -> folder.relativize(file).toString())
                .containsExactlyInAnyOrder(
                        "hash.key", "signing.key", "signing.pub", "mac.key", "data/" + LEDGER + "-1.key");
        for (Path file : files) {
            assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
        }
    }

    @Test
    void create_again_keepsTheKeys() {
        JobKeys first = KeyFolder.create(folder).createJob(LEDGER, 1);

        KeyFolder again = KeyFolder.create(folder);

        assertThat(again.createJob(LEDGER, 1).fingerprints()).isEqualTo(first.fingerprints());
        JobKeys found = KeyFolder.open(folder).job(LEDGER, 1, first.fingerprints());
        assertThat(found.cipher().hash("wang")).isEqualTo(first.cipher().hash("wang"));
        byte[] hidden = first.cipher().encrypt("wang", 7, JobCipher.PERSON);
        assertThat(found.cipher().decrypt(hidden, 7, JobCipher.PERSON)).isEqualTo("wang");
    }

    @Test
    void create_publicKeyMissing_isDerivedFromTheSigningKey() throws Exception {
        String pem = KeyFolder.create(folder).publicKey().pem();
        Files.delete(folder.resolve("signing.pub"));

        KeyFolder.create(folder);

        assertThat(folder.resolve("signing.pub")).hasContent(pem);
    }

    @Test
    void create_manyThreads_haveTheSameKeys() throws Exception {
        int many = 16;
        ExecutorService pool = Executors.newFixedThreadPool(many);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> all = Stream.generate(() -> pool.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        return KeyFolder.create(folder).createJob(LEDGER, 1).fingerprints();
                    }))
                    .limit(many)
                    .toList();
            start.countDown();
            Set<String> seen = new HashSet<>();
            for (Future<String> one : all) {
                seen.add(one.get(60, TimeUnit.SECONDS));
            }
            assertThat(seen).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(files(folder)).hasSize(5);
    }

    @Test
    void open_missingFolder_isRejected() {
        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_MISSING, "keys");
    }

    @Test
    void open_missingHashKey_isRejectedWithTheFile() throws Exception {
        KeyFolder.create(folder);
        Files.delete(folder.resolve("hash.key"));

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_MISSING, "hash.key");
    }

    @Test
    void open_keyCutShort_namesTheFileAndNotTheKey() throws Exception {
        KeyFolder.create(folder);
        Path file = folder.resolve("hash.key");
        String key = Files.readString(file);
        Files.writeString(file, key.substring(0, 40));

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "hash.key", key.substring(0, 8));
    }

    @Test
    void open_keyOfOtherContent_namesTheFileAndNotTheContent() throws Exception {
        KeyFolder.create(folder);
        Path file = folder.resolve("hash.key");
        Files.writeString(file, "secret-secret-secret-secret-secret-secret-secret-secret-secret-!\n");

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "hash.key", "secret-secret");
    }

    @Test
    void open_privateAndPublicKeyOfDifferentPairs_isRejected() throws Exception {
        KeyFolder.create(folder);
        KeyFolder.create(temp.resolve("other"));
        String pair = Files.readString(folder.resolve("signing.key"));
        String other = Files.readString(temp.resolve("other/signing.key"));
        String end = "-----END PRIVATE KEY-----\n";
        Files.writeString(
                folder.resolve("signing.key"),
                pair.substring(0, pair.indexOf(end)) + end + other.substring(other.indexOf(end) + end.length()));

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "signing.key", "PRIVATE");
    }

    @Test
    void open_signingKeyWithoutAKey_isRejected() throws Exception {
        KeyFolder.create(folder);
        Files.writeString(folder.resolve("signing.key"), "hunter2");

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "signing.key", "hunter2");
    }

    @Test
    void open_hugeFile_isRejected() throws Exception {
        KeyFolder.create(folder);
        Files.write(folder.resolve("hash.key"), new byte[100_000]);

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "hash.key");
    }

    @Test
    void open_folderThatOthersCanWrite_isRejected() throws Exception {
        KeyFolder.create(folder);
        for (String open : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(open));
            assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "can be written by others");
            assertFails(() -> KeyFolder.create(folder), Reason.KEYS_UNSUITABLE, "can be written by others");
        }
    }

    @Test
    void open_keyThatOthersCanReadOrWrite_isRejected() throws Exception {
        KeyFolder.create(folder);
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(folder.resolve("signing.key"), PosixFilePermissions.fromString(open));
            assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "signing.key");
        }
    }

    @Test
    void open_linkToAFolder_isRejected() throws Exception {
        KeyFolder.create(folder);
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

        assertFails(() -> KeyFolder.open(link), Reason.KEYS_UNSUITABLE, "link");
        assertFails(() -> KeyFolder.create(link), Reason.KEYS_UNSUITABLE, "link");
    }

    @Test
    void open_keyThatIsALink_isRejected() throws Exception {
        KeyFolder.create(folder);
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(folder.resolve("hash.key"), elsewhere);
        Files.createSymbolicLink(folder.resolve("hash.key"), elsewhere);

        assertFails(() -> KeyFolder.open(folder), Reason.KEYS_UNSUITABLE, "hash.key");
    }

    @Test
    void create_keysThatCannotBeUsed_createsNothing() throws Exception {
        Path keys = temp.resolve("keys");
        for (String name : List.of("hash.key", "signing.key", "mac.key")) {
            Files.createDirectory(keys);
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
            Files.writeString(keys.resolve(name), "not a key\n");
            Files.setPosixFilePermissions(keys.resolve(name), PosixFilePermissions.fromString("rw-------"));

            assertFails(() -> KeyFolder.create(keys), Reason.KEYS_UNSUITABLE, name, "not a key");

            assertThat(files(keys)).containsExactly(keys.resolve(name));
            Files.delete(keys.resolve(name));
            Files.delete(keys);
        }
        Files.writeString(temp.resolve("file"), "");
        assertFails(() -> KeyFolder.create(temp.resolve("file/a/keys")), Reason.KEYS_UNSUITABLE, "cannot be created");
    }

    @Test
    void job_missingDataKey_isRejectedAndTheSignerStillWorks() {
        KeyFolder keys = KeyFolder.create(folder);
        String prints = keys.createJob(LEDGER, 3).fingerprints();

        assertThat(keys.hasDataKey(LEDGER, 3)).isTrue();
        assertThat(keys.destroyDataKey(LEDGER, 3)).isTrue();

        assertThat(keys.destroyDataKey(LEDGER, 3)).isFalse();
        assertThat(keys.hasDataKey(LEDGER, 3)).isFalse();
        assertFails(() -> keys.job(LEDGER, 3, prints), Reason.KEYS_MISSING, LEDGER + "-3.key");
        byte[] text = {1, 2, 3};
        assertThat(keys.publicKey().verifies(text, keys.signer(prints).sign(text)))
                .isTrue();
    }

    @Test
    void destroyDataKey_temporaryFileOfAKilledProcess_isRemoved() throws Exception {
        KeyFolder keys = KeyFolder.create(folder);
        keys.createJob(LEDGER, 1);
        keys.createJob(LEDGER, 11);
        Path rest = folder.resolve("data/" + LEDGER + "-1.key.new-0123");
        Files.copy(folder.resolve("data/" + LEDGER + "-1.key"), rest);

        keys.destroyDataKey(LEDGER, 1);

        assertThat(files(folder.resolve("data"))).containsExactly(folder.resolve("data/" + LEDGER + "-11.key"));
    }

    @Test
    void destroyDataKey_fileWithAnotherHardLink_isOverwritten() throws Exception {
        KeyFolder keys = KeyFolder.create(folder);
        keys.createJob(LEDGER, 1);
        Path file = folder.resolve("data/" + LEDGER + "-1.key");
        byte[] before = Files.readAllBytes(file);
        Path seen = Files.createLink(temp.resolve("seen"), file);

        keys.destroyDataKey(LEDGER, 1);

        assertThat(Files.readAllBytes(seen)).hasSameSizeAs(before).isNotEqualTo(before);
    }

    @Test
    void job_otherKeys_isRejectedWithTheFile() throws Exception {
        KeyFolder keys = KeyFolder.create(folder);
        String prints = keys.createJob(LEDGER, 1).fingerprints();
        KeyFolder other = KeyFolder.create(temp.resolve("other"));
        other.createJob(LEDGER, 1);

        assertFails(() -> other.job(LEDGER, 1, prints), Reason.KEYS_DIFFER, "hash.key");
        assertFails(() -> other.signer(prints), Reason.KEYS_DIFFER, "hash.key");

        copy("a/keys/hash.key", "mixed/hash.key");
        copy("other/signing.key", "mixed/signing.key");
        KeyFolder mixed = KeyFolder.open(temp.resolve("mixed"));
        assertFails(() -> mixed.signer(prints), Reason.KEYS_DIFFER, "signing.key");

        keys.destroyDataKey(LEDGER, 1);
        keys.createJob(LEDGER, 1);
        assertFails(() -> keys.job(LEDGER, 1, prints), Reason.KEYS_DIFFER, LEDGER + "-1.key");
    }

    @Test
    void job_malformedFingerprints_isRejected() {
        KeyFolder keys = KeyFolder.create(folder);

        assertFails(() -> keys.job(LEDGER, 1, "what?"), Reason.LEDGER_UNREADABLE, "keys");
    }

    @Test
    void createJob_ledgerIdWithAPath_isRejected() {
        KeyFolder keys = KeyFolder.create(folder);

        assertFails(() -> keys.createJob("../../x", 1), Reason.LEDGER_UNREADABLE, "id");
        assertThat(temp.resolve("x-1.key")).doesNotExist();
    }

    @Test
    void toString_anyObject_containsNoKey() throws Exception {
        KeyFolder keys = KeyFolder.create(folder);
        JobKeys job = keys.createJob(LEDGER, 1);
        String texts = keys + " " + job + " " + job.signer() + " " + keys.publicKey() + " " + job.fingerprints();

        assertThat(texts)
                .doesNotContain(Files.readString(folder.resolve("hash.key")).strip())
                .doesNotContain(Files.readString(folder.resolve("data/" + LEDGER + "-1.key"))
                        .strip())
                .doesNotContain(
                        Files.readAllLines(folder.resolve("signing.key")).get(1));
    }

    private void copy(String from, String to) throws IOException {
        if (!Files.exists(temp.resolve(to).getParent())) {
            Files.createDirectory(
                    temp.resolve(to).getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.copy(temp.resolve(from), temp.resolve(to), StandardCopyOption.COPY_ATTRIBUTES);
    }
}
