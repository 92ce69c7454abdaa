package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.ledger.record.TargetSelection.FaceKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests how every implementation of {@link Targets} stores targets and returns them in pages. */
abstract class TargetsContract extends LedgerContract {
    TargetsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final TargetSelection PENDING = TargetSelection.all(TargetState.PENDING);

    private List<Target> page(TargetSelection selection) {
        return read(tx -> tx.targets(job).page(1, selection, 0, 100, NOW));
    }

    private void storeFace(long row, int number, FaceOutcome outcome) {
        change(tx -> tx.faces(job).store(row, number, new FaceRecord(outcome, null, null, false, null)));
    }

    @Test
    void find_plannedRow_hasItsPlannedState() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "f"), refused(3));

        check(tx -> {
            Targets targets = tx.targets(job);
            assertThat(targets.find(1).orElseThrow().state()).isEqualTo(TargetState.PENDING);
            assertThat(targets.find(1).orElseThrow().operation()).isEqualTo(Operation.DELETE_FACES);
            assertThat(targets.find(2).orElseThrow().state()).isEqualTo(TargetState.DUPLICATE);
            assertThat(targets.find(3).orElseThrow().state()).isEqualTo(TargetState.REFUSED);
            assertThat(targets.find(4)).isEmpty();
        });
    }

    @Test
    void hasPerson_rowsOfTwoAccounts_comparesAccountAndPerson() {
        plan(row(1, 1, "s", "p"), row(2, 2, "s", "q"), refused(3));

        check(tx -> {
            Targets targets = tx.targets(job);
            assertThat(targets.hasPerson(1, hex("p"))).isTrue();
            assertThat(targets.hasPerson(2, hex("p"))).isFalse();
            assertThat(targets.hasPerson(2, hex("q"))).isTrue();
            assertThat(targets.hasPerson(1, hex("s"))).isFalse();
        });
    }

    @Test
    void store_record_isReturnedWithTimesInMilliseconds() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"));

        store(1, StoredProgress.full(NOW));

        check(tx -> assertThat(tx.targets(job).find(1))
                .contains(StoredProgress.full(STORED_NOW).record()));
        check(tx -> assertThat(tx.targets(job).find(2).orElseThrow().attempt()).isZero());
    }

    @Test
    void store_record_keepsTheOperation() {
        plan(row(1, 1, "s", "p", "f"));

        store(1, StoredProgress.of(TargetState.UNKNOWN));

        check(tx ->
                assertThat(tx.targets(job).find(1).orElseThrow().operation()).isEqualTo(Operation.DELETE_FACES));
    }

    @Test
    void page_accountAndNumber_returnsTargetsOfTheAccountAfterTheNumber() {
        plan(row(1, 1, "s", "p"), row(2, 2, "s", "p"), row(3, 1, "s", "q"), row(4, 1, "s", "r"), row(5, 1, "s", "p"));

        check(tx -> {
            Targets targets = tx.targets(job);
            assertThat(targets.page(1, PENDING, 0, 2, NOW))
                    .extracting(Target::id)
                    .containsExactly(1L, 3L);
            assertThat(targets.page(1, PENDING, 3, 2, NOW))
                    .extracting(Target::id)
                    .containsExactly(4L);
            assertThat(targets.page(1, PENDING, 4, 2, NOW)).isEmpty();
            assertThat(targets.count(1, PENDING)).isEqualTo(3);
            assertThat(targets.count(2, PENDING)).isEqualTo(1);
            assertThat(targets.count(3, PENDING)).isZero();
        });
    }

    @Test
    void page_target_hasTheStoredValues() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.full(NOW).kind(ErrorKind.STILL_PRESENT));

        Target target = page(TargetSelection.all(TargetState.DONE)).get(0);

        assertThat(target.attempt()).isEqualTo(3);
        assertThat(target.operation()).isEqualTo(Operation.DELETE_PERSON);
        assertThat(target.hash()).isEqualTo(hex("p"));
        assertThat(target.person(cipher).value()).isEqualTo("p");
        assertThat(target.faces()).isEmpty();
        assertThat(target.maybeEarlier()).isTrue();
        assertThat(target.outcomeAt()).isEqualTo(STORED_NOW);
        assertThat(target.looks()).isZero();
        assertThat(target.refuted()).isTrue();
        assertThat(target.detached()).isEmpty();
    }

    @Test
    void page_targetOfSeveralRows_hasTheFacesOfAllItsRows() {
        plan(row(1, 1, "s", "p", "f", "g"), row(2, 1, "s", "p", "g", "h"));

        List<OpenFace> faces = page(PENDING).get(0).faces();

        assertThat(faces).extracting(OpenFace::row).containsExactly(1L, 1L, 2L);
        assertThat(faces).extracting(OpenFace::number).containsExactly(0, 1, 1);
        assertThat(faces).extracting(face -> face.id(cipher).value()).containsExactly("f", "g", "h");
        assertThat(faces.get(2).hash()).isEqualTo(hex("h"));
        assertThat(faces).noneMatch(face -> face.refuted() || face.maybeEarlier() || face.isDoubtful());
    }

    @Test
    void page_faceThatWasFound_isRefuted() {
        plan(row(1, 1, "s", "p", "f"));
        change(tx -> tx.faces(job)
                .store(1, 0, new FaceRecord(FaceOutcome.FAILED, null, null, true, ErrorKind.STILL_PRESENT)));

        Target target = page(PENDING).get(0);

        assertThat(target.refuted()).isFalse();
        assertThat(target.faces()).singleElement().satisfies(face -> {
            assertThat(face.refuted()).isTrue();
            assertThat(face.maybeEarlier()).isTrue();
            assertThat(face.lastOutcome()).isEqualTo(FaceOutcome.FAILED);
        });
    }

    @Test
    void page_kindOfFaces_returnsOnlyFacesOfTheKind() {
        plan(row(1, 1, "s", "p", "none", "deleted", "absent", "open", "unknown", "kept", "failed", "skipped"));
        FaceOutcome[] outcomes = {
            null,
            FaceOutcome.DELETED,
            FaceOutcome.ALREADY_ABSENT,
            FaceOutcome.UNCONFIRMED,
            FaceOutcome.UNKNOWN,
            FaceOutcome.RETAINED,
            FaceOutcome.FAILED,
            FaceOutcome.NOT_ATTEMPTED
        };
        for (int i = 1; i < outcomes.length; i++) {
            storeFace(1, i, outcomes[i]);
        }

        assertThat(numbersOf(FaceKind.OPEN)).containsExactly(0, 3, 4, 7);
        assertThat(numbersOf(FaceKind.OPEN_OR_FAILED)).containsExactly(0, 3, 4, 6, 7);
        assertThat(numbersOf(null)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    private List<Integer> numbersOf(@Nullable FaceKind kind) {
        return page(new TargetSelection(TargetState.PENDING, null, false, null, false, kind)).get(0).faces().stream()
                .map(OpenFace::number)
                .toList();
    }

    @Test
    void page_targetWithoutASelectedFace_isReportedAsDamage() {
        plan(row(1, 1, "s", "p", "f"));
        storeFace(1, 0, FaceOutcome.DELETED);

        assertThatThrownBy(
                        () -> page(new TargetSelection(TargetState.PENDING, null, false, null, false, FaceKind.OPEN)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
    }

    @Test
    void page_clockSetBack_limitsTheWaitOfATargetToItsOriginalLength() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"), row(3, 1, "s", "r"), row(4, 1, "s", "t"));
        Instant later = STORED_NOW.plusSeconds(3_600);
        // The waits of 60 seconds were stored by a clock that was an hour ahead.
        store(1, StoredProgress.of(TargetState.PENDING).since(later).notBefore(later.plusSeconds(60)));
        store(2, StoredProgress.of(TargetState.PENDING).settledAt(later).notBefore(later.plusSeconds(60)));
        store(3, StoredProgress.of(TargetState.PENDING).since(STORED_NOW).notBefore(STORED_NOW.plusSeconds(30)));

        List<Target> targets = read(tx -> tx.targets(job).page(1, PENDING, 0, 9, STORED_NOW));

        assertThat(targets)
                .extracting(Target::notBefore)
                .containsExactly(
                        STORED_NOW.plusSeconds(60), STORED_NOW.plusSeconds(60), STORED_NOW.plusSeconds(30), null);
    }

    @Test
    void inFlight_targetsOfSeveralAccounts_areThoseOfTheAccountByNumber() {
        plan(row(1, 2, "s", "p"), row(2, 1, "s", "p"), row(3, 2, "s", "q"), row(4, 1, "s", "r"));
        for (long row = 1; row <= 3; row++) {
            store(row, StoredProgress.of(TargetState.IN_FLIGHT).attempted(1, 1));
        }

        check(tx -> assertThat(tx.targets(job).inFlight(2).keySet()).containsExactly(1L, 3L));
    }
}
