package io.efface.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.config.FaceRepositories;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallScope;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffaceObservationsTest {
    private static final PersonId MARKED = PersonId.of("marked-person");

    private final FakeAccount vendor = new FakeAccount();
    private final TestObservationRegistry registry = TestObservationRegistry.create();

    private FaceRepositories open(ObservationRegistry observations, CallInterceptor... more) {
        var builder = FaceRepositories.builder()
                .sleeper((pause, options) -> true)
                .account("one", vendor, Map.of("retry.max-attempts", "2"))
                .interceptor(EffaceObservations.of(observations));
        for (CallInterceptor interceptor : more) {
            builder.interceptor(interceptor);
        }
        return builder.open();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // the test kit of Micrometer returns a raw type
    void deletePerson_repeated_isACallWithTwoAttemptsAsChildren() {
        vendor.failures.add(failure(ErrorKind.RATE_LIMITED, Effect.NONE));
        Observation outside = Observation.start("application", registry);
        try (FaceRepositories accounts = open(registry);
                Observation.Scope scope = outside.openScope()) {
            assertThat(scope.getCurrentObservation()).isSameAs(outside);
            assertThat(accounts.get("one").deletePerson(MARKED).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(registry.getCurrentObservation()).isSameAs(outside);
        }

        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("efface.call", 1)
                .hasNumberOfObservationsWithNameEqualTo("efface.attempt", 2)
                .hasObservationWithNameEqualTo("efface.call")
                .that()
                .hasParentObservationEqualTo(outside)
                .hasContextualNameEqualTo("efface deletePerson")
                .hasLowCardinalityKeyValue("account", "one")
                .hasLowCardinalityKeyValue("provider", "fake")
                .hasLowCardinalityKeyValue("library", "none")
                .hasLowCardinalityKeyValue("operation", "deletePerson")
                .hasLowCardinalityKeyValue("outcome", "deleted")
                .hasLowCardinalityKeyValue("kind", "none")
                .hasLowCardinalityKeyValue("effect", "none")
                .hasHighCardinalityKeyValue("request.id", "req-0,req-1")
                .doesNotHaveError()
                .hasBeenStarted()
                .hasBeenStopped();
        TestObservationRegistryAssert.assertThat(registry)
                .forAllObservationsWithNameEqualTo(
                        "efface.attempt",
                        attempt -> attempt.hasParentObservationContextMatching(
                                parent -> "efface.call".equals(((Observation.ContextView) parent).getName())));
        TestObservationRegistryAssert.assertThat(registry)
                .hasAnObservation(attempt -> attempt.hasNameEqualTo("efface.attempt")
                        .hasContextualNameEqualTo("efface attempt deletePerson")
                        .hasLowCardinalityKeyValue("outcome", "failed")
                        .hasLowCardinalityKeyValue("kind", "rate_limited")
                        .hasLowCardinalityKeyValue("effect", "none")
                        .hasHighCardinalityKeyValue("request.id", "req-0")
                        .hasError());
    }

    @Test
    void observations_ofAllCalls_containNoId() {
        List<Observation.Context> ended = new ArrayList<>();
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                ended.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        vendor.failures.add(failure(ErrorKind.TIMEOUT, Effect.UNKNOWN));
        vendor.failures.add(failure(ErrorKind.TIMEOUT, Effect.UNKNOWN));
        vendor.failures.add(failure(ErrorKind.UNAVAILABLE, Effect.NONE));
        vendor.failures.add(failure(ErrorKind.UNAVAILABLE, Effect.NONE));
        try (FaceRepositories accounts = open(registry)) {
            assertThatThrownBy(() -> accounts.get("one").deleteFaces(MARKED, Set.of(FaceId.of("marked-face"))))
                    .isInstanceOf(FaceException.class);
            assertThat(accounts.get("one").findPerson(MARKED).isAbsent()).isTrue();
        }

        assertThat(ended).hasSizeGreaterThanOrEqualTo(5);
        for (Observation.Context context : ended) {
            assertThat(context.toString() + context.getAllKeyValues() + context.getContextualName())
                    .doesNotContain("marked-");
            Throwable error = context.getError();
            if (error != null) {
                assertThat(error.toString()).doesNotContain("marked-");
                assertThat(error).hasNoCause().hasNoSuppressedExceptions();
                assertThat(((FaceException) error).facesSoFar()).isEmpty();
            }
        }
        assertThat(ended)
                .extracting(
                        context -> context.getLowCardinalityKeyValue("effect").getValue())
                .contains("unknown", "none");
    }

    @Test
    void rejection_byAnInnerInterceptor_isAFailedCallWithoutAttempt() {
        CallInterceptor tenancy = call -> {
            throw FaceException.of(call.operation(), ErrorKind.PERMISSION_DENIED)
                    .build();
        };
        try (FaceRepositories accounts = open(registry, tenancy)) {
            assertThatThrownBy(() -> accounts.get("one").deletePerson(MARKED)).isInstanceOf(FaceException.class);
        }

        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsEqualTo(1)
                .hasSingleObservationThat()
                .hasNameEqualTo("efface.call")
                .hasLowCardinalityKeyValue("kind", "permission_denied")
                .hasBeenStopped();
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void timers_ofAMeterRegistry_haveTheDocumentedTags() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        vendor.failures.add(failure(ErrorKind.UNAVAILABLE, Effect.NONE));
        try (FaceRepositories accounts = open(observations)) {
            assertThat(accounts.get("one").deletePerson(MARKED)).isNotNull();
        }

        Timer call = meters.get("efface.call").tags("outcome", "deleted").timer();
        assertThat(call.count()).isEqualTo(1);
        assertThat(call.getId().getTags())
                .extracting(tag -> tag.getKey())
                .containsExactlyInAnyOrder(
                        "account", "provider", "library", "operation", "outcome", "kind", "effect", "error");
        assertThat(meters.get("efface.attempt")
                        .tags("outcome", "failed", "kind", "unavailable")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("efface.attempt")
                        .tags("outcome", "deleted")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void handler_thatFailsAtStart_preventsTheObservationOnly() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                throw new IllegalStateException("exporter");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        try (FaceRepositories accounts = open(observations)) {
            assertThat(accounts.get("one").deletePerson(MARKED).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
        assertThat(observations.getCurrentObservation()).isNull();
    }

    @Test
    void convention_ofTheApplication_addsTags() {
        CallObservationConvention own = new DefaultCallObservationConvention() {
            @Override
            public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
                return super.getLowCardinalityKeyValues(context).and(KeyValue.of("team", "privacy"));
            }
        };
        try (FaceRepositories accounts = FaceRepositories.builder()
                .account("one", vendor)
                .interceptor(EffaceObservations.of(registry, own))
                .open()) {
            assertThat(accounts.get("one").deletePerson(MARKED)).isNotNull();
        }

        for (CallScope scope : CallScope.values()) {
            TestObservationRegistryAssert.assertThat(registry)
                    .hasObservationWithNameEqualTo(EffaceObservation.of(scope).getName())
                    .that()
                    .hasLowCardinalityKeyValue("team", "privacy")
                    .hasLowCardinalityKeyValue("account", "one");
        }
    }

    private static FaceException failure(ErrorKind kind, Effect effect) {
        return FaceException.of(Operation.DELETE_PERSON, kind)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .effect(effect)
                .attempts(1)
                .requestId("req-0")
                .cause(new IllegalStateException("marked-cause"))
                .build();
    }
}
