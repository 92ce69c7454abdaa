package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.cli.CommandTester;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.PlanSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanWarningsTest {
    private static final String ABSENT =
            " targets that were read back in account cn exists; are the region and the key correct?";

    @Test
    void print_probe_suspectsRegionAndKeyOnlyIfAllReadTargetsAreAbsent() {
        assertThat(warnings(1, 2, 0)).doesNotContain("warning");
        assertThat(warnings(1, 0, 2)).doesNotContain("warning");
        assertThat(warnings(0, 0, 0)).doesNotContain("warning");
        assertThat(warnings(0, 3, 0)).contains("warning: none of the 3" + ABSENT);
        assertThat(warnings(0, 2, 1)).contains("warning: none of the 2" + ABSENT);
        assertThat(warnings(0, 0, 3))
                .contains("warning: none of the 3 targets could be read back in account cn: UNAVAILABLE: no connection")
                .doesNotContain("region");
    }

    private String warnings(long present, long absent, long unreadable) {
        Optional<AccountFailure> failure = unreadable == 0
                ? Optional.empty()
                : Optional.of(new AccountFailure(
                        ErrorKind.UNAVAILABLE, Optional.empty(), Optional.empty(), Optional.of("no connection")));
        Map<ErrorKind, Long> kinds = unreadable == 0 ? Map.of() : Map.of(ErrorKind.UNAVAILABLE, unreadable);
        CommandTester command = new CommandTester();
        new PlanWarnings(command.context()).print(plan(new PlanSummary.Probe("cn", present, absent, kinds, failure)));
        return command.err();
    }

    private static PlanSummary plan(PlanSummary.Probe probe) {
        return new PlanSummary(
                "one",
                "digest",
                3,
                3,
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                0,
                0,
                new PlanSummary.Estimate(3, Duration.ZERO, Instant.EPOCH, Instant.EPOCH),
                Optional.empty(),
                List.of(probe),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                0,
                Optional.empty(),
                Map.of());
    }
}
