package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.HoldList.Match;
import io.efface.erasure.internal.ledger.record.RowIds;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link HoldList}. */
abstract class HoldListContract extends LedgerContract {
    HoldListContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    /** Plans alice in both accounts, with a duplicate for the subject s2, and other rows. */
    @BeforeEach
    void plan() {
        plan(
                row(1, 1, "s1", "alice"),
                row(2, 1, "s2", "alice"),
                row(3, 2, "s1", "alice"),
                row(4, 1, "s3", "bob"),
                refused(5));
    }

    private boolean add(String id) {
        return write(tx -> tx.holds(job).add(hash(id)));
    }

    private int hold(String id) {
        return write(tx -> {
            tx.holds(job).add(hash(id));
            return tx.holds(job).hold(hash(id));
        });
    }

    private int release(String id) {
        return write(tx -> {
            tx.holds(job).remove(hash(id));
            return tx.holds(job).release(hash(id));
        });
    }

    private List<TargetState> states() {
        return List.of(state(1), state(2), state(3), state(4), state(5));
    }

    @Test
    void add_hash_returnsWhetherItWasAdded() {
        assertThat(add("alice")).isTrue();
        assertThat(add("alice")).isFalse();
        check(tx -> assertThat(tx.holds(job).size()).isEqualTo(1));
    }

    @Test
    void add_hash_changesNoTarget() {
        add("alice");

        assertThat(state(1)).isEqualTo(TargetState.PENDING);
        check(tx -> assertThat(tx.holds(job).isHeld(1)).isTrue());
    }

    @Test
    void isHeld_listChangesInTheTransaction_returnsThePresentState() {
        change(tx -> {
            assertThat(tx.holds(job).isHeld(1)).isFalse();
            tx.holds(job).add(hash("alice"));
            assertThat(tx.holds(job).isHeld(1)).isTrue();
            tx.holds(job).remove(hash("alice"));
            assertThat(tx.holds(job).isHeld(1)).isFalse();
        });
    }

    @Test
    void remove_hash_returnsWhetherItWasRemoved() {
        add("alice");

        assertThat(write(tx -> tx.holds(job).remove(hash("alice"))).booleanValue())
                .isTrue();
        assertThat(write(tx -> tx.holds(job).remove(hash("alice"))).booleanValue())
                .isFalse();
        check(tx -> assertThat(tx.holds(job).size()).isZero());
    }

    @Test
    void addAllOf_otherJob_addsMissingHashes() {
        add("alice");
        int other = write(tx -> tx.jobs().create("other", NOW, null, null));
        change(tx -> {
            tx.holds(other).add(hash("alice"));
            tx.holds(other).add(hash("carol"));
        });
        check(tx -> assertThat(tx.holds(job).containsAllOf(other)).isFalse());

        int added = write(tx -> tx.holds(job).addAllOf(other));

        assertThat(added).isEqualTo(1);
        check(tx -> assertThat(tx.holds(job).containsAllOf(other)).isTrue());
        check(tx -> assertThat(tx.holds(job).size()).isEqualTo(2));
        check(tx -> assertThat(tx.holds(other).size()).isEqualTo(2));
    }

    @Test
    void containsAllOf_listWithMoreHashes_isTrue() {
        int other = write(tx -> tx.jobs().create("other", NOW, null, null));
        add("alice");

        check(tx -> assertThat(tx.holds(job).containsAllOf(other)).isTrue());
        check(tx -> assertThat(tx.holds(other).containsAllOf(job)).isFalse());
    }

    @Test
    void hashes_severalHashes_areInOrder() {
        add("alice");
        add("bob");
        add("carol");

        assertThat(hex(all(tx -> tx.holds(job).hashes())))
                .hasSize(3)
                .isSorted()
                .containsExactlyInAnyOrder(hex("alice"), hex("bob"), hex("carol"));
        check(tx -> assertThat(tx.holds(job).sha256()).hasSize(64));
    }

    @Test
    void countUnmatched_personSubjectAndUnknownId_countsTheUnknownId() {
        add("alice");
        add("s3");
        add("carol");

        check(tx -> assertThat(tx.holds(job).countUnmatched()).isEqualTo(1));
    }

    @Test
    void hold_person_holdsItsTargetsInAllAccounts() {
        assertThat(hold("alice")).isEqualTo(2);
        assertThat(states())
                .containsExactly(
                        TargetState.HELD,
                        TargetState.DUPLICATE,
                        TargetState.HELD,
                        TargetState.PENDING,
                        TargetState.REFUSED);
    }

    @Test
    void hold_subject_holdsItsTargets() {
        assertThat(hold("s3")).isEqualTo(1);
        assertThat(state(4)).isEqualTo(TargetState.HELD);
    }

    @Test
    void hold_subjectOfADuplicate_holdsTheTarget() {
        assertThat(hold("s2")).isEqualTo(1);
        assertThat(state(1)).isEqualTo(TargetState.HELD);
        assertThat(state(3)).isEqualTo(TargetState.PENDING);
        check(tx -> assertThat(tx.holds(job).isHeld(1)).isTrue());
        check(tx -> assertThat(tx.holds(job).isHeld(3)).isFalse());
    }

    @Test
    void hold_targetThatARequestMayHaveAffected_keepsItsState() {
        store(1, StoredProgress.of(TargetState.PENDING).maybeEarlier());
        store(3, StoredProgress.of(TargetState.UNKNOWN));

        assertThat(hold("alice")).isZero();
        assertThat(state(1)).isEqualTo(TargetState.PENDING);
        assertThat(state(3)).isEqualTo(TargetState.UNKNOWN);
        check(tx -> assertThat(tx.holds(job).isHeld(1)).isTrue());
    }

    @Test
    void hold_again_changesNothing() {
        hold("alice");

        assertThat(hold("alice")).isZero();
    }

    @Test
    void hold_target_changesOnlyItsState() {
        store(4, StoredProgress.of(TargetState.PENDING).attempted(2, 1).kind(ErrorKind.RATE_LIMITED));

        hold("bob");

        check(tx -> assertThat(tx.targets(job).find(4).orElseThrow())
                .isEqualTo(StoredProgress.of(TargetState.HELD)
                        .attempted(2, 1)
                        .kind(ErrorKind.RATE_LIMITED)
                        .record()));
    }

    @Test
    void release_person_makesItsTargetsPending() {
        hold("alice");

        assertThat(release("alice")).isEqualTo(2);
        assertThat(state(1)).isEqualTo(TargetState.PENDING);
        assertThat(state(3)).isEqualTo(TargetState.PENDING);
    }

    @Test
    void release_targetThatAnotherHashHolds_staysHeld() {
        hold("alice");
        hold("s2");

        assertThat(release("alice")).isEqualTo(1);
        assertThat(state(1)).isEqualTo(TargetState.HELD);
        assertThat(state(3)).isEqualTo(TargetState.PENDING);
        assertThat(release("s2")).isEqualTo(1);
        assertThat(state(1)).isEqualTo(TargetState.PENDING);
    }

    @Test
    void release_hashThatIsStillOnTheList_releasesNothing() {
        hold("alice");

        assertThat(write(tx -> tx.holds(job).release(hash("alice"))).intValue()).isZero();
        assertThat(state(1)).isEqualTo(TargetState.HELD);
    }

    @Test
    void isHeld_doneTarget_isTrue() {
        store(4, StoredProgress.done(NOW));
        add("bob");

        check(tx -> assertThat(tx.holds(job).isHeld(4)).isTrue());
        check(tx -> assertThat(tx.holds(job).isHeld(1)).isFalse());
        check(tx -> assertThat(tx.holds(job).isHeld(5)).isFalse());
    }

    @Test
    void targets_anyHash_returnsTheMatchingTargets() {
        store(3, StoredProgress.of(TargetState.UNKNOWN).maybeEarlier());

        check(tx -> assertThat(tx.holds(job).targets(hash("alice")))
                .containsExactlyInAnyOrder(
                        new Match(1, TargetState.PENDING, false), new Match(3, TargetState.UNKNOWN, true)));
        check(tx -> assertThat(tx.holds(job).targets(hash("s2")))
                .containsExactly(new Match(1, TargetState.PENDING, false)));
        check(tx -> assertThat(tx.holds(job).targets(hash("carol"))).isEmpty());
    }

    @Test
    void unheldRows_list_returnsRowsWhoseOwnIdsAreNotOnTheList() {
        add("s2");
        add("bob");

        List<RowIds> rows = all(tx -> tx.holds(job).unheldRows());

        assertThat(rows).extracting(RowIds::id).containsExactly(1L, 3L);
        assertThat(rows.get(0).line()).isEqualTo(10);
        assertThat(rows.get(0).person(cipher)).isEqualTo("alice");
        assertThat(rows.get(0).subject(cipher)).isEqualTo("s1");
        assertThat(rows.get(0).personHash()).isEqualTo(hash("alice"));
        assertThat(rows.get(0).subjectHash()).isEqualTo(hash("s1"));
    }

    @Test
    void unheldRows_rowsWithoutIds_areLeftOut() {
        change(tx -> tx.edits(job).removeIds(1, 3));

        assertThat(all(tx -> tx.holds(job).unheldRows())).extracting(RowIds::id).containsExactly(4L);
    }

    @Test
    void countUnheldTargets_rows_leavesOutHeldRefusedAndDuplicateRows() {
        check(tx -> assertThat(tx.holds(job).countUnheldTargets()).isEqualTo(3));

        hold("bob");

        check(tx -> assertThat(tx.holds(job).countUnheldTargets()).isEqualTo(2));
    }
}
