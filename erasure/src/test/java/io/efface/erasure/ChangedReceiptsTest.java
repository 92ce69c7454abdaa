package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.internal.receipts.Totals;
import io.efface.erasure.keys.KeyFolder;
import org.junit.jupiter.api.Test;

/** Tests the verification of receipts that were changed in the ledger. */
class ChangedReceiptsTest extends SealedJobFixture {
    // Each test changes the ledger in one way.

    @Test
    void verify_changedByteOfAnEvent_isBrokenAtTheFirstEventOfItsSeal() throws Exception {
        job.tamper(
                "UPDATE event_1 SET bytes = CAST(replace(CAST(bytes AS TEXT), 'ATT', 'Att') AS BLOB) WHERE seq = 15");

        assertBroken(verify(), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_removedEvent_isBrokenAtThatEvent() throws Exception {
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
    void verify_exchangedEvents_isBroken() throws Exception {
        job.tamper("UPDATE event_1 SET bytes = (SELECT bytes FROM event_1 b WHERE b.seq = 25 - event_1.seq)"
                + " WHERE seq IN (12, 13)");

        assertBroken(verify(), 11, 10, "lines 11 to 20");
    }

    @Test
    void verify_exchangedPositions_isBroken() throws Exception {
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
    void verify_twoEventsMergedIntoOne_isBroken() throws Exception {
        job.tamper("UPDATE event_1 SET bytes = CAST(bytes || x'0a' || bytes AS BLOB) WHERE seq = 3");

        assertBroken(verify(), 3, 0, "not an event");
    }

    @Test
    void verify_removedSealInTheMiddle_isBroken() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 2");

        assertBroken(verify(), 11, 10, "does not follow");
    }

    @Test
    void verify_removedSealAndRenumberedSeals_isBroken() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 2");
        job.tamper("UPDATE seal_1 SET number = 2, first = 11 WHERE number = 3");

        assertBroken(verify(), 11, 10, "does not follow");
    }

    @Test
    void verify_lastEventsRemovedWithTheirSeals_isIncomplete() throws Exception {
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
    void verify_lastEventsRemovedWithoutTheirSeals_isBroken() throws Exception {
        job.tamper("DELETE FROM event_1 WHERE position > 23");

        assertBroken(verify(), 21, 20, "and the lines from 24 on are missing");
    }

    @Test
    void verify_sealsRemovedWithoutTheirEvents_isBroken() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 3");

        assertBroken(verify(), 21, 20, "the seal is missing");
    }

    @Test
    void verify_sealsAndPositionsRemoved_isAnUnsealedTail() throws Exception {
        job.tamper("DELETE FROM seal_1 WHERE number = 3");
        job.tamper("UPDATE event_1 SET position = NULL WHERE position > 20");

        assertThat(verify().verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(verify().tail()).isEqualTo(5);
    }

    @Test
    void verify_columnsThatDifferFromTheSeal_isBroken() throws Exception {
        job.tamper("UPDATE seal_1 SET final = 1 WHERE number = 2");

        assertBroken(verify(), 11, 10, "the ledger's columns for seal 2");
    }

    @Test
    void verify_changedSeal_isBroken() throws Exception {
        job.tamper(
                "UPDATE seal_1 SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE number = 2");

        assertBroken(verify(), 11, 10, "seal 2 is not signed");
    }

    @Test
    void verify_sealsOfAnotherJob_isBroken() throws Exception {
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
    void verify_sealsForgedWithAnotherKey_isBroken() throws Exception {
        KeyFolder other = KeyFolder.create(temp.resolve("forger"));
        String prints = other.createJob(job.ledger.id(), 1).fingerprints();
        job.sql("DELETE FROM seal_1").sql("DELETE FROM event_1").sql("DELETE FROM sqlite_sequence");
        job.ledger.store().writer().write(tx -> {
            tx.events(job.job().number()).authenticate(other.eventMac(job.ledger.id(), 1, JobFixture.NAME, prints));
            return true;
        });
        job.events(24);
        new Sealer(
                        job.ledger.store().writer(),
                        job.ledger.id(),
                        job.job(),
                        other.signer(prints),
                        job.clock,
                        tx -> Totals.read(tx.rows(job.job().number())))
                .finish();

        assertThat(JobFixture.checkAlone(other.publicKey(), job.file, JobFixture.NAME)
                        .verdict())
                .isEqualTo(Verdict.INTACT);
        assertBroken(verify(), 1, 0, "not signed with this key");
    }
}
