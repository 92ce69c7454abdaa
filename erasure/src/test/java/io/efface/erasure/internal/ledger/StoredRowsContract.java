package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.StoredRows.CountedFace;
import io.efface.erasure.internal.ledger.StoredRows.CountedRow;
import io.efface.erasure.internal.ledger.StoredRows.Subjects;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.ReportedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.JobCipher;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link StoredRows}. {@link PlannedRowsContract} tests the planned columns. */
abstract class StoredRowsContract extends LedgerContract {
    StoredRowsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final RowResult NOTHING = RowResult.of(TargetProgress.NEW);

    private static RowResult full() {
        return new RowResult(
                3,
                "DELETED",
                "ACCEPTED",
                STORED_NOW.plusSeconds(2),
                STORED_NOW.plusSeconds(3),
                true,
                "TIMEOUT",
                "UNKNOWN",
                false,
                "Throttling",
                "r-1",
                STORED_NOW);
    }

    private void hold(String id) {
        change(tx -> {
            tx.holds(job).add(hash(id));
            tx.holds(job).hold(hash(id));
        });
    }

    private NewRow refused(long id, String subject) {
        NewRow row = refused(id);
        return new NewRow(
                id,
                row.line(),
                row.account(),
                row.state(),
                row.problem(),
                row.problemColumn(),
                row.operation(),
                NewRow.Id.of(subject, cipher, id, JobCipher.SUBJECT),
                null,
                List.of(),
                List.of());
    }

    private List<ReportedRow> reported(boolean open) {
        return all(tx -> tx.rows(job).reported(open));
    }

    @Test
    void all_duplicate_hasNoResultOfItsTarget() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "p"), refused(3));
        store(1, StoredProgress.full(NOW));

        List<StoredRow> rows = all(tx -> tx.rows(job).all());

        assertThat(rows).extracting(row -> row.plan().id()).containsExactly(1L, 2L, 3L);
        assertThat(rows).extracting(StoredRow::result).containsExactly(full(), NOTHING, NOTHING);
        assertThat(rows).extracting(StoredRow::hasId).containsExactly(true, true, false);
        assertThat(rows.get(1).plan().duplicateOf()).isEqualTo(1);
    }

    @Test
    void faces_ofAllTargets_areSortedByTargetRowAndNumber() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "q", "g"), row(3, 1, "s", "p", "h", "i"));
        change(tx -> tx.faces(job)
                .store(3, 1, new FaceRecord(FaceOutcome.DELETED, Evidence.CONFIRMED, NOW, true, ErrorKind.TIMEOUT)));

        List<StoredFace> faces = all(tx -> tx.rows(job).faces(true));

        assertThat(faces).extracting(StoredFace::target).containsExactly(1L, 1L, 1L, 2L);
        assertThat(faces).extracting(StoredFace::row).containsExactly(1L, 3L, 3L, 2L);
        assertThat(faces).extracting(StoredFace::number).containsExactly(0, 0, 1, 0);
        assertThat(faces)
                .extracting(face -> cipher.decrypt(face.hidden(), face.row(), face.number()))
                .containsExactly("f", "h", "i", "g");
        assertThat(faces.get(2).hash()).isEqualTo(hash("i"));
        assertThat(faces)
                .extracting(StoredFace::result)
                .containsExactly(
                        StoredFaceResult.of(FaceRecord.NEW),
                        StoredFaceResult.of(FaceRecord.NEW),
                        new StoredFaceResult("DELETED", "CONFIRMED", STORED_NOW, true, "TIMEOUT"),
                        StoredFaceResult.of(FaceRecord.NEW));
    }

    @Test
    void faces_withoutIds_haveNoEncryptedId() {
        plan(row(1, 1, "s", "p", "f"));

        assertThat(all(tx -> tx.rows(job).faces(false)))
                .extracting(StoredFace::hidden)
                .containsExactly((byte[]) null);
    }

    @Test
    void counted_rowsAndFaces_haveStatesAndOutcomes() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q", "f", "g"), refused(3));
        store(1, StoredProgress.full(NOW));
        change(tx -> tx.faces(job).store(2, 1, new FaceRecord(FaceOutcome.RETAINED, null, null, false, null)));

        assertThat(all(tx -> tx.rows(job).counted()))
                .containsExactly(
                        new CountedRow(1, TargetState.DONE, true, PersonOutcome.DELETED, Evidence.ACCEPTED, false),
                        new CountedRow(2, TargetState.PENDING, false, null, null, true),
                        new CountedRow(3, TargetState.REFUSED, false, null, null, false));
        assertThat(all(tx -> tx.rows(job).countedFaces()))
                .containsExactlyInAnyOrder(new CountedFace(2, null), new CountedFace(2, FaceOutcome.RETAINED));
    }

    @Test
    void reported_duplicate_hasTheResultOfItsTarget() {
        plan(row(1, 1, "s1", "p"), row(2, 1, "s2", "p"), row(3, 1, "s3", "q"), refused(4));
        store(1, StoredProgress.full(NOW));

        List<ReportedRow> rows = reported(false);

        assertThat(rows).extracting(row -> row.plan().id()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rows).extracting(ReportedRow::target).containsExactly(1L, 1L, 3L, 4L);
        assertThat(rows).extracting(ReportedRow::targetLine).containsExactly(10L, 10L, 30L, 40L);
        assertThat(rows).extracting(ReportedRow::erased).containsExactly(true, true, false, false);
        assertThat(rows).extracting(ReportedRow::held).containsOnly(false);
        assertThat(rows).extracting(ReportedRow::result).containsExactly(full(), full(), NOTHING, NOTHING);
        assertThat(rows).extracting(ReportedRow::problemColumn).containsExactly(null, null, null, 3L);
        assertThat(rows.get(3).subject()).isNull();
        assertThat(rows.get(3).person()).isNull();
    }

    @Test
    void reported_open_leavesOutTheRowsOfErasedTargets() {
        plan(row(1, 1, "s1", "p"), row(2, 1, "s2", "p"), row(3, 1, "s3", "q"), refused(4));
        store(1, StoredProgress.done(NOW));

        assertThat(reported(true)).extracting(row -> row.plan().id()).containsExactly(3L, 4L);
    }

    @Test
    void reported_targetsOnHold_areHeldUnlessErased() {
        plan(
                row(1, 1, "s", "pending"),
                row(2, 1, "s", "unknown"),
                row(3, 1, "s", "done"),
                row(4, 1, "t", "pending"),
                row(5, 1, "s", "free"));
        store(2, StoredProgress.of(TargetState.UNKNOWN).attempted(1, 1));
        store(3, StoredProgress.done(NOW));
        hold("t");
        hold("unknown");
        hold("done");

        assertThat(reported(false)).extracting(ReportedRow::held).containsExactly(true, true, false, true, false);
    }

    @Test
    void reported_heldTargetWithAnEmptyList_isHeld() {
        plan(row(1, 1, "s", "p"));
        hold("p");
        change(tx -> tx.holds(job).remove(hash("p")));

        assertThat(reported(false)).extracting(ReportedRow::held).containsExactly(true);
    }

    @Test
    void onHold_severalHashesOfATarget_returnsTheTargetOnce() {
        plan(row(1, 1, "s1", "p"), row(2, 1, "s2", "p"), row(3, 2, "s3", "p"), row(4, 1, "s4", "q"), refused(5));
        hold("s2");
        hold("s1");
        hold("q");

        assertThat(all(tx -> tx.rows(job).onHold())).containsExactlyInAnyOrder(1L, 4L);
    }

    @Test
    void subjects_rows_areCountedByTheStatesOfAllTheirTargets() {
        plan(
                row(1, 1, "erased", "p1"),
                row(2, 2, "erased", "p1"),
                row(3, 1, "open", "p2"),
                row(4, 2, "open", "p2"),
                row(5, 1, "kept", "p3"),
                row(6, 2, "kept", "p3"),
                row(7, 1, "erased by another", "p1"),
                refused(8));
        for (long row : new long[] {1, 2, 3, 5}) {
            store(row, StoredProgress.done(NOW));
        }
        check(tx -> assertThat(tx.rows(job).subjects()).isEqualTo(new Subjects(4, 2, 0)));

        hold("p3");
        hold("p1");

        check(tx -> assertThat(tx.rows(job).subjects()).isEqualTo(new Subjects(4, 2, 1)));
    }

    @Test
    void subjects_refusedRows_leaveTheirSubject() {
        plan(row(1, 1, "s1", "p1"), refused(2, "s1"), refused(3, "s2"), row(4, 1, "s3", "p3"), refused(5));
        store(1, StoredProgress.done(NOW));
        store(4, StoredProgress.done(NOW));

        check(tx -> assertThat(tx.rows(job).subjects()).isEqualTo(new Subjects(3, 1, 0)));
    }

    @Test
    void subjects_jobWithoutRows_areZero() {
        check(tx -> assertThat(tx.rows(job).subjects()).isEqualTo(new Subjects(0, 0, 0)));
    }

    @Test
    void countRefusedWithoutSubject_rows_countsRefusedRowsWhoseSubjectIsMissing() {
        plan(row(1, 1, "s1", "p1"), refused(2, "s1"), refused(3), refused(4), row(5, 1, "s3", "p3"));

        check(tx -> assertThat(tx.rows(job).countRefusedWithoutSubject()).isEqualTo(2));
    }

    @Test
    void countAgainstRule_rows_countsMarkedRowsThatAreNotRefused() {
        NewRow plain = row(1, 1, "s", "p");
        NewRow marked = new NewRow(
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
                List.of());
        NewRow refused = new NewRow(
                2,
                20,
                1,
                TargetState.REFUSED,
                ProblemCode.ID_AGAINST_RULE,
                1,
                Operation.DELETE_PERSON,
                null,
                null,
                List.of(),
                List.of());
        plan(marked, refused, refused(3), row(4, 1, "s", "q"));

        check(tx -> assertThat(tx.rows(job).countAgainstRule()).isEqualTo(1));
    }

    @Test
    void countHeldWithHistory_targetsOnHold_countsThoseNeitherHeldNorDone() {
        plan(row(1, 1, "s", "unknown"), row(2, 1, "s", "done"), row(3, 1, "s", "pending"), row(4, 1, "s", "free"));
        store(1, StoredProgress.of(TargetState.UNKNOWN).attempted(1, 1));
        store(2, StoredProgress.done(NOW));
        check(tx -> assertThat(tx.rows(job).countHeldWithHistory()).isZero());

        hold("unknown");
        hold("done");
        hold("pending");

        check(tx -> assertThat(tx.rows(job).countHeldWithHistory()).isEqualTo(1));
    }
}
