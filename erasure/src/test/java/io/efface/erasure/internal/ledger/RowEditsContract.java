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
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.FaceResult;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredRow;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What {@link RowEdits} does. */
abstract class RowEditsContract extends LedgerContract {
    RowEditsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final RowResult RESULT = new RowResult(
            5,
            "ALREADY_ABSENT",
            "INFERRED",
            NOW,
            NOW.plusSeconds(1),
            true,
            "INTERNAL",
            "PARTIAL",
            true,
            "Code",
            "r-2",
            NOW.plusSeconds(2));

    private TargetRecord found(long row) {
        return read(tx -> tx.targets(job).find(row)).orElseThrow();
    }

    private List<PlannedRow> planned() {
        return all(tx -> tx.rows(job).planned());
    }

    @Test
    void restore_row_restoresAllButTheAnswerAndEndsTheClaim() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.full(NOW));

        change(tx -> tx.edits(job).restore(1, TargetState.FAILED, RESULT, NOW.plusSeconds(9), true));

        assertThat(found(1))
                .isEqualTo(new TargetRecord(
                        TargetState.FAILED,
                        5,
                        Operation.DELETE_PERSON,
                        null,
                        null,
                        null,
                        STORED_NOW.plusSeconds(9),
                        PersonOutcome.ALREADY_ABSENT,
                        Evidence.INFERRED,
                        STORED_NOW,
                        true,
                        ErrorKind.TIMEOUT,
                        Effect.UNKNOWN,
                        false,
                        "Throttling",
                        "r-1",
                        STORED_NOW,
                        STORED_NOW.plusSeconds(1)));
    }

    @Test
    void restoreAnswer_row_restoresTheAnswerAlone() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.full(NOW));

        change(tx -> tx.edits(job).restoreAnswer(1, RESULT));

        TargetRecord restored = found(1);
        assertThat(restored.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(restored.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(restored.permanent()).isTrue();
        assertThat(restored.vendorCode()).isEqualTo("Code");
        assertThat(restored.requestId()).isEqualTo("r-2");
        assertThat(restored.outcomeAt()).isEqualTo(STORED_NOW.plusSeconds(2));
        assertThat(restored)
                .usingRecursiveComparison()
                .ignoringFields("kind", "effect", "permanent", "vendorCode", "requestId", "outcomeAt")
                .isEqualTo(StoredProgress.full(STORED_NOW).record());
    }

    @Test
    void restore_targetThatWasMadeADuplicate_isNoDuplicateAnyMore() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "p"));

        change(tx -> tx.edits(job).restore(2, TargetState.DONE, RESULT, null, true));

        assertThat(planned().get(1).duplicateOf()).isNull();
        assertThat(planned().get(1).state()).isEqualTo(TargetState.DONE);
    }

    @Test
    void restore_rowThatNoEventNames_staysADuplicate() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "p"), refused(3));

        change(tx -> {
            tx.edits(job).restore(2, TargetState.DUPLICATE, RESULT, null, false);
            tx.edits(job).restore(3, TargetState.REFUSED, RESULT, null, false);
        });

        assertThat(planned().get(1).duplicateOf()).isEqualTo(1);
        assertThat(planned().get(2).problem()).isEqualTo("PERSON_MISSING");
    }

    @Test
    void restore_target_keepsTheNoteOfAnIdAgainstTheRuleAlone() {
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

        change(tx -> {
            tx.edits(job).restore(1, TargetState.DONE, RESULT, null, true);
            tx.edits(job).restore(2, TargetState.DONE, RESULT, null, true);
        });

        assertThat(planned()).extracting(PlannedRow::problem).containsExactly("ID_AGAINST_RULE", null);
    }

    @Test
    void hasFaces_targets_isTrueOfFacesThatTheOwnRowNames() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"), row(3, 1, "s", "q"));

        check(tx -> {
            assertThat(tx.edits(job).hasFaces(1)).isTrue();
            assertThat(tx.edits(job).hasFaces(2)).isFalse();
            assertThat(tx.edits(job).hasFaces(3)).isFalse();
        });
    }

    @Test
    void faces_target_areTheHashesOfItsFaces() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"), row(3, 1, "s", "q", "h"));

        check(tx -> assertThat(hex(tx.edits(job).faces(1))).containsExactlyInAnyOrder(hex("f"), hex("g")));
        check(tx -> assertThat(tx.edits(job).faces(2)).isEmpty());
    }

    @Test
    void restoreFace_ofAHash_changesTheFacesOfTheTargetThatHaveIt() {
        plan(row(1, 1, "s", "p", "f", "g", "f"), row(2, 1, "s", "q", "f"));

        change(tx -> tx.edits(job)
                .restoreFace(1, hash("f"), new FaceResult("FAILED", "CONFIRMED", NOW, true, "STILL_PRESENT")));

        FaceRecord restored =
                new FaceRecord(FaceOutcome.FAILED, Evidence.CONFIRMED, STORED_NOW, true, ErrorKind.STILL_PRESENT);
        check(tx -> {
            assertThat(tx.faces(job).of(1))
                    .extracting(Faces.StoredFace::record)
                    .containsExactlyInAnyOrder(restored, FaceRecord.NEW, restored);
            assertThat(tx.faces(job).of(2)).extracting(Faces.StoredFace::record).containsExactly(FaceRecord.NEW);
        });
    }

    @Test
    void removeIds_rows_leavesTheHashes() {
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
    void removeIds_facesOfADuplicate_goWithTheRowThatNamesThem() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"));

        change(tx -> tx.edits(job).removeIds(2, 2));

        assertThat(all(tx -> tx.rows(job).faces(true)))
                .extracting(face -> face.hidden() == null)
                .containsExactly(false, true);
    }

    @Test
    void clearWrongCells_wholeRows_findsNone() {
        plan(row(1, 1, "s", "p", "f"), refused(2));
        store(1, StoredProgress.full(NOW));
        TargetRecord before = found(1);

        int cells = write(tx -> {
            tx.edits(job).rebuildIndexes();
            return tx.edits(job).clearWrongCells();
        });

        assertThat(cells).isZero();
        assertThat(found(1)).isEqualTo(before);
    }
}
