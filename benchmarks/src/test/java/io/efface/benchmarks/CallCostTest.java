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
     * The measurements of 2026-11-29: the highest figure of three runs on a busy machine. The runs differed by less than 0.2 %. If a call
     * changes on purpose, correct its row. IAI's response to a deletion does not identify the person, so the layers read the person back.
     */
    private static final List<Cost> COSTS = List.of(
            new Cost("tencent.raw.deletePerson", 1, 19_021, 19_005),
            new Cost("tencent.raw.deleteFaces", 1, 23_357, 23_392),
            new Cost("tencent.raw.findPerson", 1, 20_718, 20_648),
            new Cost("tencent.layers.deletePerson", 2, 42_487, 42_167),
            new Cost("tencent.layers.deleteFaces", 1, 26_784, 26_825),
            new Cost("tencent.layers.findPerson", 1, 21_701, 21_728),
            new Cost("aliyun.raw.deletePerson", 1, 22_534, 22_349),
            new Cost("aliyun.raw.deleteFaces", 1, 26_061, 25_933),
            new Cost("aliyun.raw.findPerson", 1, 24_310, 24_133),
            new Cost("aliyun.layers.deletePerson", 1, 24_136, 23_895),
            new Cost("aliyun.layers.deleteFaces", 1, 29_503, 29_352),
            new Cost("aliyun.layers.findPerson", 1, 25_296, 25_142));

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
