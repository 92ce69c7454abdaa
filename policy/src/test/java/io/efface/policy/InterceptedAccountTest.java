package io.efface.policy;

import static io.efface.policy.FakeVendor.faces;
import static io.efface.policy.FakeVendor.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.RetryAdvice;
import io.efface.config.FaceRepositories;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallOutcome;
import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import io.efface.spi.ProviderConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests interceptors of accounts that are opened as an application opens them, with the default settings of all layers. */
class InterceptedAccountTest {
    private static final PersonId MARKED = PersonId.of("markedperson");

    private final FakeVendor vendor = new FakeVendor();
    private final ManualTime time = new ManualTime();
    private final Recorder recorder = new Recorder();

    private FaceRepositories open(Map<String, String> settings, CallInterceptor... interceptors) {
        ProviderConfig config = new FakeConfig("fake", Optional.empty(), vendor);
        var builder = FaceRepositories.builder()
                .clock(time)
                .random(new Random(1))
                .sleeper(time)
                .account("one", config, settings);
        for (CallInterceptor interceptor : interceptors) {
            builder.interceptor(interceptor);
        }
        return builder.open();
    }

    @Test
    void deletePerson_repeatedAndReadBack_givesEveryRequestTheIdOfItsCall() {
        vendor.with(MARKED, numbered(0, 2)).failAfter(0, unavailable());
        try (FaceRepositories accounts = open(Map.of(), recorder)) {
            assertThat(accounts.get("one").deletePerson(MARKED).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(accounts.get("one").findPerson(MARKED).isAbsent()).isTrue();
        }

        List<CallInfo> calls = recorder.infos(CallScope.CALL);
        assertThat(calls)
                .extracting(CallInfo::operation)
                .containsExactly(Operation.DELETE_PERSON, Operation.FIND_PERSON);
        assertThat(calls).extracting(CallInfo::callId).doesNotHaveDuplicates();
        assertThat(recorder.infos(CallScope.ATTEMPT).stream()
                        .filter(attempt -> attempt.callId().equals(calls.get(0).callId())))
                .extracting(attempt -> attempt.operation() + " " + attempt.attempt())
                .containsExactly("DELETE_PERSON 1", "DELETE_PERSON 2", "FIND_PERSON 1");
        assertThat(recorder.infos(CallScope.ATTEMPT).stream()
                        .filter(attempt -> attempt.callId().equals(calls.get(1).callId())))
                .hasSize(1);
        CallReport callReport = recorder.reports.get(3);
        assertThat(callReport.outcome()).isEqualTo(CallOutcome.DELETED);
        assertThat(callReport.attempts()).isEqualTo(2);
    }

    @Test
    void findPerson_repeated_reportsAttemptsWaitsAndRequestIds() {
        vendor.faults.add(call -> unavailable());
        vendor.quotas = List.of(new QuotaLimit(
                "reads", Rate.perSecond(1000), QuotaLimit.ACCOUNT, Set.of(Operation.FIND_PERSON), "a test"));
        FindPersonResult result;
        try (FaceRepositories accounts = open(Map.of("quota", "1"), recorder)) {
            result = accounts.get("one").findPerson(MARKED);
        }

        CallReport callReport = recorder.reports.get(2);
        assertThat(callReport.outcome()).isEqualTo(CallOutcome.ABSENT);
        assertThat(callReport.attempts()).isEqualTo(2);
        assertThat(callReport.requestIds()).containsExactly("r1");
        assertThat(callReport.waited()).isEqualTo(time.slept.stream().reduce(Duration.ZERO, Duration::plus));
        assertThat(callReport.waited())
                .as("waited for the repeat and for quota")
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(recorder.reports.get(1).attempts())
                .as("attempts of the second request")
                .isEqualTo(1);
        assertThat(result.trace().attempts()).isEqualTo(2);
        assertThat(result.trace().waited()).isEqualTo(callReport.waited());
        assertThat(result.trace().requestIds()).containsExactly("r1");
    }

    @Test
    void deleteFaces_inChunks_reportsOneRequestForEachChunk() {
        vendor.with(MARKED, numbered(0, 7));
        try (FaceRepositories accounts = open(Map.of(), recorder)) {
            assertThat(accounts.get("one").deleteFaces(MARKED, numbered(0, 5)).isComplete())
                    .isTrue();
        }

        assertThat(recorder.infos).extracting(CallInfo::faces).containsExactly(5, 3, 2);
        assertThat(recorder.infos)
                .extracting(CallInfo::callId)
                .containsOnly(recorder.infos.get(0).callId());
        assertThat(recorder.reports.get(2).faces()).isEqualTo(Map.of(FaceOutcome.DELETED, 5));
    }

    @Test
    void infosAndReports_neverContainAnId() {
        Set<FaceId> marked = faces("markedfacea", "markedfaceb", "markedfacec", "markedfaced");
        vendor.with(MARKED, marked)
                .failAfter(
                        1,
                        FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                                .origin(Origin.NETWORK)
                                .effect(Effect.UNKNOWN)
                                .attempts(1)
                                .cause(new IllegalStateException("markedperson"))
                                .build())
                .failAfter(0, unavailable());
        StringBuilder seen = new StringBuilder();
        String log = Logs.of(() -> {
            try (FaceRepositories accounts = open(Map.of("retry.max-attempts", "1"), recorder)) {
                assertThatThrownBy(() -> accounts.get("one").deleteFaces(MARKED, marked))
                        .isInstanceOf(FaceException.class);
                assertThat(accounts.get("one").deletePerson(MARKED)).isNotNull();
            }
        });

        recorder.infos.forEach(seen::append);
        recorder.reports.forEach(seen::append);
        recorder.errors.forEach(error -> {
            seen.append(error);
            assertThat(error.getCause()).isNull();
            assertThat(error.facesSoFar()).isEmpty();
        });
        assertThat(recorder.errors).isNotEmpty();
        assertThat(seen.toString() + log).contains(MARKED.toString()).doesNotContain("marked");
    }

    @Test
    void before_forbidsTheCall_sendsNothing() {
        CallInterceptor tenancy = call -> {
            throw FaceException.of(call.operation(), ErrorKind.PERMISSION_DENIED)
                    .advice(RetryAdvice.BACKOFF)
                    .build();
        };
        try (FaceRepositories accounts = open(Map.of(), recorder, tenancy)) {
            FaceException e = catchThrowableOfType(
                    FaceException.class, () -> accounts.get("one").deletePerson(MARKED));

            assertThat(e.kind()).isEqualTo(ErrorKind.PERMISSION_DENIED);
            assertThat(e.origin()).isEqualTo(Origin.LOCAL);
            assertThat(e.account()).contains("one");
        }
        assertThat(vendor.calls).isEmpty();
        assertThat(recorder.infos).hasSize(1);
        assertThat(time.slept).isEmpty();
    }

    @Test
    void before_forbidsALaterRequest_endsTheCallAndKeepsTheEarlierEffect() {
        CallInterceptor firstOnly = call -> {
            if (call.scope() == CallScope.ATTEMPT && vendor.calls.size() == 1) {
                throw FaceException.of(call.operation(), ErrorKind.PERMISSION_DENIED)
                        .advice(RetryAdvice.BACKOFF)
                        .build();
            }
            return CallInterceptor.Probe.NONE;
        };
        vendor.with(MARKED, numbered(0, 7));
        try (FaceRepositories accounts = open(Map.of(), firstOnly)) {
            FaceException e = catchThrowableOfType(
                    FaceException.class, () -> accounts.get("one").deleteFaces(MARKED, numbered(0, 5)));

            assertThat(e.kind()).isEqualTo(ErrorKind.PERMISSION_DENIED);
            assertThat(e.effect()).isEqualTo(Effect.PARTIAL);
            assertThat(e.attempts()).isEqualTo(1);
            assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.DELETED))
                    .hasSize(3);
        }
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void before_throwsException_forbidsTheDeletion() {
        CallInterceptor broken = call -> {
            throw new IllegalStateException("audit store gone");
        };
        vendor.with(MARKED, numbered(0, 1));
        String log = Logs.of(() -> {
            try (FaceRepositories accounts = open(Map.of(), broken)) {
                FaceException e = catchThrowableOfType(
                        FaceException.class, () -> accounts.get("one").deletePerson(MARKED));
                assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
                assertThat(e.effect()).isEqualTo(Effect.NONE);
            }
        });
        assertThat(vendor.people).containsKey(MARKED);
        assertThat(log).contains("IllegalStateException").doesNotContain("audit store gone");
    }

    @Test
    void open_withoutInterceptors_hasNoInterceptorLayer() {
        try (FaceRepositories accounts = open(Map.of())) {
            assertThat(accounts.get("one").unwrap(CallInterceptorLayer.class)).isEmpty();
            assertThat(accounts.get("one").unwrap(CallLogLayer.class)).isPresent();
            assertThat(accounts.get("one").deletePerson(MARKED)).isNotNull();
        }
        assertThat(vendor.calls).allMatch(call -> call.call().callId().isEmpty());
    }

    @Test
    void open_accountWithoutLayers_isRejected() {
        FaceException e = catchThrowableOfType(FaceException.class, () -> open(Map.of("policies", "none"), recorder));

        assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(e).hasMessageContaining("efface.accounts.one").hasMessageContaining("policies = none");
    }

    @Test
    void layerState_ofAnOpenedAccount_reportsBreakerAndQuota() {
        for (int i = 0; i < 3; i++) {
            vendor.failAfter(0, unavailable());
        }
        try (FaceRepositories accounts = open(
                Map.of("breaker.calls", "3", "retry.max-attempts", "1", "verify", "off", "breaker.open-for", "10s"))) {
            LayerState state = accounts.get("one").unwrap(LayerState.class).orElseThrow();
            assertThat(state.breaker()).isEqualTo(BreakerState.CLOSED);
            assertThat(state.quotaWaiting()).isZero();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> accounts.get("one").deletePerson(MARKED))
                        .isInstanceOf(FaceException.class);
            }
            assertThat(state.breaker()).isEqualTo(BreakerState.OPEN);
            time.now = time.now.plusSeconds(11);
            assertThat(state.breaker()).isEqualTo(BreakerState.HALF_OPEN);
        }
    }

    private static FaceException unavailable() {
        return FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAVAILABLE)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .attempts(1)
                .build();
    }
}
