package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.internal.receipts.Seal;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the export of receipts, and the verification of changed exports. */
class ReceiptsExportTest extends SealedJobFixture {
    // Each test changes the export in one way.

    @Test
    void export_anyJob_containsTheStoredBytesForTheOwnerAlone() throws Exception {
        Receipts.export(key, job.file, JobFixture.NAME, export);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rwx------");
        for (String name : List.of("events.ndjson", "seals.ndjson", "signatures.base64", "public.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readAllLines(export.resolve("events.ndjson"))).hasSize(25);
        List<String> seals = Files.readAllLines(export.resolve("seals.ndjson"));
        assertThat(seals).hasSize(3);
        Seal second = Seal.parse(seals.get(1).getBytes(StandardCharsets.UTF_8));
        assertThat(second.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(seals.get(1));
        assertThat(second.previous()).isEqualTo(Digests.sha256(seals.get(0).getBytes(StandardCharsets.UTF_8)));
        assertThat(SealKey.parse(Files.readString(export.resolve("public.pem"))).fingerprint())
                .isEqualTo(key.fingerprint());
    }

    @Test
    void export_folderThatIsNotEmpty_isRejected() throws Exception {
        Files.createDirectory(export);
        Files.writeString(export.resolve("mine"), "x");

        assertFails(() -> Receipts.export(key, job.file, JobFixture.NAME, export), Reason.INPUT);
        assertThat(export.toFile().list()).containsExactly("mine");
    }

    @Test
    void export_otherKey_isRejected() {
        SealKey other = KeyFolder.create(temp.resolve("other")).publicKey();

        assertFails(() -> Receipts.export(other, job.file, JobFixture.NAME, export), Reason.KEYS_DIFFER);
        assertThat(export).doesNotExist();
    }

    @Test
    void verify_changedByteInAnExport_isBroken() throws Exception {
        change("events.ndjson", lines -> lines.set(14, lines.get(14).replace("ATTEMPTED", "READ_BACK")));

        assertBroken(Receipts.verify(key, export), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_removedExchangedOrAddedLine_isBroken() throws Exception {
        change("events.ndjson", lines -> lines.remove(14));
        assertBroken(Receipts.verify(key, export), 11, 10, "lines 11 to 20");
        change("events.ndjson", lines -> Collections.swap(lines, 14, 15));
        assertBroken(Receipts.verify(key, export), 11, 10, "lines 11 to 20");
        change("events.ndjson", lines -> lines.add(0, lines.get(3)));
        assertBroken(Receipts.verify(key, export), 1, 0, "lines 1 to 10");
        change("events.ndjson", lines -> lines.add(lines.get(3)));
        assertThat(Receipts.verify(key, export).verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        change("events.ndjson", lines -> lines.remove(24));
        assertBroken(Receipts.verify(key, export), 21, 20, "and the lines from 25 on are missing");
    }

    @Test
    void verify_lineEndsChangedInAnExport_isBroken() throws Exception {
        Receipts.export(key, job.file, JobFixture.NAME, export);
        Path events = export.resolve("events.ndjson");
        String all = Files.readString(events);
        Files.writeString(events, all.substring(0, all.length() - 1));
        assertBroken(Receipts.verify(key, export), 21, 20, "lines 21 to 25");
        Files.writeString(events, all.replace("\n", "\r\n"));
        assertBroken(Receipts.verify(key, export), 1, 0, "lines 1 to 10");
        Files.writeString(events, "x".repeat(3_000_000));
        assertBroken(Receipts.verify(key, export), 1, 0, "not an event");
    }

    @Test
    void verify_sealsOfAnExport_cannotBeRemovedExchangedOrForged() throws Exception {
        both(lines -> lines.remove(1));
        assertBroken(Receipts.verify(key, export), 11, 10, "does not follow");
        both(lines -> Collections.swap(lines, 0, 1));
        assertBroken(Receipts.verify(key, export), 1, 0, "does not follow");
        both(lines -> lines.add(1, lines.get(0)));
        assertBroken(Receipts.verify(key, export), 11, 10, "does not follow");
        change("seals.ndjson", lines -> lines.remove(2));
        assertBroken(Receipts.verify(key, export), 21, 20, "not signed");
        change("signatures.base64", lines -> lines.remove(2));
        assertBroken(Receipts.verify(key, export), 21, 20, "not signed");
        change("signatures.base64", lines -> lines.set(0, "?"));
        assertBroken(Receipts.verify(key, export), 1, 0, "not signed");
        change("signatures.base64", lines -> lines.set(0, Base64.getEncoder().encodeToString(new byte[64])));
        assertBroken(Receipts.verify(key, export), 1, 0, "not signed");
        both(lines -> lines.remove(2));
        assertThat(Receipts.verify(key, export).verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
    }

    @Test
    void verify_validSignatureOfOtherBytes_isBroken() throws Exception {
        for (String seal : List.of("{}", "[]", "", "{\"format\":\"efface-seal-1\"}", "{\"format\":1", "null")) {
            Receipts.export(key, job.file, JobFixture.NAME, export);
            Files.writeString(export.resolve("seals.ndjson"), seal + "\n");
            Files.writeString(
                    export.resolve("signatures.base64"),
                    Base64.getEncoder().encodeToString(job.keys().signer().sign(seal.getBytes(StandardCharsets.UTF_8)))
                            + "\n");

            assertBroken(Receipts.verify(key, export), 1, 0, "cannot be understood");
            wipe();
        }
    }
}
