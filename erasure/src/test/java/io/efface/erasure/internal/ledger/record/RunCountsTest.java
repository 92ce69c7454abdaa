package io.efface.erasure.internal.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.FailureLimit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunCountsTest {
    @Test
    void withAttempt_manyAttempts_countsOnlyTheLast() {
        Random random = new Random(7);
        Deque<Boolean> last = new ArrayDeque<>();
        RunCounts counts = RunCounts.NONE;
        for (int i = 0; i < 3 * FailureLimit.LAST; i++) {
            boolean isFailed = random.nextInt(5) == 0;
            last.add(isFailed);
            if (last.size() > FailureLimit.LAST) {
                last.remove();
            }
            counts = RunCounts.of(
                    counts.sampled(),
                    counts.absent(),
                    counts.withAttempt(isFailed).attemptBytes());

            assertThat(counts.attempted()).isEqualTo(last.size());
            assertThat(counts.failed())
                    .isEqualTo((int) last.stream().filter(failed -> failed).count());
        }
    }

    @Test
    void withErased_completeSample_countsNoMore() {
        RunCounts counts = RunCounts.NONE;
        for (int i = 0; i < RunCounts.MAX_SAMPLED + 5; i++) {
            counts = counts.withErased(i >= RunCounts.MAX_SAMPLED - 1);
        }

        assertThat(counts.sampled()).isEqualTo(RunCounts.MAX_SAMPLED);
        assertThat(counts.absent()).isEqualTo(1);
    }

    @Test
    void of_bytesThatAreNoAttempts_hasNoAttempts() {
        byte[] tooLong = new byte[FailureLimit.LAST];
        tooLong[0] = 1;

        assertThat(RunCounts.of(0, 0, null)).isEqualTo(RunCounts.NONE);
        assertThat(RunCounts.of(0, 0, new byte[0])).isEqualTo(RunCounts.NONE);
        assertThat(RunCounts.of(0, 0, new byte[] {0})).isEqualTo(RunCounts.NONE);
        assertThat(RunCounts.of(0, 0, new byte[] {-1})).isEqualTo(RunCounts.NONE);
        assertThat(RunCounts.of(0, 0, tooLong)).isEqualTo(RunCounts.NONE);
    }
}
