package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three seals over events 1 to 10, 11 to 20 and 21 to 25, the last one final; then somebody changes something. */
class ReceiptsTest {
    @TempDir
    Path temp;

    private JobFixture job;
    private SealKey key;
    private Path export;

    @BeforeEach
    void sealedJob() throws IOException {
        job = new JobFixture(temp);
        key = job.folder.publicKey();
        export = temp.resolve("export");
        job.done(1, 1, "s1", "p1");
        job.events(10).sealer().sealAll();
        job.events(10).sealer().sealAll();
        assertThat(job.events(5).sealer().finish()).isTrue();
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void verify_finishedJob_isSealedAndIntact() {
        ReceiptsCheck check = verify();

        assertThat(check.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(check.events()).isEqualTo(25);
        assertThat(check.seals()).isEqualTo(3);
        assertThat(check.job()).isEqualTo(JobFixture.NAME);
        assertThat(check.ledger()).isEqualTo(job.ledger.id());
        assertThat(check.digest()).isEqualTo("d1".repeat(32));
        assertThat(check.totals()).containsEntry("planned", 1L).containsEntry("complete", true);
        assertThat(check.sealedAt()).isEqualTo(JobFixture.NOW);
        assertThat(check.sentence()).isEqualTo("sealed and intact: 25 events under 3 seals, the last one final");
        assertThat(exported()).isEqualTo(check);
    }

    @Test
    void verify_whileTheLedgerIsWritten_needsNoLock() {
        job.events(3);

        ReceiptsCheck check = verify();

        assertThat(check.verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(check.tail()).isEqualTo(3);
        assertThat(check.events()).isEqualTo(25);
        assertThat(check.sentence()).startsWith("intact, but a tail of 3 unsealed");
        assertThat(exported()).isEqualTo(check);
    }

    @Test
    void verify_newJob_isIncomplete() {
        job.next("second");

        assertThat(verify("second").verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verify("second").sentence()).startsWith("incomplete: no final seal");
    }

    @Test
    void verify_workLeft_isIncompleteUntilAFinalSeal() throws Exception {
        job.row(2, 1, "s2", "p2", TargetState.UNKNOWN).events(1);
        assertThat(job.sealer().finish()).isFalse();
        assertThat(verify().verdict()).isEqualTo(Verdict.INCOMPLETE);

        job.sql("UPDATE row_1 SET state = 4 WHERE id = 2");
        assertThat(job.sealer().finish()).isTrue();
        assertThat(verify().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(verify().totals()).containsEntry("complete", false);
        assertThat(job.sealer().finish()).isTrue();
        assertThat(verify().seals()).isEqualTo(5);
    }

    @Test
    void verify_openFacesOfAPartialTarget_areNotFinal() throws Exception {
        job.row(2, 1, "s2", "p2", TargetState.PARTIAL, "operation", "")
                .face(2, 0, "f0", "DELETED", "CONFIRMED")
                .face(2, 1, "f1", "UNCONFIRMED", null)
                .events(1);
        assertThat(job.sealer().finish()).isFalse();

        job.sql("UPDATE face_1 SET outcome = 'RETAINED' WHERE number = 1");
        assertThat(job.sealer().finish()).isTrue();
        assertThat(verify().totals()).containsEntry("complete", false);
    }

    @Test
    void verify_noSuchJob_saysSo() {
        assertFails(() -> verify("other"), Reason.NO_SUCH_JOB);
        assertFails(() -> Receipts.verify(key, temp.resolve("none")), Reason.INPUT);
    }

    // What can be done to the ledger.

    @Test
    void verify_changedByteInTheLedger_isBrokenWhereItsSealBegins() throws Exception {
        job.tamper(
                "UPDATE event_1 SET bytes = CAST(replace(CAST(bytes AS TEXT), 'ATT', 'Att') AS BLOB) WHERE seq = 15");

        assertBroken(verify(), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_removedEventInTheLedger_isBrokenThere() throws Exception {
        job.tamper("DELETE FROM event_1 WHERE position = 13");

        assertBroken(verify(), 13, 10, "removed");
    }

    @Test
    void verify_removedEventAndRenumberedPositions_isBroken() throws Exception {
        job.tamper("DELETE FROM event_1 WHERE position = 13");
        job.tamper("UPDATE event_1 SET position = position - 1 WHERE position > 13");

        assertBroken(verify(), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_exchangedEventsInTheLedger_areBroken() throws Exception {
        job.tamper("UPDATE event_1 SET bytes = (SELECT bytes FROM event_1 b WHERE b.seq = 25 - event_1.seq)"
                + " WHERE seq IN (12, 13)");

        assertBroken(verify(), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_exchangedPositions_areBroken() throws Exception {
        job.tamper("UPDATE event_1 SET position = 25 - position WHERE position IN (12, 13)");

        assertBroken(verify(), 12, 10, "exchanged");
    }

    @Test
    void verify_addedEvent_isBroken() throws Exception {
        job.tamper("UPDATE event_1 SET seq = -seq WHERE seq > 12");
        job.tamper("UPDATE event_1 SET seq = 1 - seq, position = position + 1 WHERE seq < 0");
        job.tamper("INSERT INTO event_1(seq, position, target, bytes) VALUES(13, 13, 1, x'7b7d')");

        assertBroken(verify(), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_twoEventsInOne_isBroken() throws Exception {
        job.tamper("UPDATE event_1 SET bytes = CAST(bytes || x'0a' || bytes AS BLOB) WHERE seq = 3");

        assertBroken(verify(), 3, 0, "no event");
    }

    @Test
    void verify_removedSealInTheMiddle_isBroken() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 2");

        assertBroken(verify(), 11, 10, "does not follow");
    }

    @Test
    void verify_removedSealAndRenumbered_isBroken() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 2");
        job.tamper("UPDATE seal_1 SET number = 2, first = 11 WHERE number = 3");

        assertBroken(verify(), 11, 10, "does not follow");
    }

    @Test
    void verify_removedTailWithItsSeals_isIncomplete() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 3");
        job.tamper("DELETE FROM event_1 WHERE position > 20");
        assertBroken(verify(), 21, 20, "events after line 20 were removed");

        job.tamper("UPDATE sqlite_sequence SET seq = 20 WHERE name = 'event_1'");
        ReceiptsCheck check = verify();

        assertThat(check.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(check.events()).isEqualTo(20);
        assertThat(exported()).isEqualTo(check);
    }

    @Test
    void verify_removedTailWithoutItsSeals_isBroken() throws Exception {
        job.tamper("DELETE FROM event_1 WHERE position > 23");

        assertBroken(verify(), 21, 20, "those from 24 on are gone");
    }

    @Test
    void verify_removedSealsWithoutTheirEvents_isBroken() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 3");

        assertBroken(verify(), 21, 20, "its seal is gone");
    }

    @Test
    void verify_sealsTakenAwayAsIfNeverMade_areATail() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 3");
        job.tamper("UPDATE event_1 SET position = NULL WHERE position > 20");

        assertThat(verify().verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(verify().tail()).isEqualTo(5);
    }

    @Test
    void verify_otherColumnsThanTheSeals_areBroken() throws Exception {
        job.tamper("UPDATE seal_1 SET final = 1 WHERE number = 2");

        assertBroken(verify(), 11, 10, "what the ledger says of seal 2");
    }

    @Test
    void verify_changedSeal_isBroken() throws Exception {
        job.tamper(
                "UPDATE seal_1 SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE number = 2");

        assertBroken(verify(), 11, 10, "seal 2 is not signed");
    }

    @Test
    void verify_sealsOfAnotherJob_areBroken() throws Exception {
        job.next("second").done(1, 1, "s1", "p1").events(10).sealer().sealAll();
        job.events(10).sealer().sealAll();
        job.events(5).sealer().finish();
        assertThat(verify("second").verdict()).isEqualTo(Verdict.INTACT);

        job.tamper("DELETE FROM seal_1");
        job.tamper("INSERT INTO seal_1 SELECT * FROM seal_2");
        assertBroken(verify(), 1, 0, "another job");

        job.tamper("DELETE FROM event_1");
        job.tamper("INSERT INTO event_1 SELECT * FROM event_2");
        assertBroken(verify(), 1, 0, "another job");
    }

    @Test
    void verify_sealsForgedWithAnotherKey_areBroken() throws Exception {
        KeyFolder other = KeyFolder.create(temp.resolve("forger"));
        String prints = other.createJob(job.ledger.id(), 1).fingerprints();
        job.sql("DELETE FROM seal_1").sql("DELETE FROM event_1").sql("DELETE FROM sqlite_sequence");
        job.ledger.writer().write(tx -> {
            tx.authenticate(job.job().tables(), other.eventMac(job.ledger.id(), 1, JobFixture.NAME, prints));
            return true;
        });
        job.events(24);
        new Sealer(
                        job.ledger.writer(),
                        job.ledger.id(),
                        job.job(),
                        other.signer(prints),
                        job.clock,
                        tx -> Totals.read(tx, job.job().tables()))
                .finish();

        assertThat(Receipts.verifyAlone(other.publicKey(), job.file, JobFixture.NAME)
                        .verdict())
                .isEqualTo(Verdict.INTACT);
        assertBroken(verify(), 1, 0, "not signed with this key");
    }

    // What can be done to an export.

    @Test
    void export_anyJob_isForItsOwnerAloneAndWhatWasStored() throws Exception {
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
    void export_folderInUse_isRefused() throws Exception {
        Files.createDirectory(export);
        Files.writeString(export.resolve("mine"), "x");

        assertFails(() -> Receipts.export(key, job.file, JobFixture.NAME, export), Reason.INPUT);
        assertThat(export.toFile().list()).containsExactly("mine");
    }

    @Test
    void export_otherKey_isRefused() {
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
        assertBroken(Receipts.verify(key, export), 21, 20, "those from 25 on are gone");
    }

    @Test
    void verify_lineEndsChangedInAnExport_areBroken() throws Exception {
        Receipts.export(key, job.file, JobFixture.NAME, export);
        Path events = export.resolve("events.ndjson");
        String all = Files.readString(events);
        Files.writeString(events, all.substring(0, all.length() - 1));
        assertBroken(Receipts.verify(key, export), 21, 20, "lines 21 to 25");
        Files.writeString(events, all.replace("\n", "\r\n"));
        assertBroken(Receipts.verify(key, export), 1, 0, "lines 1 to 10");
        Files.writeString(events, "x".repeat(3_000_000));
        assertBroken(Receipts.verify(key, export), 1, 0, "no event");
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
    void verify_validSignatureOverSomethingElse_isBroken() throws Exception {
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

    @Test
    void seal_manyEvents_areCutIntoSealsWithoutGaps() {
        job.next("big").events(2 * Sealer.MOST + 1).sealer().sealAll();

        ReceiptsCheck check = verify("big");

        assertThat(check.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(check.events()).isEqualTo(2L * Sealer.MOST + 1);
        assertThat(check.seals()).isEqualTo(3);
    }

    @Test
    void added_enoughForASeal_sealsWithoutBeingAsked() {
        job.next("big").events(Sealer.MOST);
        Sealer sealer = job.sealer();

        for (int i = 0; i < Sealer.MOST - 1; i++) {
            sealer.added();
        }
        job.ledger.find("big");
        assertThat(verify("big").seals()).isZero();
        sealer.added();
        job.ledger.find("big");

        assertThat(verify("big").events()).isEqualTo(Sealer.MOST);
        job.events(3);
        sealer.tick();
        job.ledger.find("big");
        assertThat(verify("big").tail()).isEqualTo(3);
        sealer.added();
        sealer.tick();
        job.ledger.find("big");
        assertThat(verify("big").tail()).isZero();
    }

    private ReceiptsCheck verify() {
        return verify(JobFixture.NAME);
    }

    private ReceiptsCheck verify(String name) {
        return Receipts.verifyAlone(key, job.file, name);
    }

    private ReceiptsCheck exported() {
        Receipts.export(key, job.file, JobFixture.NAME, export);
        return Receipts.verify(key, export);
    }

    private interface Edit {
        void of(List<String> lines);
    }

    /** Exports afresh and changes the lines of a file, and of others in the same way. */
    private void change(String name, Edit edit, String... others) throws IOException {
        wipe();
        Receipts.export(key, job.file, JobFixture.NAME, export);
        List<String> names = new ArrayList<>(List.of(others));
        names.add(name);
        for (String one : names) {
            Path file = export.resolve(one);
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            edit.of(lines);
            Files.writeString(file, String.join("\n", lines) + "\n");
        }
    }

    private void both(Edit edit) throws IOException {
        change("seals.ndjson", edit, "signatures.base64");
    }

    private void wipe() throws IOException {
        if (Files.exists(export)) {
            for (String name : export.toFile().list()) {
                Files.delete(export.resolve(name));
            }
        }
    }

    private static void assertBroken(ReceiptsCheck check, long line, long intact, String says) {
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.problem()).contains(says);
        assertThat(check.brokenAt()).isEqualTo(line);
        assertThat(check.events()).isEqualTo(intact);
        assertThat(check.sentence()).startsWith("broken at line " + line + ": ");
    }

    private static void assertFails(Runnable action, Reason reason) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(reason);
    }
}
