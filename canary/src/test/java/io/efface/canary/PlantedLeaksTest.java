package io.efface.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests that the search finds leaks. The tests run a test of the contract with a repository that leaks deliberately. */
final class PlantedLeaksTest {
    private static final String PLANT = "efface.canary.plant";
    private static final List<String> TESTS = List.of("anyOperation_cancelledDuringStall_endsQuickly");

    /** A test class that the tests of this class run with their own engine. Maven does not run this class directly. */
    static final class Planted extends CanaryContract {
        Planted() {
            super("tencent", Plant.valueOf(System.getProperty(PLANT)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void search_plantedLeak_findsIt(Plant plant) {
        String message = failure(run(plant));

        for (String finding : plant.expectedFindings()) {
            assertThat(message).contains(finding + " in: ");
        }
    }

    @Test
    void search_nothingPlanted_findsNothing() {
        EngineExecutionResults results = run(Plant.NOTHING);

        assertThat(results.testEvents().succeeded().count()).isPositive();
        assertThat(results.allEvents().failed().list()).isEmpty();
    }

    private static EngineExecutionResults run(Plant plant) {
        System.setProperty(PLANT, plant.name());
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(TESTS.stream()
                            .map(test -> selectMethod(
                                    Planted.class,
                                    Arrays.stream(Planted.class.getMethods())
                                            .filter(method -> method.getName().equals(test))
                                            .findFirst()
                                            .orElseThrow()))
                            .toArray(DiscoverySelector[]::new))
                    .execute();
        } finally {
            System.clearProperty(PLANT);
        }
    }

    /** Returns the messages of the failed search at the end of the test class. */
    private static String failure(EngineExecutionResults results) {
        return results.containerEvents().failed().stream()
                .map(PlantedLeaksTest::thrown)
                .collect(Collectors.joining("\n"));
    }

    private static String thrown(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElse("");
    }
}
