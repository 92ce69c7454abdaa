package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.Fault;
import io.efface.emulator.FaultScript;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests jobs in which each request for a few people fails, or has no effect. */
class BadRecordsTest {
    private static final int GOOD = 12;
    private static final Duration MOST = Duration.ofMinutes(2);
    /** The real time that a run may take to end after its last wait. The clock skips the waits, and otherwise runs in real time. */
    private static final Duration REAL_TIME = Duration.ofSeconds(5);

    /** A permanent fault of the vendor for one person. */
    enum Bad {
        /** Every request about the person gets HTTP 502. */
        GATEWAY,
        /** Deletions get OK, and the person still exists. */
        LIE,
        /** Deletions get a conflict. */
        CONFLICT
    }

    @TempDir
    Path folder;

    /** Returns the vendors, the sets of faults, and the number of people with each fault. */
    static Stream<Arguments> mixtures() {
        List<List<Bad>> mixtures = List.of(
                List.of(Bad.GATEWAY),
                List.of(Bad.LIE),
                List.of(Bad.CONFLICT),
                List.of(Bad.GATEWAY, Bad.LIE),
                List.of(Bad.GATEWAY, Bad.CONFLICT),
                List.of(Bad.LIE, Bad.CONFLICT),
                List.of(Bad.GATEWAY, Bad.LIE, Bad.CONFLICT));
        return Stream.of("green", "iai")
                .flatMap(vendor ->
                        mixtures.stream().flatMap(bad -> Stream.of(1, 4).map(each -> Arguments.of(vendor, bad, each))));
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void run_targetsThatKeepFailing_endsWithinTwoMinutesOfTheLastOutcomeAndListsThem(
            String vendor, List<Bad> bad, int each) throws IOException, SQLException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            List<String> people = new ArrayList<>();
            for (Bad one : bad) {
                for (int i = 1; i <= each; i++) {
                    String person = one.name().toLowerCase(Locale.ROOT) + i;
                    people.add(person);
                    script(bench.emulator.faults(), one, person, vendor);
                }
            }
            int badCount = people.size();
            IntStream.rangeClosed(1, GOOD).forEach(i -> people.add("good" + i));
            bench.plan(people);

            RunSummary summary = runInTime(bench);
            for (int again = 2; again <= 8 && bench.emulator.library().size() > badCount; again++) {
                bench.time.sleep(Duration.ofMinutes(1), LayerCall.plain());
                summary = runInTime(bench);
            }
            for (int again = 1; again <= 2; again++) {
                summary = runInTime(bench);
            }
            assertThat(bench.emulator.library().size())
                    .as("people whom the vendor keeps")
                    .isEqualTo(badCount);
            // The vendor's OK alone may make a target done, unless a read has found the target. After such a read, the
            // target becomes done only when a later read does not find it.
            long doneWithoutRead = summary.counts().in(TargetState.DONE) - GOOD;
            assertThat(doneWithoutRead).isBetween(0L, bad.contains(Bad.LIE) ? (long) each : 0L);
            assertThat(bench.countWronglyDone()).isZero();
            assertThat(summary.counts().open())
                    .as("targets that the next run processes, of " + summary.counts())
                    .isEqualTo(badCount - doneWithoutRead);
            if (bad.equals(List.of(Bad.CONFLICT))) {
                assertThat(summary.counts().in(TargetState.UNKNOWN)).isEqualTo(badCount);
            }
            assertThat(summary.unresolved()).hasSizeBetween(1, badCount).allSatisfy(target -> {
                assertThat(target.line()).isBetween(1L, (long) badCount);
                assertThat(target.kind()).isPresent();
                assertThat(target.state()).isEqualTo(TargetState.UNKNOWN);
            });
        }
    }

    private static RunSummary runInTime(VendorBench bench) throws SQLException {
        Instant begun = bench.time.instant();
        RunSummary summary = bench.run();
        Instant ended = bench.time.instant();
        Instant last = bench.lastOutcome();
        assertThat(Duration.between(last.isAfter(begun) ? last : begun, ended))
                .isLessThanOrEqualTo(MOST.plus(REAL_TIME));
        assertThat(summary.hasRefusedAccount()).isFalse();
        assertThat(summary.counts().in(TargetState.FAILED)).isZero();
        return summary;
    }

    private static void script(FaultScript faults, Bad bad, String person, String vendor) {
        switch (bad) {
            case GATEWAY -> faults.onPerson(person).always(Fault.html502(Fault.When.BEFORE_EFFECT));
            case LIE -> faults.onPerson(person).onOperation("DeletePerson").always(Fault.falseSuccess());
            case CONFLICT ->
                faults.onPerson(person)
                        .onOperation("DeletePerson")
                        .always(Fault.error(
                                vendor.equals("green") ? "SignatureNonceUsed" : "FailedOperation.ConflictOperation"));
        }
    }
}
