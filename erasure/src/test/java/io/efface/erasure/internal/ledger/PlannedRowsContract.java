package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.PlannedRows.FaceCount;
import io.efface.erasure.internal.ledger.PlannedRows.Repeated;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.PlannedFace;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link PlannedRows}. */
abstract class PlannedRowsContract extends LedgerContract {
    PlannedRowsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private void add(NewRow... rows) {
        change(tx -> tx.plan(job).addAll(List.of(rows)));
    }

    private void finishAdding() {
        change(tx -> tx.plan(job).finishAdding());
    }

    private List<Repeated> repeated() {
        return all(tx -> tx.plan(job).repeated());
    }

    private List<String> faces(long row) {
        return read(tx -> tx.plan(job).faces(row)).stream()
                .map(face -> face.text(cipher))
                .toList();
    }

    @Test
    void addAll_rows_storesThePlannedValues() {
        add(row(1, 2, "s", "p", "f1", "f2"), refused(2));

        List<PlannedRow> rows = all(tx -> tx.rows(job).planned());
        assertThat(rows)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new PlannedRow(
                                1, 10, 2L, TargetState.PENDING, null, null, "DELETE_FACES", hash("s"), hash("p")),
                        new PlannedRow(
                                2, 20, null, TargetState.REFUSED, "PERSON_MISSING", null, "DELETE_PERSON", null, null));
        assertThat(all(tx -> tx.rows(job).plannedFaces()))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new PlannedFace(1, 0, 1, hash("f1")), new PlannedFace(1, 1, 1, hash("f2")));
    }

    @Test
    void addAll_manyRows_storesEachRowWithItsFaces() {
        NewRow[] rows = LongStream.rangeClosed(1, 105)
                .mapToObj(id -> id % 7 == 0 ? refused(id) : row(id, 1, "s" + id, "p" + id, "f" + id, "g" + id))
                .toArray(NewRow[]::new);

        add(rows);

        List<PlannedRow> planned = all(tx -> tx.rows(job).planned());
        assertThat(planned)
                .extracting(PlannedRow::id)
                .containsExactly(LongStream.rangeClosed(1, 105).boxed().toArray(Long[]::new));
        assertThat(planned).allSatisfy(row -> {
            boolean isRefused = row.id() % 7 == 0;
            assertThat(row.line()).isEqualTo(10 * row.id());
            assertThat(row.state()).isEqualTo(isRefused ? TargetState.REFUSED : TargetState.PENDING);
            assertThat(row.personHash()).isEqualTo(isRefused ? null : hash("p" + row.id()));
            assertThat(row.subjectHash()).isEqualTo(isRefused ? null : hash("s" + row.id()));
            assertThat(faces(row.id())).isEqualTo(isRefused ? List.of() : List.of("f" + row.id(), "g" + row.id()));
        });
    }

    @Test
    void addAll_rowWithDetachedFaces_storesTheseFaces() {
        NewRow row = row(1, 1, "s", "p");
        DetachedFace face = new DetachedFace(1, hash("f"), cipher.encrypt("f", 1, JobCipher.DETACHED));

        add(new NewRow(
                1,
                10,
                1,
                TargetState.PENDING,
                null,
                null,
                row.operation(),
                row.subject(),
                row.person(),
                List.of(),
                List.of(face)));

        check(tx -> assertThat(tx.detached(job).of(1))
                .singleElement()
                .satisfies(stored -> assertThat(stored.id(cipher).value()).isEqualTo("f")));
    }

    @Test
    void page_number_returnsPendingRowsAfterTheNumberInOrder() {
        add(row(1, 1, "s1", "p1"), refused(2), row(3, 1, "s3", "p3"), row(4, 2, "s4", "p4"));

        check(tx -> assertThat(tx.plan(job).page(0, 2)).extracting(RowIds::id).containsExactly(1L, 3L));
        check(tx -> assertThat(tx.plan(job).page(3, 2)).extracting(RowIds::id).containsExactly(4L));
        check(tx -> assertThat(tx.plan(job).page(4, 2)).isEmpty());
        RowIds first = read(tx -> tx.plan(job).page(0, 1)).get(0);
        assertThat(first.line()).isEqualTo(10);
        assertThat(first.person(cipher)).isEqualTo("p1");
        assertThat(first.subject(cipher)).isEqualTo("s1");
        assertThat(first.hasSubject()).isTrue();
    }

    @Test
    void faces_row_returnsTheFacesThatItNames() {
        add(row(1, 1, "s", "p", "f1", "f2"), row(2, 1, "s", "q"));

        assertThat(faces(1)).containsExactlyInAnyOrder("f1", "f2");
        assertThat(faces(2)).isEmpty();
    }

    @Test
    void refuse_row_removesItsIdsAndFaces() {
        add(row(1, 1, "s", "p", "f1"), row(2, 1, "s", "q", "f1"));

        change(tx -> tx.plan(job).refuse(1, new InputProblem(10, 4, ProblemCode.ID_AGAINST_RULE), false));

        assertThat(all(tx -> tx.rows(job).planned()).get(0))
                .usingRecursiveComparison()
                .isEqualTo(new PlannedRow(
                        1, 10, 1L, TargetState.REFUSED, "ID_AGAINST_RULE", null, "DELETE_PERSON", null, null));
        assertThat(all(tx -> tx.rows(job).all()).get(0).hasId()).isFalse();
        assertThat(all(tx -> tx.rows(job).reported(false)).get(0).problemColumn())
                .isEqualTo(4);
        assertThat(faces(1)).isEmpty();
        assertThat(faces(2)).containsExactly("f1");
    }

    @Test
    void refuse_rowThatKeepsItsSubject_removesThePersonAndTheFaces() {
        add(row(1, 1, "s", "p", "f1"));

        change(tx -> tx.plan(job).refuse(1, new InputProblem(10, 4, ProblemCode.SPREADSHEET_NUMBER), true));

        assertThat(all(tx -> tx.rows(job).planned()).get(0))
                .usingRecursiveComparison()
                .isEqualTo(new PlannedRow(
                        1, 10, 1L, TargetState.REFUSED, "SPREADSHEET_NUMBER", null, "DELETE_PERSON", hash("s"), null));
        assertThat(all(tx -> tx.rows(job).all()).get(0).hasId()).isTrue();
        assertThat(faces(1)).isEmpty();
    }

    @Test
    void repeated_rows_returnsPersonsWithSeveralRowsInOneAccount() {
        add(
                row(1, 1, "s", "p"),
                row(2, 2, "s", "p"),
                row(3, 1, "s", "q"),
                row(4, 1, "t", "p"),
                row(5, 2, "s", "q"),
                row(6, 1, "t", "p"),
                refused(7),
                refused(8));
        finishAdding();

        assertThat(repeated()).singleElement().satisfies(person -> {
            assertThat(person.account()).isEqualTo(1);
            assertThat(person.personHash()).isEqualTo(hash("p"));
            assertThat(person.first()).isEqualTo(1);
            assertThat(person.rows()).isEqualTo(3);
        });
    }

    @Test
    void operations_rowsOfAPerson_returnsEachOperationOnce() {
        add(row(1, 1, "s", "p"), row(2, 1, "s", "p", "f"), row(3, 1, "s", "p", "g"));
        finishAdding();

        Repeated person = repeated().get(0);
        check(tx -> assertThat(tx.plan(job).operations(person))
                .containsExactlyInAnyOrder(Operation.DELETE_PERSON, Operation.DELETE_FACES));
    }

    @Test
    void markDuplicates_person_makesTheFirstRowTheTarget() {
        add(row(1, 1, "s", "p"), row(2, 1, "t", "p"), row(3, 2, "s", "p"), row(4, 1, "s", "p"));
        finishAdding();

        Repeated person = repeated().get(0);
        change(tx -> tx.plan(job).markDuplicates(person));

        assertThat(all(tx -> tx.rows(job).planned()))
                .extracting(PlannedRow::duplicateOf)
                .containsExactly(null, 1L, null, 1L);
        assertThat(all(tx -> tx.rows(job).planned()))
                .extracting(PlannedRow::state)
                .containsExactly(
                        TargetState.PENDING, TargetState.DUPLICATE, TargetState.PENDING, TargetState.DUPLICATE);
    }

    @Test
    void deleteWholePerson_rowsWithFaces_removesTheFacesOfAllRows() {
        add(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p"), row(3, 2, "s", "p", "f"));
        finishAdding();

        Repeated person = repeated().get(0);
        change(tx -> tx.plan(job).deleteWholePerson(person));

        assertThat(all(tx -> tx.rows(job).planned()))
                .extracting(PlannedRow::operation)
                .containsExactly("DELETE_PERSON", "DELETE_PERSON", "DELETE_FACES");
        assertThat(all(tx -> tx.rows(job).plannedFaces()))
                .extracting(PlannedFace::row)
                .containsExactly(3L);
    }

    @Test
    void uniteFaces_rowsWithFaces_assignsEachFaceOnceToTheFirstRow() {
        add(row(1, 1, "s", "p", "f", "f", "g"), row(2, 1, "s", "p", "g", "h"), row(3, 1, "s", "q", "h"));
        finishAdding();

        Repeated person = repeated().get(0);
        change(tx -> {
            tx.plan(job).uniteFaces(person);
            tx.plan(job).markDuplicates(person);
        });

        assertThat(all(tx -> tx.rows(job).plannedFaces()))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new PlannedFace(1, 0, 1, hash("f")),
                        new PlannedFace(1, 2, 1, hash("g")),
                        new PlannedFace(2, 1, 1, hash("h")),
                        new PlannedFace(3, 0, 3, hash("h")));
    }

    @Test
    void line_row_returnsItsLineInTheList() {
        add(row(1, 1, "s", "p"));

        check(tx -> assertThat(tx.plan(job).line(1)).isEqualTo(10));
    }

    @Test
    void countFaces_pendingTargets_countsFacesAndCalls() {
        add(
                row(1, 1, "s", "p", "a", "b", "c"),
                row(2, 1, "s", "q", "a", "b"),
                row(3, 1, "s", "r"),
                row(4, 2, "s", "p", "a"),
                row(5, 1, "s", "held", "a"));
        finishAdding();
        change(tx -> tx.holds(job).hold(hash("held")));

        check(tx -> assertThat(tx.plan(job).countFaces(1, 2)).isEqualTo(new FaceCount(5, 3)));
        check(tx -> assertThat(tx.plan(job).countFaces(2, 20)).isEqualTo(new FaceCount(1, 1)));
        check(tx -> assertThat(tx.plan(job).countFaces(3, 20)).isEqualTo(new FaceCount(0, 0)));
    }

    @Test
    void targets_account_returnsItsPendingTargetsInOrder() {
        plan(row(1, 1, "s", "p"), row(2, 2, "s", "p"), row(3, 1, "s", "q"), row(4, 1, "s", "p"), refused(5));

        assertThat(all(tx -> tx.plan(job).targets(1))).containsExactly(1L, 3L);
    }

    @Test
    void person_row_returnsItsPerson() {
        add(row(1, 1, "s", "p"));

        check(tx ->
                assertThat(tx.plan(job).person(1).orElseThrow().text(cipher)).isEqualTo("p"));
        check(tx -> assertThat(tx.plan(job).person(2)).isEmpty());
    }
}
