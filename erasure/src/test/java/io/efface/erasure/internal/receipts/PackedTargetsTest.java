package io.efface.erasure.internal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.internal.ledger.record.RandomEvents;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.Digests;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedTargetsTest {
    private final PackedTargets targets = new PackedTargets();
    private final MessageDigest sha256 = Digests.sha256();

    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns a progress as text, without the values that packing does not keep. */
    private String text(TargetProgress of) {
        RowResult row = RowResult.of(of);
        return of.state() + " " + row.attempts() + ' ' + row.outcome() + ' ' + row.evidence() + ' '
                + millis(row.verifiedAt()) + ' ' + millis(row.readAt()) + ' ' + row.maybeEarlier() + ' ' + row.kind()
                + ' ' + row.effect() + ' ' + row.permanent() + ' ' + of.answer().hash(sha256);
    }

    @Test
    void set_anyProgress_isReturnedByGetAndKeepsFlags() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomEvents events = new RandomEvents(new Random(seed));
        TargetProgress[] plain = new TargetProgress[10_000];
        for (int target = 0; target < plain.length; target++) {
            plain[target] = TargetProgress.NEW;
            if (target % 3 == 0) {
                targets.mark(PackedTargets.HAS_FACES, target);
            }
            for (int i = 0; i < 5; i++) {
                plain[target] = plain[target].apply(events.next(target));
                targets.set(target, plain[target]);
            }
        }

        for (int target = 0; target < plain.length; target++) {
            assertThat(text(targets.get(target))).isEqualTo(text(plain[target]));
            assertThat(targets.has(PackedTargets.HAS_FACES, target)).isEqualTo(target % 3 == 0);
            assertThat(targets.has(PackedTargets.SEEN, target)).isFalse();
        }
    }

    @Test
    void apply_packedProgress_hasTheResultOfTheUnpackedProgress() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomEvents events = new RandomEvents(new Random(seed));
        TargetProgress plain = TargetProgress.NEW;
        for (int i = 0; i < 20_000; i++) {
            var event = events.next(1);
            plain = plain.apply(event);
            targets.set(1, targets.get(1).apply(event));

            assertThat(text(targets.get(1))).isEqualTo(text(plain));
        }
    }

    @Test
    void get_targetWithoutEvents_isNew() {
        assertThat(targets.get(1)).isEqualTo(TargetProgress.NEW);
        targets.mark(PackedTargets.SEEN, 1);
        assertThat(targets.get(1)).isEqualTo(TargetProgress.NEW);
        assertThat(targets.get(Integer.MAX_VALUE)).isEqualTo(TargetProgress.NEW);
        assertThat(targets.end()).isEqualTo(256);
    }
}
