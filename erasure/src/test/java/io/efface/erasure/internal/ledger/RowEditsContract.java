package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.Pause;
import io.efface.erasure.internal.ledger.record.Answer;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.RunCounts;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredRow;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link RowEdits}. */
abstract class RowEditsContract extends LedgerContract {
    RowEditsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final TargetProgress PROGRESS = new TargetProgress(
            TargetState.FAILED,
            5,
            PersonOutcome.ALREADY_ABSENT,
            Evidence.INFERRED,
            NOW,
            NOW.plusSeconds(1),
            true,
            ErrorKind.INTERNAL,
            Effect.PARTIAL,
            true,
            Answer.of(NOW.plusSeconds(2), "Code", "r-2"));

    private void restore(long row, TargetState state, boolean target) {
        change(tx -> tx.edits(job).restore(row, PROGRESS.withState(state), null, true, target));
    }

    private TargetRecord found(long row) {
        return read(tx -> tx.targets(job).find(row)).orElseThrow();
    }

    private List<PlannedRow> planned() {
        return all(tx -> tx.rows(job).planned());
    }

    @Test
    void restore_row_restoresItsProgressAndEndsItsClaim() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.full(NOW));

        change(tx -> tx.edits(job).restore(1, PROGRESS, NOW.plusSeconds(9), true, true));

        TargetProgress restored = new TargetProgress(
                TargetState.FAILED,
                5,
                PersonOutcome.ALREADY_ABSENT,
                Evidence.INFERRED,
                STORED_NOW,
                STORED_NOW.plusSeconds(1),
                true,
                ErrorKind.INTERNAL,
                Effect.PARTIAL,
                true,
                Answer.of(STORED_NOW.plusSeconds(2), "Code", "r-2"));
        assertThat(found(1))
                .isEqualTo(new TargetRecord(
                        restored, Operation.DELETE_PERSON, null, null, null, STORED_NOW.plusSeconds(9)));
    }

    @Test
    void restore_withoutFailure_keepsFailureAndAnswer() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.full(NOW));

        change(tx -> tx.edits(job).restore(1, PROGRESS, null, false, true));

        TargetProgress before = StoredProgress.full(STORED_NOW).record().progress();
        TargetProgress after = found(1).progress();
        assertThat(after.kind()).isEqualTo(before.kind());
        assertThat(after.effect()).isEqualTo(before.effect());
        assertThat(after.permanent()).isEqualTo(before.permanent());
        assertThat(after.answer()).isEqualTo(before.answer());
        assertThat(after.attempts()).isEqualTo(5);
    }

    @Test
    void restore_targetMarkedAsDuplicate_isNoLongerADuplicate() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "p"));

        restore(2, TargetState.DONE, true);

        assertThat(planned().get(1).duplicateOf()).isNull();
        assertThat(planned().get(1).state()).isEqualTo(TargetState.DONE);
    }

    @Test
    void restore_duplicateThatNoEventNames_staysADuplicate() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "p"), refused(3));

        restore(2, TargetState.DUPLICATE, false);
        restore(3, TargetState.REFUSED, false);

        assertThat(planned().get(1).duplicateOf()).isEqualTo(1);
        assertThat(planned().get(2).problem()).isEqualTo("PERSON_MISSING");
    }

    @Test
    void restore_target_keepsOnlyTheMarkThatItsIdBreaksTheRule() {
        NewRow plain = row(1, 1, "s", "p");
        plan(
                new NewRow(
                        1,
                        10,
                        1,
                        TargetState.PENDING,
                        ProblemCode.ID_AGAINST_RULE,
                        null,
                        Operation.DELETE_PERSON,
                        plain.subject(),
                        plain.person(),
                        List.of(),
                        List.of()),
                refused(2));

        restore(1, TargetState.DONE, true);
        restore(2, TargetState.DONE, true);

        assertThat(planned()).extracting(PlannedRow::problem).containsExactly("ID_AGAINST_RULE", null);
    }

    @Test
    void hasFaces_target_isTrueIfItsOwnRowNamesFaces() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"), row(3, 1, "s", "q"));

        check(tx -> {
            assertThat(tx.edits(job).hasFaces(1)).isTrue();
            assertThat(tx.edits(job).hasFaces(2)).isFalse();
            assertThat(tx.edits(job).hasFaces(3)).isFalse();
        });
    }

    @Test
    void faces_target_returnsTheHashesOfItsFaces() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"), row(3, 1, "s", "q", "h"));

        check(tx -> assertThat(hex(tx.edits(job).faces(1))).containsExactlyInAnyOrder(hex("f"), hex("g")));
        check(tx -> assertThat(tx.edits(job).faces(2)).isEmpty());
    }

    @Test
    void restoreFace_hash_changesTheFacesOfTheTargetWithThisHash() {
        plan(row(1, 1, "s", "p", "f", "g", "f"), row(2, 1, "s", "q", "f"));

        change(tx -> tx.edits(job)
                .restoreFace(
                        1,
                        hash("f"),
                        new FaceRecord(FaceOutcome.FAILED, Evidence.CONFIRMED, NOW, true, ErrorKind.STILL_PRESENT)));

        FaceRecord restored =
                new FaceRecord(FaceOutcome.FAILED, Evidence.CONFIRMED, STORED_NOW, true, ErrorKind.STILL_PRESENT);
        check(tx -> {
            assertThat(tx.faces(job).of(1))
                    .extracting(Faces.TargetFace::record)
                    .containsExactlyInAnyOrder(restored, FaceRecord.NEW, restored);
            assertThat(tx.faces(job).of(2)).extracting(Faces.TargetFace::record).containsExactly(FaceRecord.NEW);
        });
    }

    @Test
    void removeIds_rows_keepsTheHashes() {
        plan(
                row(1, 1, "s1", "p1", "f"),
                row(2, 1, "s2", "p2", "f"),
                row(3, 1, "s3", "p3", "f"),
                row(4, 1, "s4", "p4", "f"));

        change(tx -> tx.edits(job).removeIds(2, 3));

        List<StoredRow> rows = all(tx -> tx.rows(job).all());
        assertThat(rows).extracting(StoredRow::hasId).containsExactly(true, false, false, true);
        assertThat(rows.get(1).plan().personHash()).isEqualTo(hash("p2"));
        assertThat(rows.get(1).plan().subjectHash()).isEqualTo(hash("s2"));
        List<StoredFace> faces = all(tx -> tx.rows(job).faces(true));
        assertThat(faces).extracting(face -> face.hidden() == null).containsExactly(false, true, true, false);
        assertThat(faces).allSatisfy(face -> assertThat(face.hash()).isEqualTo(hash("f")));
    }

    @Test
    void removeIds_duplicate_removesTheIdsOfTheFacesThatItNames() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"));

        change(tx -> tx.edits(job).removeIds(2, 2));

        assertThat(all(tx -> tx.rows(job).faces(true)))
                .extracting(face -> face.hidden() == null)
                .containsExactly(false, true);
    }

    private static final RunCounts COUNTS =
            RunCounts.NONE.withErased(true).withAttempt(true).withAttempt(false);

    @Test
    void makeReadable_undamagedJob_changesNothing() {
        plan(row(1, 1, "s", "p", "f"), refused(2));
        store(1, StoredProgress.full(NOW));
        change(tx -> {
            tx.accounts(job).setPause(1, new Pause("x", NOW, NOW, 1));
            tx.accounts(job).setCounts(1, COUNTS);
            tx.accounts(job).takeLease(1, "one", NOW);
        });
        TargetRecord target = found(1);
        Job undamaged = write(tx -> tx.jobs().get("job"));
        List<AccountStatus> accounts = write(tx -> tx.accounts(job).statuses());

        int cells = write(tx -> tx.edits(job).makeReadable());

        assertThat(cells).isZero();
        assertThat(found(1)).isEqualTo(target);
        check(tx -> assertThat(tx.jobs().get("job")).isEqualTo(undamaged));
        check(tx -> assertThat(tx.accounts(job).statuses()).isEqualTo(accounts));
        check(tx -> assertThat(tx.accounts(job).counts(1)).isEqualTo(COUNTS));
    }
}
