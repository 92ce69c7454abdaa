package io.efface.policy;

import static io.efface.policy.ScriptedRepository.ALICE;
import static io.efface.policy.ScriptedRepository.F1;
import static io.efface.policy.ScriptedRepository.F2;
import static io.efface.policy.ScriptedRepository.facesResult;
import static io.efface.policy.ScriptedRepository.failing;
import static io.efface.policy.ScriptedRepository.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallOutcome;
import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import io.efface.spi.ProviderConfig;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.RequestLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallInterceptorLayerTest {
    private static final LayerCall OPTIONS = LayerCall.plain().withCallId("c-1");

    private final ScriptedRepository vendor = new ScriptedRepository();
    private final ManualTime time = new ManualTime();
    private final Recorder recorder = new Recorder();

    @Test
    void deletePerson_success_reportsTheCallAndItsResult() {
        vendor.persons.add(() -> {
            time.now = time.now.plusMillis(40);
            return person(PersonOutcome.DELETED, Evidence.ACCEPTED)
                    .maybeEarlier()
                    .withTrace(new CallTrace(List.of("r-1", "r-2"), 2, Duration.ofMillis(30), readError()));
        });

        assertThat(layer(CallScope.CALL, recorder)
                        .deletePerson(ALICE, OPTIONS.withAttempt(2))
                        .outcome())
                .isEqualTo(PersonOutcome.DELETED);

        String id = vendor.calls.get(0).call().callId().orElseThrow();
        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(recorder.infos)
                .containsExactly(new CallInfo(
                        CallScope.CALL,
                        id,
                        "acc",
                        "scripted",
                        Optional.of("people"),
                        Operation.DELETE_PERSON,
                        2,
                        0,
                        ALICE.toString()));
        assertThat(recorder.reports)
                .containsExactly(new CallReport(
                        CallOutcome.DELETED,
                        Map.of(),
                        Evidence.ACCEPTED,
                        true,
                        2,
                        Duration.ofMillis(30),
                        List.of("r-1", "r-2"),
                        ErrorKind.UNAVAILABLE,
                        Duration.ofMillis(40)));
        assertThat(recorder.errors).isEmpty();
    }

    @Test
    void deleteFaces_success_reportsCountsAndTheWeakestEvidence() {
        vendor.faces.add(
                () -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.alreadyAbsent(Evidence.INFERRED)));
        vendor.faces.add(() -> facesResult(FaceResult.unknown(), FaceResult.unknown()));
        vendor.faces.add(() -> facesResult(
                FaceResult.alreadyAbsent(Evidence.CONFIRMED), FaceResult.alreadyAbsent(Evidence.CONFIRMED)));
        AccountRepository layer = layer(CallScope.CALL, recorder);

        for (int i = 0; i < 3; i++) {
            assertThat(layer.deleteFaces(ALICE, Set.of(F1, F2), OPTIONS)).isNotNull();
        }

        assertThat(recorder.infos).extracting(CallInfo::faces).containsExactly(2, 2, 2);
        assertThat(recorder.infos).extracting(CallInfo::callId).doesNotHaveDuplicates();
        assertThat(recorder.reports)
                .extracting(CallReport::outcome)
                .containsExactly(CallOutcome.DELETED, CallOutcome.INCOMPLETE, CallOutcome.ALREADY_ABSENT);
        assertThat(recorder.reports.get(0).faces())
                .containsExactly(entry(FaceOutcome.DELETED, 1), entry(FaceOutcome.ALREADY_ABSENT, 1));
        assertThat(recorder.reports)
                .extracting(CallReport::evidence)
                .containsExactly(Evidence.INFERRED, null, Evidence.CONFIRMED);
    }

    @Test
    void findPerson_success_reportsPresentOrAbsentWithoutThePerson() {
        vendor.reads.add(() -> Optional.of(new Person(ALICE, Set.of(F1))));
        vendor.reads.add(Optional::empty);
        vendor.reads.add(Optional::empty);
        assertThat(layer(CallScope.CALL, recorder).findPerson(ALICE, OPTIONS).isPresent())
                .isTrue();
        assertThat(layer(CallScope.CALL, recorder).findPerson(ALICE, OPTIONS).isAbsent())
                .isTrue();
        assertThat(layer(CallScope.ATTEMPT, recorder).findPerson(ALICE, OPTIONS).isAbsent())
                .isTrue();

        assertThat(recorder.reports)
                .extracting(CallReport::outcome)
                .containsExactly(CallOutcome.PRESENT, CallOutcome.ABSENT, CallOutcome.ABSENT);
    }

    @Test
    void deleteFaces_failure_reportsTheErrorWithoutIdsAndTheCounts() {
        DeleteFacesResult soFar = DeleteFacesResult.of(
                ALICE,
                facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unknown())
                        .faces(),
                new CallTrace(List.of("r-1"), 1, Duration.ZERO, null));
        FaceException thrown = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .origin(Origin.NETWORK)
                .advice(RetryAdvice.BACKOFF)
                .requestId("r-2")
                .httpStatus(504)
                .attempts(2)
                .waited(Duration.ofMillis(7))
                .facesSoFar(soFar)
                .cause(new IllegalStateException("alice"))
                .build();
        thrown.addSuppressed(new IllegalStateException("f1"));
        vendor.faces.add(failing(thrown));

        assertThatThrownBy(() -> layer(CallScope.CALL, recorder).deleteFaces(ALICE, Set.of(F1, F2), OPTIONS))
                .isSameAs(thrown);

        FaceException received = recorder.errors.get(0);
        assertThat(received.facesSoFar()).isEmpty();
        assertThat(received.getCause()).isNull();
        assertThat(received.getSuppressed()).isEmpty();
        assertThat(received.account()).contains("acc");
        assertThat(received.provider()).contains("scripted");
        assertThat(received)
                .returns(ErrorKind.TIMEOUT, FaceException::kind)
                .returns(Effect.UNKNOWN, FaceException::effect)
                .returns(Origin.NETWORK, FaceException::origin)
                .returns(RetryAdvice.BACKOFF, FaceException::advice)
                .returns(2, FaceException::attempts);
        assertThat(received.httpStatus()).hasValue(504);
        assertThat(received.getStackTrace()).isEqualTo(thrown.getStackTrace());
        CallReport report = recorder.reports.get(0);
        assertThat(report.outcome()).isEqualTo(CallOutcome.FAILED);
        assertThat(report.faces()).containsExactly(entry(FaceOutcome.DELETED, 1), entry(FaceOutcome.UNKNOWN, 1));
        assertThat(report.requestIds()).containsExactly("r-1", "r-2");
        assertThat(report.waited()).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void requestIds_withOtherCharacters_areLeftOut() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED)
                .withTrace(new CallTrace(List.of("no such person: alice", "ok-1", ""), 1, Duration.ZERO, null)));

        assertThat(layer(CallScope.ATTEMPT, recorder).deletePerson(ALICE, OPTIONS))
                .isNotNull();

        assertThat(recorder.reports.get(0).requestIds()).containsExactly("ok-1");
    }

    @Test
    void interceptors_severalOrders_areCalledInOrderAndNotifiedInReverseOrder() {
        List<String> journal = new ArrayList<>();
        vendor.persons.add(() -> {
            journal.add("sent");
            return person(PersonOutcome.DELETED, Evidence.ACCEPTED);
        });

        assertThat(layer(
                                CallScope.CALL,
                                new Recorder("late", 5, journal),
                                new Recorder("first given", 0, journal),
                                new Recorder("second given", 0, journal),
                                new Recorder("early", -5, journal))
                        .deletePerson(ALICE, OPTIONS))
                .isNotNull();

        assertThat(journal)
                .containsExactly(
                        "early before CALL",
                        "first given before CALL",
                        "second given before CALL",
                        "late before CALL",
                        "sent",
                        "late after CALL",
                        "second given after CALL",
                        "first given after CALL",
                        "early after CALL");
    }

    @Test
    void before_throwsFaceException_forbidsTheCallWithALocalErrorWithoutEffect() {
        List<String> journal = new ArrayList<>();
        CallInterceptor tenancy = call -> {
            throw FaceException.of(Operation.OPEN, ErrorKind.PERMISSION_DENIED)
                    .origin(Origin.VENDOR)
                    .effect(Effect.UNKNOWN)
                    .advice(RetryAdvice.BACKOFF)
                    .attempts(7)
                    .detail("this tenant has no such account")
                    .build();
        };
        Recorder never = new Recorder("never", 9, journal);
        AccountRepository layer =
                layer(CallScope.CALL, new Recorder("one", 0, journal), new Recorder("two", 0, journal), tenancy, never);

        FaceException veto = catchThrowableOfType(FaceException.class, () -> layer.deletePerson(ALICE, OPTIONS));

        assertThat(vendor.calls).isEmpty();
        assertThat(veto)
                .returns(Operation.DELETE_PERSON, FaceException::operation)
                .returns(ErrorKind.PERMISSION_DENIED, FaceException::kind)
                .returns(Origin.LOCAL, FaceException::origin)
                .returns(Effect.NONE, FaceException::effect)
                .returns(RetryAdvice.BACKOFF, FaceException::advice)
                .returns(0, FaceException::attempts)
                .returns(Optional.of("this tenant has no such account"), FaceException::detail)
                .returns(Optional.of("acc"), FaceException::account)
                .returns(Optional.of("scripted"), FaceException::provider);
        assertThat(journal).containsExactly("one before CALL", "two before CALL", "two error CALL", "one error CALL");
    }

    @Test
    void before_throwsAnotherExceptionOrReturnsNull_forbidsTheCallAndNamesOnlyClasses() {
        CallInterceptor broken = call -> {
            throw new IllegalStateException("jdbc:secret");
        };
        CallInterceptor unlinked = call -> {
            throw new NoClassDefFoundError("secret");
        };
        CallInterceptor returningNull = call -> null;
        for (CallInterceptor interceptor : List.of(broken, unlinked, returningNull)) {
            Recorder outer = new Recorder();
            AccountRepository layer = layer(CallScope.CALL, outer, interceptor);

            FaceException veto = catchThrowableOfType(FaceException.class, () -> layer.deletePerson(ALICE, OPTIONS));

            ErrorKind kind = interceptor == unlinked ? ErrorKind.CONFIGURATION : ErrorKind.INTERNAL;
            assertThat(veto)
                    .returns(kind, FaceException::kind)
                    .returns(Origin.LOCAL, FaceException::origin)
                    .returns(Effect.NONE, FaceException::effect)
                    .returns(RetryAdvice.NEVER, FaceException::advice)
                    .returns(0, FaceException::attempts);
            assertThat(veto).hasMessageContaining("interceptor").hasNoCause();
            assertThat(veto.getMessage()).doesNotContain("secret");
            assertThat(outer.errors).singleElement().returns(kind, FaceException::kind);
        }
        assertThat(vendor.calls).isEmpty();
    }

    @Test
    void probe_throws_doesNotAffectTheCallOrOtherProbes() {
        CallInterceptor broken = call -> new CallInterceptor.Probe() {
            @Override
            public void after(CallReport report) {
                throw new IllegalStateException("secret");
            }

            @Override
            public void error(FaceException error, CallReport report) {
                throw new AssertionError("secret");
            }
        };
        FaceException failure =
                FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAVAILABLE).build();
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));
        vendor.persons.add(failing(failure));
        AccountRepository layer = layer(CallScope.CALL, recorder, broken);

        String log = Logs.of(() -> {
            assertThat(layer.deletePerson(ALICE, OPTIONS).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThatThrownBy(() -> layer.deletePerson(ALICE, OPTIONS)).isSameAs(failure);
        });

        assertThat(recorder.reports)
                .extracting(CallReport::outcome)
                .containsExactly(CallOutcome.DELETED, CallOutcome.FAILED);
        assertThat(log)
                .contains("java.lang.IllegalStateException", "java.lang.AssertionError")
                .doesNotContain("secret");
    }

    @Test
    void call_unexpectedException_isReportedWithUnknownEffectAndThrown() {
        IllegalStateException unexpected = new IllegalStateException("alice");
        vendor.persons.add(failing(unexpected));

        assertThatThrownBy(() -> layer(CallScope.CALL, recorder).deletePerson(ALICE, OPTIONS))
                .isSameAs(unexpected);

        assertThat(recorder.errors)
                .singleElement()
                .returns(ErrorKind.INTERNAL, FaceException::kind)
                .returns(Effect.UNKNOWN, FaceException::effect)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("alice"));
    }

    private FaceException readError() {
        return FaceException.of(Operation.FIND_PERSON, ErrorKind.UNAVAILABLE).build();
    }

    private AccountRepository layer(CallScope scope, CallInterceptor... interceptors) {
        ProviderConfig config = new FakeConfig("scripted", Optional.empty(), Optional.of("people"), vendor);
        InterceptorChain interception = new InterceptorChain(
                scope,
                new Interceptors(List.of(interceptors)),
                new AccountIdentity("acc", config, Optional.empty()),
                time);
        return scope == CallScope.ATTEMPT
                ? vendor.behind(new RequestInterceptorLayer(RequestLayer.DIRECT, interception))
                : new CallInterceptorLayer(vendor.account(), interception, new Random(7));
    }
}
