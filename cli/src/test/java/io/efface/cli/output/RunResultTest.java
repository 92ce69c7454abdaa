package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunResultTest {
    private final Map<TargetState, Long> states = new EnumMap<>(TargetState.class);
    private final List<UnresolvedTarget> unresolved = new ArrayList<>();
    private Map<String, AccountFailure> failures = Map.of();
    private Map<String, String> libraries = Map.of();
    private long permanent;
    private Optional<Integer> sheet = Optional.empty();

    private RunResultTest with(TargetState state, long count) {
        states.put(state, count);
        return this;
    }

    private CommandResult end(RunEnd end, AccountEnd account, Optional<StopSignal> signal) {
        long rows = states.values().stream().mapToLong(Long::longValue).sum();
        RunSummary run = new RunSummary(
                "one",
                end,
                Map.of("cn", account),
                List.of(),
                libraries,
                new EraseProgress(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, Map.of()),
                failures,
                unresolved,
                sheet,
                new JobCounts(rows, states, permanent, 0, 0),
                false);
        return RunResult.of(run, signal, retry -> retry ? "again --retry-failed" : "again");
    }

    private CommandResult finished() {
        return end(RunEnd.FINISHED, AccountEnd.FINISHED, Optional.empty());
    }

    @Test
    void of_everythingErased_isDone() {
        with(TargetState.DONE, 5).with(TargetState.HELD, 2).with(TargetState.DUPLICATE, 1);

        assertThat(finished()).isEqualTo(CommandResult.done());
        assertThat(end(RunEnd.STOPPED, AccountEnd.STOPPED, Optional.of(StopSignal.INT)))
                .isEqualTo(CommandResult.done());
    }

    @ParameterizedTest
    @CsvSource({"LIMIT, --limit", "DURATION, --max-duration", "WINDOW, --window", "STOPPED, stopped", "ABORTED, stopped"
    })
    void of_requestedStopWithWorkLeft_isEight(RunEnd end, String reason) {
        with(TargetState.DONE, 5).with(TargetState.PENDING, 2);

        CommandResult ending = end(end, AccountEnd.STOPPED, Optional.empty());

        assertThat(ending.status().code()).isEqualTo(8);
        assertThat(ending.reason().toString()).contains(reason, "2 targets left");
        assertThat(ending.resume()).isEqualTo("again");
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129, SIGHUP", "INT, 130, Ctrl-C", "TERM, 143, SIGTERM"})
    void of_signalWithWorkLeft_isTheCodeOfTheSignal(StopSignal signal, int code, String reason) {
        with(TargetState.PENDING, 2);

        CommandResult ending = end(RunEnd.STOPPED, AccountEnd.STOPPED, Optional.of(signal));

        assertThat(ending.status().code()).isEqualTo(code);
        assertThat(ending.reason().toString()).contains(reason);
        assertThat(ending.resume()).isEqualTo("again");
    }

    @Test
    void of_failures_isRepeatIfTransient() {
        with(TargetState.DONE, 5).with(TargetState.FAILED, 3);

        assertThat(finished().status().code()).isEqualTo(6);
        assertThat(finished().resume()).isEqualTo("again --retry-failed");
        permanent = 3;
        assertThat(finished().status().code()).isEqualTo(3);
        assertThat(finished().resume()).isNull();
    }

    @Test
    void of_unknownTargets_isRepeat() {
        with(TargetState.DONE, 5).with(TargetState.UNKNOWN, 1);

        assertThat(finished().status().code()).isEqualTo(6);
        assertThat(finished().resume()).isEqualTo("again");
    }

    @Test
    void of_targetsThatKeepFailing_namesTheirLinesAndCodes() {
        with(TargetState.DONE, 60).with(TargetState.UNKNOWN, 12);
        for (int line = 1; line <= 12; line++) {
            unresolved.add(new UnresolvedTarget(
                    line,
                    "cn",
                    TargetState.UNKNOWN,
                    Optional.of(ErrorKind.UNAVAILABLE),
                    line == 1 ? Optional.of("503") : Optional.empty()));
        }

        CommandResult ending = finished();

        assertThat(ending.status().code()).isEqualTo(6);
        assertThat(ending.reason().toString())
                .startsWith(
                        "12 targets are left: line 1 in cn (UNAVAILABLE 503), line 2 in cn (UNAVAILABLE), line 3 in cn")
                .endsWith("and 2 more");
        assertThat(ending.resume()).isEqualTo("again");
    }

    @Test
    void of_oneFailingTarget_usesSingular() {
        with(TargetState.DONE, 60).with(TargetState.UNKNOWN, 1);
        unresolved.add(new UnresolvedTarget(
                2, "cn", TargetState.UNKNOWN, Optional.of(ErrorKind.CONFLICT), Optional.of("InUse")));

        assertThat(finished().reason().toString()).isEqualTo("1 target is left: line 2 in cn (CONFLICT InUse)");
    }

    @Test
    void of_unavailableAccount_isRepeatWithReason() {
        with(TargetState.DONE, 5).with(TargetState.PENDING, 2);
        failures = Map.of(
                "cn",
                new AccountFailure(
                        ErrorKind.RATE_LIMITED, Optional.of("Throttling.User"), Optional.empty(), Optional.empty()));

        CommandResult ending = end(RunEnd.FINISHED, AccountEnd.UNAVAILABLE, Optional.empty());

        assertThat(ending.status().code()).isEqualTo(6);
        assertThat(ending.reason().toString())
                .isEqualTo("gave up for now: account cn, RATE_LIMITED (Throttling.User); 2 targets are left");
        assertThat(ending.resume()).isEqualTo("again");
    }

    @Test
    void of_refusedAccount_namesTheCode() {
        with(TargetState.PENDING, 2);
        failures = Map.of(
                "cn",
                new AccountFailure(
                        ErrorKind.UNAUTHENTICATED,
                        Optional.of("MissingAccessKeyId"),
                        Optional.empty(),
                        Optional.empty()));

        CommandResult ending = end(RunEnd.FINISHED, AccountEnd.REFUSED, Optional.empty());

        assertThat(ending.status().code()).isEqualTo(4);
        assertThat(ending.reason().toString()).isEqualTo("refused: account cn, UNAUTHENTICATED (MissingAccessKeyId)");
    }

    @Test
    void of_accountRefusedByAProxy_namesTheCause() {
        with(TargetState.PENDING, 2);
        failures = Map.of(
                "cn",
                new AccountFailure(
                        ErrorKind.CONFIGURATION,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("the proxy http://p:3128 refuses to connect to the endpoint, with status 403")));

        assertThat(end(RunEnd.FINISHED, AccountEnd.REFUSED, Optional.empty())
                        .reason()
                        .toString())
                .isEqualTo("refused: account cn, CONFIGURATION: the proxy http://p:3128 refuses to connect to the"
                        + " endpoint, with status 403");
    }

    @Test
    void of_accountInALibrary_namesTheLibrary() {
        with(TargetState.PENDING, 2);
        libraries = Map.of("cn", "staf");
        failures = Map.of(
                "cn",
                new AccountFailure(
                        ErrorKind.NOT_FOUND, Optional.of("NoSuchLibrary"), Optional.of("staf"), Optional.empty()));

        assertThat(end(RunEnd.FINISHED, AccountEnd.REFUSED, Optional.empty())
                        .reason()
                        .toString())
                .isEqualTo("refused: account cn, NOT_FOUND (NoSuchLibrary), library staf");
        assertThat(end(RunEnd.FINISHED, AccountEnd.TOO_MANY_ABSENT, Optional.empty())
                        .reason()
                        .toString())
                .startsWith("stopped for safety: too many targets of account cn (library staf) are absent");

        with(TargetState.PENDING, 0).with(TargetState.UNKNOWN, 1);
        unresolved.add(new UnresolvedTarget(
                2, "cn", TargetState.UNKNOWN, Optional.of(ErrorKind.CONFLICT), Optional.of("InUse")));
        assertThat(finished().reason().toString())
                .isEqualTo("1 target is left: line 2 in cn (library staf) (CONFLICT InUse)");
    }

    @Test
    void of_refusedRows_isThreeWithoutACommandToResume() {
        with(TargetState.DONE, 5).with(TargetState.REFUSED, 1);

        assertThat(finished().status().code()).isEqualTo(3);
        assertThat(finished().reason().toString()).contains("1 rows were refused");
        assertThat(finished().resume()).isNull();
    }

    @Test
    void of_severalReasons_usesFirstInPrecedence() {
        with(TargetState.PENDING, 2).with(TargetState.PRESENT, 1).with(TargetState.FAILED, 1);
        Optional<StopSignal> signal = Optional.of(StopSignal.INT);

        CommandResult safety = end(RunEnd.STOPPED, AccountEnd.TOO_MANY_ABSENT, signal);
        assertThat(safety.status().code()).isEqualTo(5);
        assertThat(safety.reason().toString()).contains("account cn", "absent", "region");
        assertThat(end(RunEnd.STOPPED, AccountEnd.TOO_MANY_FAILURES, signal)
                        .status()
                        .code())
                .isEqualTo(5);
        assertThat(end(RunEnd.STOPPED, AccountEnd.REFUSED, signal).status().code())
                .isEqualTo(4);
        assertThat(end(RunEnd.STOPPED, AccountEnd.STOPPED, signal).status().code())
                .isEqualTo(7);
        states.remove(TargetState.PRESENT);
        assertThat(end(RunEnd.STOPPED, AccountEnd.STOPPED, signal).status().code())
                .isEqualTo(130);
    }
}
