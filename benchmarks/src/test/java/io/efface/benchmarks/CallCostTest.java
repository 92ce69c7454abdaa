package io.efface.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Tests that a call allocates no more bytes and sends no more requests than measured, so that an increase is noticed. {@link CallCosts}
 * documents what is counted. {@code CallCosts} runs in a separate process that uses only the first compiler. This compiler eliminates no
 * allocations, so the figures do not depend on the progress of compilation. Optimized code allocates less.
 */
class CallCostTest {
    /**
     * A call with its cost.
     *
     * @param bytes17 the bytes measured on JDK 17
     * @param bytes25 the bytes measured on JDK 25
     */
    private record Cost(String call, double requests, long bytes17, long bytes25) {
        long bound() {
            long measured = Runtime.version().feature() >= 25 ? bytes25 : bytes17;
            return measured + measured * MARGIN_PERCENT / 100;
        }
    }

    private static final int MARGIN_PERCENT = 3;

    /**
     * The measurements of 2026-11-30, one run on each JDK. Runs differ by less than 0.2 %. If a call changes on purpose, correct its row.
     * IAI's response to a deletion does not identify the person, so the layers read the person back.
     */
    private static final List<Cost> COSTS = List.of(
            new Cost("tencent.raw.deletePerson", 1, 17_206, 17_192),
            new Cost("tencent.raw.deleteFaces", 1, 21_551, 21_583),
            new Cost("tencent.raw.findPerson", 1, 18_909, 18_910),
            new Cost("tencent.layers.deletePerson", 2, 38_027, 37_940),
            new Cost("tencent.layers.deleteFaces", 1, 24_469, 24_494),
            new Cost("tencent.layers.findPerson", 1, 19_566, 19_474),
            new Cost("aliyun.raw.deletePerson", 1, 21_556, 21_196),
            new Cost("aliyun.raw.deleteFaces", 1, 25_111, 24_783),
            new Cost("aliyun.raw.findPerson", 1, 23_334, 22_957),
            new Cost("aliyun.layers.deletePerson", 1, 22_671, 22_256),
            new Cost("aliyun.layers.deleteFaces", 1, 28_044, 27_734),
            new Cost("aliyun.layers.findPerson", 1, 23_990, 23_647));

    @Test
    void calls_ofBothProviders_costNoMoreThanMeasured() throws Exception {
        Findings found = Child.run(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), CallCosts.class, List.of());

        for (Cost cost : COSTS) {
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %s requests, %,7d bytes (at most %,7d)%n",
                    cost.call(),
                    found.get(cost.call() + ".requests"),
                    Long.parseLong(found.get(cost.call() + ".bytes")),
                    cost.bound());
        }
        assertThat(COSTS).allSatisfy(cost -> {
            assertThat(Double.parseDouble(found.get(cost.call() + ".requests")))
                    .as("requests of " + cost.call())
                    .isEqualTo(cost.requests());
            assertThat(Long.parseLong(found.get(cost.call() + ".bytes")))
                    .as("bytes of " + cost.call())
                    .isLessThanOrEqualTo(cost.bound());
        });
    }
}
