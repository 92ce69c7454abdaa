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
            new Cost("tencent.raw.deletePerson", 1, 32_599, 32_948),
            new Cost("tencent.raw.deleteFaces", 1, 37_046, 37_552),
            new Cost("tencent.raw.findPerson", 1, 35_986, 36_417),
            new Cost("tencent.layers.deletePerson", 2, 71_134, 71_904),
            new Cost("tencent.layers.deleteFaces", 1, 40_614, 41_119),
            new Cost("tencent.layers.findPerson", 1, 36_980, 37_411),
            new Cost("aliyun.raw.deletePerson", 1, 41_743, 41_617),
            new Cost("aliyun.raw.deleteFaces", 1, 47_392, 47_218),
            new Cost("aliyun.raw.findPerson", 1, 42_840, 42_793),
            new Cost("aliyun.layers.deletePerson", 1, 43_400, 43_162),
            new Cost("aliyun.layers.deleteFaces", 1, 50_975, 50_778),
            new Cost("aliyun.layers.findPerson", 1, 43_848, 43_804));

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
