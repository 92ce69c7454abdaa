package io.efface.policy;

import static io.efface.policy.ScriptedRepository.ALICE;
import static io.efface.policy.ScriptedRepository.failing;
import static io.efface.policy.ScriptedRepository.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QuotaLayerTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final List<PacedLimit> LIMITS = List.of(new PacedLimit("q", INTERVAL, Duration.ZERO));

    private final ScriptedRepository vendor = new ScriptedRepository();
    private final ManualTime time = new ManualTime();
    private final QuotaStore store = QuotaStore.inProcess(time);
    private final KeyedLock<List<String>> lock = new KeyedLock<>();
    private final QuotaLayer layer = layer(store);

    @Test
    void deletePerson_manyCallsAtOnce_areSentAtTheRate() {
        List<Instant> sent = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            vendor.persons.add(() -> {
                sent.add(time.instant());
                return person(PersonOutcome.DELETED, Evidence.CONFIRMED);
            });
        }

        for (int i = 0; i < 31; i++) {
            assertThat(vendor.behind(layer)
                            .deletePerson(ALICE, LayerCall.plain())
                            .trace()
                            .waited())
                    .isGreaterThanOrEqualTo(Duration.ZERO);
        }

        for (Instant from : sent) {
            Instant to = from.plusSeconds(1);
            assertThat(sent.stream().filter(at -> !at.isBefore(from) && at.isBefore(to)))
                    .as("requests in any second")
                    .hasSizeLessThanOrEqualTo(11);
        }
        assertThat(Duration.between(sent.get(0), sent.get(30)))
                .isBetween(INTERVAL.multipliedBy(29), INTERVAL.multipliedBy(31));
    }

    @Test
    void deletePerson_permitOnlyAfterTheDeadline_isRejectedAtOnceAndNotSent() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
        assertThat(vendor.behind(layer).deletePerson(ALICE, LayerCall.plain())).isNotNull();

        FaceException error =
                failure(LayerCall.plain().withDeadline(time.instant().plus(Duration.ofMillis(50))));

        assertThat(error.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(error.origin()).isEqualTo(Origin.LOCAL);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(error.attempts()).isZero();
        assertThat(time.slept).isEmpty();
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deletePerson_rateLimited_nextRequestWaitsASecond() {
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.RATE_LIMITED)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .attempts(1)
                .build()));
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
        assertThat(failure(LayerCall.plain()).kind()).isEqualTo(ErrorKind.RATE_LIMITED);

        Duration waited = vendor.behind(layer)
                .deletePerson(ALICE, LayerCall.plain())
                .trace()
                .waited();

        assertThat(waited).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1300));
    }

    @Test
    void deletePerson_severalRequestsRateLimitedTogether_delaysOnce() {
        for (int i = 0; i < 8; i++) {
            vendor.persons.add(rateLimited(Duration.ofSeconds(30)));
        }
        // With this store, no call waits for a permit. So all eight requests are sent at the same time.
        QuotaLayer withoutWaits = layer(new QuotaStore() {
            @Override
            public Duration tryTake(List<PacedLimit> limits) {
                return Duration.ZERO;
            }

            @Override
            public void penalize(List<PacedLimit> limits, Duration time) {
                store.penalize(limits, time);
            }
        });
        for (int i = 0; i < 8; i++) {
            assertThat(catchThrowableOfType(
                                    FaceException.class,
                                    () -> vendor.behind(withoutWaits).deletePerson(ALICE, LayerCall.plain()))
                            .kind())
                    .isEqualTo(ErrorKind.RATE_LIMITED);
        }

        assertThat(store.tryTake(LIMITS)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void deletePerson_rateLimitedUntilTheYear9999_isSentAgainAfterAnHour() {
        vendor.persons.add(rateLimited(Duration.between(time.instant(), Instant.parse("9999-12-31T23:59:59Z"))));
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
        assertThat(failure(LayerCall.plain()).kind()).isEqualTo(ErrorKind.RATE_LIMITED);

        Duration waited = vendor.behind(layer)
                .deletePerson(ALICE, LayerCall.plain())
                .trace()
                .waited();

        assertThat(waited).isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(1));
    }

    @Test
    void tryTake_clockSetBack_keepsTheRate() {
        assertThat(store.tryTake(LIMITS)).isZero();
        time.now = time.now.minusSeconds(3600);
        assertThat(store.tryTake(LIMITS)).isEqualTo(INTERVAL);
        time.now = time.now.plus(INTERVAL);

        assertThat(store.tryTake(LIMITS)).isZero();
        assertThat(store.tryTake(LIMITS)).isEqualTo(INTERVAL);
    }

    private static Supplier<DeletePersonResult> rateLimited(Duration retryAfter) {
        return failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.RATE_LIMITED)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .retryAfter(retryAfter)
                .attempts(1)
                .build());
    }

    @Test
    void deletePerson_storeDoesNotRespond_isNotSent() {
        QuotaLayer broken = layer(new QuotaStore() {
            @Override
            public Duration tryTake(List<PacedLimit> limits) {
                throw new QuotaUnavailableException("gone", new IllegalStateException());
            }

            @Override
            public void penalize(List<PacedLimit> limits, Duration time) {
                throw new QuotaUnavailableException("gone", new IllegalStateException());
            }
        });

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> vendor.behind(broken).deletePerson(ALICE, LayerCall.plain()));

        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error.origin()).isEqualTo(Origin.LOCAL);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(vendor.calls).isEmpty();
    }

    @Test
    void deletePerson_cancelledWhileWaiting_isNotSent() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
        assertThat(vendor.behind(layer).deletePerson(ALICE, LayerCall.plain())).isNotNull();
        time.cancelled = true;
        io.efface.Cancellation cancellation = new io.efface.Cancellation();
        LayerCall options = LayerCall.plain().withCancellation(cancellation);
        cancellation.cancel();

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> vendor.behind(layer).deletePerson(ALICE, options));

        assertThat(error.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void quotaWaiting_whileARequestWaits_isOneAndHasAnEnd() {
        List<Integer> waiting = new ArrayList<>();
        QuotaLayer[] watched = new QuotaLayer[1];
        Sleeper watching = (pause, options) -> {
            waiting.add(watched[0].quotaWaiting());
            assertThat(watched[0].quotaWaitEnd()).contains(time.instant().plus(pause));
            return time.sleep(pause, options);
        };
        QuotaQueue queue = new QuotaQueue(LIMITS, store, lock, time, watching);
        watched[0] = new QuotaLayer(
                new BreakerLayer(RequestLayer.DIRECT, vendor, BreakerSettings.DEFAULTS, time, "test"),
                Map.of(Operation.DELETE_PERSON, queue, Operation.FIND_PERSON, queue),
                "scripted");
        for (int i = 0; i < 2; i++) {
            vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
            assertThat(vendor.behind(watched[0]).deletePerson(ALICE, LayerCall.plain()))
                    .isNotNull();
        }

        assertThat(waiting).isNotEmpty().containsOnly(1);
        assertThat(watched[0].quotaWaiting()).isZero();
        assertThat(watched[0].quotaWaitEnd()).isEmpty();
    }

    private FaceException failure(LayerCall options) {
        return catchThrowableOfType(
                FaceException.class, () -> vendor.behind(layer).deletePerson(ALICE, options));
    }

    private QuotaLayer layer(QuotaStore store) {
        BreakerLayer breaker = new BreakerLayer(RequestLayer.DIRECT, vendor, BreakerSettings.DEFAULTS, time, "test");
        return new QuotaLayer(
                breaker, Map.of(Operation.DELETE_PERSON, new QuotaQueue(LIMITS, store, lock, time, time)), "scripted");
    }
}
