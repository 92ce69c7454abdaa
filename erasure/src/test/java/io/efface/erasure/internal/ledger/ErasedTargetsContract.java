package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.erasure.internal.ledger.ErasedTargets.TargetRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link ErasedTargets}. */
abstract class ErasedTargetsContract extends LedgerContract {
    ErasedTargetsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    @BeforeEach
    void erase() {
        plan(
                row(1, 1, "s1", "p", "f", "g"),
                row(2, 1, "s2", "p", "h"),
                row(3, 2, "s3", "p"),
                row(4, 1, "s4", "q"),
                row(5, 1, "s5", "pending"));
        store(1, StoredProgress.done(NOW));
        store(3, StoredProgress.done(NOW.plusSeconds(60)));
        store(4, StoredProgress.done(NOW.plusSeconds(120)));
    }

    private List<Long> page(Set<Integer> accounts, @Nullable Instant since, long after, int most) {
        return read(tx -> tx.erased(job).page(accounts, since, after, most)).stream()
                .map(ErasedTargets.Target::id)
                .toList();
    }

    @Test
    void page_accounts_returnsTheirErasedTargetsInOrder() {
        assertThat(page(Set.of(1, 2), null, 0, 9)).containsExactly(1L, 3L, 4L);
        assertThat(page(Set.of(2, 1), null, 0, 2)).containsExactly(1L, 3L);
        assertThat(page(Set.of(1), null, 1, 9)).containsExactly(4L);
        assertThat(page(Set.of(), null, 0, 9)).isEmpty();
    }

    @Test
    void page_since_leavesOutEarlierOutcomes() {
        assertThat(page(Set.of(1, 2), NOW.plusSeconds(60), 0, 9)).containsExactly(3L, 4L);
        assertThat(page(Set.of(1, 2), NOW.plusSeconds(61), 0, 9)).containsExactly(4L);
    }

    @Test
    void page_target_hasThePlannedValues() {
        ErasedTargets.Target target =
                read(tx -> tx.erased(job).page(Set.of(1), null, 0, 1)).get(0);

        assertThat(target.line()).isEqualTo(10);
        assertThat(target.account()).isEqualTo(1);
        assertThat(target.operation()).isEqualTo(Operation.DELETE_FACES);
        assertThat(target.person().text(cipher)).isEqualTo("p");
        assertThat(target.personHash()).isEqualTo(hash("p"));
    }

    @Test
    void rows_target_returnsItsRowAndItsDuplicates() {
        List<TargetRow> rows = all(tx -> tx.erased(job).rows(1));

        assertThat(rows).extracting(TargetRow::id).containsExactly(1L, 2L);
        assertThat(rows).extracting(TargetRow::line).containsExactly(10L, 20L);
        assertThat(rows).extracting(row -> row.subject().text(cipher)).containsExactly("s1", "s2");
        assertThat(all(tx -> tx.erased(job).rows(4))).extracting(TargetRow::id).containsExactly(4L);
    }

    @Test
    void faces_target_returnsTheFacesOfAllItsRowsInOrder() {
        assertThat(read(tx -> tx.erased(job).faces(1)).stream()
                        .map(face -> face.text(cipher))
                        .toList())
                .containsExactly("f", "g", "h");
        check(tx -> assertThat(tx.erased(job).faces(3)).isEmpty());
    }
}
