package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Faces.TargetFace;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link Faces} and {@link DetachedFaces}. */
abstract class FacesContract extends LedgerContract {
    FacesContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private DetachedFace detached(String face, long target) {
        return DetachedFace.of(FaceId.of(face), target, cipher);
    }

    private List<String> storeDetached(DetachedFace... faces) {
        return write(tx -> tx.detached(job).store(List.of(faces)));
    }

    private List<String> detachedOf(long target) {
        return read(tx -> tx.detached(job).of(target)).stream()
                .map(face -> face.id(cipher).value())
                .toList();
    }

    @Test
    void of_target_returnsTheFacesOfAllItsRows() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "g"), row(3, 1, "s", "q", "h"));

        check(tx -> {
            assertThat(tx.faces(job).of(1))
                    .containsExactlyInAnyOrder(
                            new TargetFace(1, 0, hex("f"), FaceRecord.NEW),
                            new TargetFace(2, 0, hex("g"), FaceRecord.NEW));
            assertThat(tx.faces(job).of(2)).isEmpty();
        });
    }

    @Test
    void store_face_changesOnlyThatFace() {
        plan(row(1, 1, "s", "p", "f", "g"), row(2, 1, "s", "p", "h"));
        FaceRecord record =
                new FaceRecord(FaceOutcome.UNKNOWN, Evidence.CONFIRMED, NOW, true, ErrorKind.MALFORMED_RESPONSE);

        change(tx -> tx.faces(job).store(2, 0, record));

        FaceRecord stored =
                new FaceRecord(FaceOutcome.UNKNOWN, Evidence.CONFIRMED, STORED_NOW, true, ErrorKind.MALFORMED_RESPONSE);
        check(tx -> assertThat(tx.faces(job).of(1))
                .containsExactlyInAnyOrder(
                        new TargetFace(1, 0, hex("f"), FaceRecord.NEW),
                        new TargetFace(1, 1, hex("g"), FaceRecord.NEW),
                        new TargetFace(2, 0, hex("h"), stored)));
    }

    @Test
    void store_detachedFaces_returnsTheHashesOfAddedFaces() {
        check(tx -> assertThat(tx.detached(job).hasAny()).isFalse());
        assertThat(storeDetached()).isEmpty();
        check(tx -> assertThat(tx.detached(job).hasAny()).isFalse());

        assertThat(storeDetached(detached("f", 1), detached("g", 1))).containsExactly(hex("f"), hex("g"));
        assertThat(storeDetached(detached("g", 1), detached("g", 2))).containsExactly(hex("g"));

        check(tx -> assertThat(tx.detached(job).hasAny()).isTrue());
        assertThat(detachedOf(1)).containsExactlyInAnyOrder("f", "g");
        assertThat(detachedOf(2)).containsExactly("g");
        assertThat(detachedOf(3)).isEmpty();
    }

    @Test
    void page_targetWithoutDetachedFaces_hasNone() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"));
        storeDetached(detached("f", 2));

        List<Target> targets = read(tx -> tx.targets(job).page(1, TargetSelection.all(TargetState.PENDING), 0, 9, NOW));

        assertThat(targets.get(0).detached()).isEmpty();
        assertThat(targets.get(1).detached(cipher)).containsExactly(FaceId.of("f"));
    }

    @Test
    void unverified_detachedFaces_leavesOutAbsentTargetsAndOtherPeople() {
        check(tx -> assertThat(tx.detached(job).unverified()).isZero());
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "verified"), row(3, 1, "s", "q"), row(4, 2, "s", "p"));
        store(1, StoredProgress.done(NOW));
        store(2, StoredProgress.done(NOW).verified());
        storeDetached(detached("f", 1), detached("g", 1), detached("h", 2), detached("i", 3), detached("j", 4));

        assertThat(unverifiedOf("p")).containsExactlyInAnyOrder("f", "g");
        assertThat(unverifiedOf("verified")).isEmpty();
        assertThat(unverifiedOf("other")).isEmpty();
        assertThat(unverifiedPeople()).containsExactlyInAnyOrder(hex("p"), hex("q"));
        check(tx -> assertThat(tx.detached(job).unverified()).isEqualTo(4));

        change(tx -> tx.edits(job).removeIds(1, 1));

        assertThat(unverifiedOf("p")).isEmpty();
        assertThat(unverifiedPeople()).containsExactly(hex("q"));
        check(tx -> assertThat(tx.detached(job).unverified()).isEqualTo(4));
    }

    private List<String> unverifiedPeople() {
        List<String> people = new ArrayList<>();
        check(tx -> tx.detached(job).unverifiedPeople(1).forEach(people::add));
        return people;
    }

    private List<String> unverifiedOf(String person) {
        return read(tx -> tx.detached(job).unverified(1, hex(person))).stream()
                .map(face -> face.id(cipher).value())
                .toList();
    }

    @Test
    void sum_detachedFaces_coversTargetsAndHashes() {
        check(tx -> assertThat(tx.detached(job).sum().isEmpty()).isTrue());
        storeDetached(detached("f", 1), detached("g", 2));
        DetachedSum expected = new DetachedSum();
        expected.add(2, hash("g"));
        expected.add(1, hash("f"));

        check(tx -> assertThat(tx.detached(job).sum().hex()).isEqualTo(expected.hex()));
    }

    @Test
    void removeIds_targets_removesTheIdsAndKeepsTheHashes() {
        storeDetached(detached("f", 1), detached("g", 2), detached("h", 3), detached("i", 4));
        String sum = read(tx -> tx.detached(job).sum()).hex();

        change(tx -> tx.edits(job).removeIds(2, 3));

        for (long target : new long[] {2, 3}) {
            assertThatThrownBy(() -> detachedOf(target))
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
        }
        assertThat(detachedOf(1)).containsExactly("f");
        assertThat(detachedOf(4)).containsExactly("i");
        check(tx -> assertThat(tx.detached(job).sum().hex()).isEqualTo(sum));
        check(tx -> assertThat(tx.detached(job).hasAny()).isTrue());
    }

    @Test
    void removeIds_jobWithoutDetachedFaces_changesNothing() {
        change(tx -> tx.edits(job).removeIds(1, 9));

        check(tx -> assertThat(tx.detached(job).hasAny()).isFalse());
    }
}
