package io.efface.erasure.keys;

import static io.efface.erasure.keys.KeyAssertions.assertFails;
import static io.efface.erasure.keys.KeyAssertions.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLocationTest {
    @TempDir
    Path temp;

    @Test
    void create_inOrBelowTheLedgersFolder_isRejectedAndCreatesNothing() throws Exception {
        Path ledger = Files.createDirectory(temp.resolve("jobs")).resolve("erase.db");
        Files.createSymbolicLink(temp.resolve("alias"), temp.resolve("jobs"));

        for (String place : List.of("jobs", "jobs/keys", "jobs/a/b/keys", "alias/keys", "x/../jobs/keys")) {
            Path keys = temp.resolve(place);
            assertFails(() -> KeyFolder.create(keys, ledger), Reason.KEYS_UNSUITABLE, "ledger's folder");
        }
        assertThat(files(temp.resolve("jobs"))).isEmpty();
        KeyFolder.create(temp.resolve("jobs-keys"), ledger).checkApart(ledger);
        KeyFolder inside = KeyFolder.create(temp.resolve("jobs/keys"));
        assertFails(() -> inside.checkApart(ledger), Reason.KEYS_UNSUITABLE, "ledger's folder");
    }

    @Test
    void create_inOrBelowAFolderWithAnotherLedger_isRejectedAndCreatesNothing() throws Exception {
        Path jobs = Files.createDirectory(temp.resolve("jobs"));
        Ledger.open(jobs.resolve("any-name")).close();
        Files.createSymbolicLink(temp.resolve("alias"), jobs);

        for (String place : List.of("jobs", "jobs/keys", "jobs/a/b/keys", "alias/keys", "x/../jobs/keys")) {
            Path keys = temp.resolve(place);
            assertFails(() -> KeyFolder.create(keys), Reason.KEYS_UNSUITABLE, "ledger's folder");
            Path other = temp.resolve("other/erase.db");
            assertFails(() -> KeyFolder.create(keys, other), Reason.KEYS_UNSUITABLE, "ledger's folder");
        }
        assertThat(jobs.resolve("keys")).doesNotExist();
        assertThat(jobs.resolve("signing.key")).doesNotExist();
        KeyFolder.create(temp.resolve("jobs-keys"));
    }

    @Test
    void create_ledgerInAFolderThatOthersCanWrite_isIgnored() throws Exception {
        Ledger.open(temp.resolve("of-another-user")).close();
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(KeyFolder.create(temp.resolve("keys")).publicKey()).isNotNull();
    }

    @Test
    void create_existingKeysBesideALedger_areUsed() throws Exception {
        KeyFolder keys = KeyFolder.create(temp.resolve("keys"));
        Ledger.open(temp.resolve("later")).close();

        assertThat(KeyFolder.create(temp.resolve("keys")).publicKey().fingerprint())
                .isEqualTo(keys.publicKey().fingerprint());
    }

    @Test
    void create_inTheLedgersFolderThroughLinks_isRejectedAndCreatesNothing() throws Exception {
        Path ledgers = Files.createDirectories(temp.resolve("disk/ledgers"));
        Path other = Files.createDirectories(temp.resolve("other/below"));
        Files.writeString(ledgers.resolve("a.db"), "");
        Path link = Files.createSymbolicLink(temp.resolve("link"), ledgers);
        Files.createSymbolicLink(other.resolve("up"), Path.of("../../disk"));
        Files.createSymbolicLink(other.resolve("dangling"), ledgers.resolve("none"));
        Files.createSymbolicLink(other.resolve("b.db"), ledgers.resolve("a.db"));
        // The operating system follows a link before it applies '..'. So 'link/..' is 'disk', and 'below/../..' is
        // 'temp'. In the text alone, 'link/..' would be 'temp'.
        Path dotted = Files.createSymbolicLink(temp.resolve("below"), other).resolve("../../disk/ledgers/a.db");

        List<Path> files = List.of(
                ledgers.resolve("a.db"),
                link.resolve("a.db"),
                link.resolve("../ledgers/a.db"),
                other.resolve("b.db"),
                dotted,
                other.resolve("up/ledgers/a.db"),
                ledgers.resolve("new.db"));
        List<Path> folders = List.of(
                ledgers,
                ledgers.resolve("keys"),
                link,
                link.resolve("keys"),
                link.resolve("deep/keys"),
                other.resolve("up/ledgers/keys"),
                other.resolve("dangling/keys"),
                other.resolve("dangling"));
        for (Path file : files) {
            for (Path keys : folders) {
                assertFails(() -> KeyFolder.create(keys, file), Reason.KEYS_UNSUITABLE, "in the ledger's folder");
            }
        }
        assertThat(ledgers.toFile().list()).containsExactly("a.db");
        KeyFolder.create(temp.resolve("disk/keys"), dotted).checkApart(link.resolve("a.db"));
    }

    @Test
    void create_linksInACircle_endsWithAnError() throws Exception {
        Files.createSymbolicLink(temp.resolve("one"), temp.resolve("two"));
        Files.createSymbolicLink(temp.resolve("two"), temp.resolve("one"));

        assertThatThrownBy(() -> KeyFolder.create(temp.resolve("one/keys"), temp.resolve("a/a.db")))
                .isInstanceOf(ErasureException.class);
    }

    @Test
    void byDefault_eachPlatform_isTheUsersDataFolder() {
        assertThat(KeyLocation.byDefault(Map.of("HOME", "/home/u"), "Linux"))
                .isEqualTo(Path.of("/home/u/.local/share/efface/keys"));
        assertThat(KeyLocation.byDefault(Map.of("HOME", "/home/u", "XDG_DATA_HOME", "/d"), "Linux"))
                .isEqualTo(Path.of("/d/efface/keys"));
        assertThat(KeyLocation.byDefault(Map.of("HOME", "/home/u", "XDG_DATA_HOME", "d"), "FreeBSD"))
                .isEqualTo(Path.of("/home/u/.local/share/efface/keys"));
        assertThat(KeyLocation.byDefault(Map.of("HOME", "/Users/u", "XDG_DATA_HOME", "/d"), "Mac OS X"))
                .isEqualTo(Path.of("/Users/u/Library/Application Support/efface/keys"));
        assertThat(KeyLocation.byDefault(Map.of("LOCALAPPDATA", "C:\\u"), "Windows 11"))
                .isEqualTo(Path.of("C:\\u", "efface", "keys"));
        assertFails(() -> KeyLocation.byDefault(Map.of(), "Linux"), Reason.INPUT, "data folder");
    }
}
