package io.efface.erasure.internal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventsByTargetTest {
    /** Adds events of random targets, and returns the numbers of the events of each target. */
    private static Map<Long, long[]> fill(EventsByTarget events, int number) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<Long, long[]> expected = new TreeMap<>();
        for (long seq = 1; seq <= number; seq++) {
            long target = 1 + (random.nextInt(4) == 0 ? random.nextInt(number) : seq / 3);
            events.add(target, seq * 5_000_000_000L);
            expected.merge(target, new long[] {seq * 5_000_000_000L}, EventsByTargetTest::joined);
        }
        return expected;
    }

    private static long[] joined(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static void assertHas(EventsByTarget events, Map<Long, long[]> expected) {
        EventsByTarget.Reader reader = events.read();
        for (Map.Entry<Long, long[]> target : expected.entrySet()) {
            assertThat(reader.of(target.getKey())).isEqualTo(target.getValue());
        }
        assertThat(reader.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void read_fewEvents_sortsThemInMemory() {
        try (EventsByTarget events = new EventsByTarget()) {
            Map<Long, long[]> expected = fill(events, 1000);

            assertHas(events, expected);
            assertHas(events, expected);
        }
    }

    /** Adds three times as many events as are kept in memory. */
    @Test
    void read_manyEvents_mergesTheSortedFiles() {
        try (EventsByTarget events = new EventsByTarget()) {
            Map<Long, long[]> expected = fill(events, 3_300_000);

            assertHas(events, expected);
        }
    }

    @Test
    void of_skippedTargets_areNotReturned() {
        try (EventsByTarget events = new EventsByTarget()) {
            events.add(5, 1);
            events.add(3, 2);
            events.add(5, 3);

            EventsByTarget.Reader reader = events.read();
            assertThat(reader.of(4)).isEmpty();
            assertThat(reader.of(5)).containsExactly(1, 3);
        }
    }

    @Test
    void of_largestTarget_isFound() {
        try (EventsByTarget events = new EventsByTarget()) {
            events.add(Integer.MAX_VALUE, Long.MAX_VALUE);

            EventsByTarget.Reader reader = events.read();
            assertThat(reader.of(Integer.MAX_VALUE)).containsExactly(Long.MAX_VALUE);
        }
    }
}
