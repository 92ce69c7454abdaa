package io.efface.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.testkit.ContractHarness;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class ContractReportTest {
    private static final String PASSING = "capabilities_provider_isAConfigurationName";
    private static final String SKIPPED = "deleteFaces_manyForOpened_areDeletedInChunks";
    private static final String READING = "findPerson_present_isFoundWithItsFaces";
    private static final String OF_EACH_OPERATION = "anyOperation_pastDeadline_sendsNothing";

    @TempDir
    private Path folder;

    private static ContractTarget target(String name) {
        return ContractTarget.of(name, () -> InMemoryHarness.raw(InMemoryConfig.defaults()));
    }

    /** Two targets of a sound provider. */
    static class Sound extends FaceRepositoryContract {
        @Override
        protected List<ContractTarget> targets() {
            return List.of(target("second | raw"), target("first raw"));
        }

        @Override
        public void findPerson_missing_isEmpty(ContractHarness harness) {
            // Not a case.
        }

        @Test
        void ownTest() {}
    }

    static final class WithoutTargets extends FaceRepositoryContract {
        @Override
        protected List<ContractTarget> targets() {
            return List.of();
        }
    }

    static final class WithBrokenTargets extends FaceRepositoryContract {
        @Override
        protected List<ContractTarget> targets() {
            throw new IllegalStateException("the record of the wire is not public");
        }
    }

    /** A target that fails an assertion, and a target whose error has the text of a vendor. */
    static final class Failing extends FaceRepositoryContract {
        @Override
        protected List<ContractTarget> targets() {
            return List.of(
                    ContractTarget.of(
                            "assertion",
                            () ->
                                    new InMemoryHarness(
                                            new InMemoryFaceLibrary(),
                                            InMemoryHarness.raw(InMemoryConfig.defaults())
                                                    .repository(),
                                            false,
                                            () -> {}) {
                                        @Override
                                        public void put(PersonId person, Set<FaceId> faces) {
                                            throw new AssertionError("the account must be open\nsecond line");
                                        }
                                    }),
                    ContractTarget.of("vendor", () -> {
                        throw new IOException("person lilei-4711 is unknown");
                    }));
        }
    }

    @Test
    void report_ofTwoTargets_countsRunsAndStatesReasons() throws IOException {
        run(Sound.class, PASSING, SKIPPED, OF_EACH_OPERATION).testEvents().assertStatistics(events -> events.failed(0));

        assertThat(json(Sound.class))
                .startsWith("{\"contract\":\"" + Sound.class.getName() + "\",\"providers\":[\"memory\"],\"efface\":\"")
                .contains(
                        "\"junit\":\"5.",
                        "\"passed\":8,\"failed\":0,\"skipped\":2,\"targets\":[{\"name\":\"second | raw\",\"provider\":\"memory\","
                                + "\"layers\":false,\"passed\":4,\"failed\":0,\"skipped\":1},{\"name\":\"first raw\"",
                        "{\"name\":\"" + SKIPPED
                                + "\",\"passed\":0,\"failed\":0,\"skipped\":2,\"failures\":[],\"skips\":["
                                + "{\"reason\":\"only layers divide a call into several requests\","
                                + "\"runs\":[\"second | raw\",\"first raw\"]}]}",
                        "\"findPerson_missing_isEmpty\",\"passed\":0,\"failed\":0,\"skipped\":0,"
                                + "\"reasonNotRun\":\"overridden by Sound\"",
                        "\"reasonNotRun\":\"the case was not selected\"")
                .doesNotContain("${");
        assertThat(Files.readAllLines(file(Sound.class, ".md")))
                .contains(
                        "# Contract of memory",
                        "| second \\| raw | primitive | 4 | 0 | 1 |",
                        "| " + OF_EACH_OPERATION + " | 6 | 0 | 0 |",
                        "| " + SKIPPED + " | only layers divide a call into several requests | all |",
                        "| findPerson_missing_isEmpty | overridden by Sound | all |");
    }

    @Test
    void report_ofTestsInParallel_isTheSame() throws IOException {
        run(Sound.class, PASSING, SKIPPED, OF_EACH_OPERATION);
        String inSequence = json(Sound.class);

        run(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent"),
                selectMethods(Sound.class, PASSING, SKIPPED, OF_EACH_OPERATION));

        assertThat(json(Sound.class)).isEqualTo(inSequence);
    }

    @Test
    void report_ofFailures_hasMessagesOfAssertionsOnly() throws IOException {
        run(Failing.class, READING)
                .testEvents()
                .assertStatistics(events -> events.failed(2))
                .failed()
                .assertThatEvents()
                .haveAtLeastOne(finishedWithFailure(message("assertion: the account must be open\nsecond line")));

        assertThat(json(Failing.class))
                .contains(
                        "{\"message\":\"the account must be open\",\"runs\":[\"assertion\"]}",
                        "{\"message\":\"java.io.IOException\",\"runs\":[\"vendor\"]}")
                .doesNotContain("lilei");
        assertThat(Files.readString(file(Failing.class, ".md")))
                .contains("| " + READING + " | the account must be open | assertion |");
    }

    @Test
    void contract_withoutTargets_failsOnce() {
        EngineExecutionResults results = run(Map.of(), selectClass(WithoutTargets.class));

        results.testEvents().assertStatistics(events -> events.started(0));
        results.containerEvents()
                .failed()
                .assertEventsMatchExactly(
                        finishedWithFailure(
                                message(
                                        "No case of the contract ran, because WithoutTargets.targets() returned an empty list. A contract needs at least one target.")));
    }

    @Test
    void contract_exceptionOfTargets_failsOnceWithTheException() {
        EngineExecutionResults results = run(Map.of(), selectClass(WithBrokenTargets.class));

        results.testEvents().assertStatistics(events -> events.started(0));
        results.containerEvents()
                .failed()
                .assertEventsMatchExactly(finishedWithFailure(message("the record of the wire is not public")));
    }

    @Test
    void contract_allRunsSkipped_fails() {
        EngineExecutionResults results = run(Sound.class, SKIPPED);

        results.containerEvents()
                .failed()
                .assertEventsMatchExactly(finishedWithFailure(
                        message("No case of the contract ran: all selected cases of Sound were skipped."
                                + " The report states the reasons: " + file(Sound.class, ".md"))));
    }

    @Test
    void contract_onlyAnotherTestOfTheClass_writesNoReport() {
        run(Map.of(), selectMethod(Sound.class, "ownTest")).allEvents().assertStatistics(events -> events.failed(0));

        assertThat(folder).isEmptyDirectory();
    }

    private EngineExecutionResults run(Class<? extends FaceRepositoryContract> contract, String... cases) {
        return run(Map.of(), selectMethods(contract, cases));
    }

    private EngineExecutionResults run(Map<String, String> parameters, DiscoverySelector... selectors) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("efface.contract.report", folder.toString())
                .configurationParameters(parameters)
                .selectors(selectors)
                .execute();
    }

    private static DiscoverySelector[] selectMethods(Class<?> contract, String... cases) {
        return Stream.of(cases)
                .map(name -> Arrays.stream(contract.getMethods())
                        .filter(method -> method.getName().equals(name))
                        .findFirst()
                        .orElseThrow())
                .map(method -> selectMethod(contract, method))
                .toArray(DiscoverySelector[]::new);
    }

    private String json(Class<?> contract) throws IOException {
        return Files.readString(file(contract, ".json"));
    }

    private Path file(Class<?> contract, String ending) {
        return folder.resolve(contract.getName() + ending);
    }
}
