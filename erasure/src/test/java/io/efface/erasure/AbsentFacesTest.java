package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests jobs whose faces the vendor never had, for example because the region is wrong. Such faces count as already absent. */
class AbsentFacesTest {
    private static final Map<String, Map<String, String>> LAYERS = Map.of(
            "default layers", Map.of("quota", "off"),
            "verify always", Map.of("quota", "off", "verify", "always"),
            "verify off", Map.of("quota", "off", "verify", "off"),
            "no layers", Map.of("policies", "none"));

    @TempDir
    Path folder;

    /** Returns the vendors, the settings of the layers, and whether the listed people exist with other faces. */
    static Stream<Arguments> cases() {
        return Stream.of("green", "iai")
                .flatMap(vendor -> LAYERS.keySet().stream()
                        .sorted()
                        .flatMap(layers ->
                                Stream.of(true, false).map(peopleExist -> Arguments.of(vendor, layers, peopleExist))));
    }

    @ParameterizedTest(name = "{0}, {1}, people there: {2}")
    @MethodSource("cases")
    void run_facesThatNeverExisted_stopsAtMaxAbsent(String vendor, String layers, boolean peopleExist)
            throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor, LAYERS.get(layers))) {
            plan(bench, 140, peopleExist);

            RunSummary summary = bench.run();
            for (int again = 1; again <= 3 && !summary.hasSafetyStop() && summary.isWorkLeft(); again++) {
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
                summary = bench.run();
            }

            assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.TOO_MANY_ABSENT);
        }
    }

    @ParameterizedTest(name = "{0}, {1}, people there: {2}")
    @MethodSource("cases")
    void report_facesThatNeverExisted_remarksThatEverybodyWasAbsent(String vendor, String layers, boolean peopleExist)
            throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor, LAYERS.get(layers))) {
            plan(bench, 5, peopleExist);

            RunSummary summary = bench.run();
            for (int again = 1; again <= 3 && summary.isWorkLeft(); again++) {
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
                summary = bench.run();
            }

            assertThat(summary.counts().isComplete()).isTrue();
            assertThat(bench.remarks())
                    .contains(ReportSummary.Remark.EVERYBODY_ABSENT)
                    .doesNotContain("MAYBE_BY_EARLIER_ATTEMPT");
        }
    }

    /** Plans the deletion of two faces of each person. */
    private static void plan(VendorBench bench, int number, boolean peopleExist) {
        List<String> people = RunBench.people(number);
        for (int i = 0; peopleExist && i < number; i++) {
            bench.emulator.library().put(people.get(i), Integer.toString(1_000 + i));
        }
        bench.planList(people.stream()
                .map(person -> person + ",9" + person.substring(1) + ";8" + person.substring(1) + "\n")
                .collect(Collectors.joining("", "person_id,face_ids\n", "")));
    }
}
