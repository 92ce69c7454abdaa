package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.internal.receipts.Sealer;
import org.junit.jupiter.api.Test;

/** Tests the sealing of events, and the verification of intact receipts. */
class ReceiptsTest extends SealedJobFixture {
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
        assertThat(check.sentence())
                .isEqualTo("sealed and intact: 25 events under 3 seals, and the last seal is final");
        assertThat(exported()).isEqualTo(check);
    }

    @Test
    void verify_duringAWrite_needsNoLock() {
        job.events(3);

        ReceiptsCheck check = verify();

        assertThat(check.verdict()).isEqualTo(Verdict.UNSEALED_TAIL);
        assertThat(check.tail()).isEqualTo(3);
        assertThat(check.events()).isEqualTo(25);
        assertThat(check.sentence()).startsWith("intact, but with an unsealed tail of 3 events");
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
    void verify_openFacesOfAPartialTarget_hasNoFinalSeal() throws Exception {
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
    void verify_missingJob_isRejected() {
        assertFails(() -> verify("other"), Reason.NO_SUCH_JOB);
        assertFails(() -> Receipts.verify(key, temp.resolve("none")), Reason.INPUT);
    }

    @Test
    void seal_manyEvents_makesSeveralSealsWithoutGaps() {
        job.next("big").events(2 * Sealer.MAX_EVENTS + 1).sealer().sealAll();

        ReceiptsCheck check = verify("big");

        assertThat(check.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(check.events()).isEqualTo(2L * Sealer.MAX_EVENTS + 1);
        assertThat(check.seals()).isEqualTo(3);
    }

    @Test
    void countEvent_enoughEventsForASeal_submitsASeal() {
        job.next("big").events(Sealer.MAX_EVENTS);
        Sealer sealer = job.sealer();

        for (int i = 0; i < Sealer.MAX_EVENTS - 1; i++) {
            sealer.countEvent();
        }
        job.ledger.store().find("big");
        assertThat(verify("big").seals()).isZero();
        sealer.countEvent();
        job.ledger.store().find("big");

        assertThat(verify("big").events()).isEqualTo(Sealer.MAX_EVENTS);
        job.events(3);
        sealer.submitSeal();
        job.ledger.store().find("big");
        assertThat(verify("big").tail()).isEqualTo(3);
        sealer.countEvent();
        sealer.submitSeal();
        job.ledger.store().find("big");
        assertThat(verify("big").tail()).isZero();
    }
}
