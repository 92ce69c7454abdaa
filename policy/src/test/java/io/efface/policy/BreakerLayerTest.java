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
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerLayerTest {
    private final ScriptedRepository vendor = new ScriptedRepository();
    private final ManualTime time = new ManualTime();
    private final BreakerLayer layer = new BreakerLayer(
            RequestLayer.DIRECT, vendor, new BreakerSettings(4, 50, Duration.ofSeconds(30), true), time, "test");

    @Test
    void deletePerson_halfOfTheCallsUnavailable_opensAndReportsTheRemainingTime() {
        for (int i = 0; i < 2; i++) {
            assertSucceeds();
            assertFails(ErrorKind.UNAVAILABLE, Origin.NETWORK, RetryAdvice.BACKOFF);
        }
        time.now = time.now.plusSeconds(10);

        FaceException error = call();

        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error.origin()).isEqualTo(Origin.LOCAL);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(error.attempts()).isZero();
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(20));
        assertThat(vendor.calls).hasSize(4);
        assertThat(layer.breaker()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void deletePerson_openTimeOver_sendsProbesAndCloses() {
        for (int i = 0; i < 4; i++) {
            assertFails(ErrorKind.TIMEOUT, Origin.NETWORK, RetryAdvice.BACKOFF);
        }
        time.now = time.now.plusSeconds(31);

        for (int i = 0; i < 3; i++) {
            assertSucceeds();
        }

        assertThat(layer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void deletePerson_mostProbesFailAndTheLastSucceeds_opensAgainForTheWholeTime() {
        for (int i = 0; i < 4; i++) {
            assertFails(ErrorKind.TIMEOUT, Origin.NETWORK, RetryAdvice.BACKOFF);
        }
        time.now = time.now.plusSeconds(31);
        assertFails(ErrorKind.TIMEOUT, Origin.NETWORK, RetryAdvice.BACKOFF);
        assertFails(ErrorKind.TIMEOUT, Origin.NETWORK, RetryAdvice.BACKOFF);
        assertSucceeds();

        assertThat(layer.breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(call().retryAfter()).contains(Duration.ofSeconds(30));
    }

    @Test
    void deletePerson_networkFailed_reportsTheFailureWhileTheBreakerIsOpen() {
        for (int i = 0; i < 4; i++) {
            vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAVAILABLE)
                    .origin(Origin.NETWORK)
                    .detail("no connection; the proxy in use is http://proxy.example:3128 (from HTTPS_PROXY)")
                    .build()));
            call();
        }

        FaceException openError = call();

        assertThat(vendor.calls).hasSize(4);
        assertThat(openError)
                .hasMessageContainingAll("not sent", "circuit breaker is open")
                .hasMessageContaining("the proxy in use is http://proxy.example:3128 (from HTTPS_PROXY)");
    }

    @Test
    void deletePerson_accountRejected_opensAtOnceAndRethrowsTheKind() {
        assertFails(ErrorKind.ACCOUNT_UNAVAILABLE, Origin.VENDOR, RetryAdvice.NEVER);

        FaceException error = call();

        assertThat(error.kind()).isEqualTo(ErrorKind.ACCOUNT_UNAVAILABLE);
        assertThat(error.origin()).isEqualTo(Origin.LOCAL);
        assertThat(error.vendorCode()).contains("Some.Code");
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deletePerson_afterTheAccountIsAcceptedAgain_isClosed() {
        assertFails(ErrorKind.UNAUTHENTICATED, Origin.VENDOR, RetryAdvice.NEVER);
        time.now = time.now.plusSeconds(31);
        assertSucceeds();

        assertThat(layer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void deletePerson_clockSetBackAfterRejectedAccount_staysOpenOnlyForTheConfiguredTime() {
        assertFails(ErrorKind.ACCOUNT_UNAVAILABLE, Origin.VENDOR, RetryAdvice.NEVER);
        time.now = time.now.minusSeconds(3600);

        assertThat(call().retryAfter()).contains(Duration.ofSeconds(30));
        time.now = time.now.plusSeconds(29);
        assertThat(layer.breaker()).isEqualTo(BreakerState.OPEN);
        time.now = time.now.plusSeconds(1);

        assertThat(layer.breaker()).isEqualTo(BreakerState.HALF_OPEN);
        assertSucceeds();
    }

    @Test
    void deletePerson_clockSetBackAfterUnavailability_staysOpenOnlyForTheConfiguredTime() {
        for (int i = 0; i < 4; i++) {
            assertFails(ErrorKind.TIMEOUT, Origin.NETWORK, RetryAdvice.BACKOFF);
        }
        time.now = time.now.minusSeconds(3600);

        assertThat(call().retryAfter()).contains(Duration.ofSeconds(30));
        time.now = time.now.plusSeconds(29);
        assertThat(layer.breaker()).isEqualTo(BreakerState.OPEN);
        time.now = time.now.plusSeconds(2);

        assertThat(layer.breaker()).isEqualTo(BreakerState.HALF_OPEN);
        assertSucceeds();
    }

    @Test
    void deletePerson_accountRejectedUntilTheYear9999_isSentAgainAfterAnHour() {
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.ACCOUNT_UNAVAILABLE)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.NEVER)
                .retryAfter(Duration.between(time.instant(), Instant.parse("9999-12-31T23:59:59Z")))
                .attempts(1)
                .build()));
        assertThat(call().kind()).isEqualTo(ErrorKind.ACCOUNT_UNAVAILABLE);

        assertThat(call().retryAfter()).contains(Duration.ofHours(1));
        time.now = time.now.plus(Duration.ofHours(1));
        assertSucceeds();
    }

    @Test
    void deletePerson_clockSkewWithAdviceOnce_doesNotOpen() {
        assertFails(ErrorKind.UNAUTHENTICATED, Origin.VENDOR, RetryAdvice.ONCE);
        assertSucceeds();

        assertThat(layer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void deletePerson_permissionForOneOperationDenied_doesNotStopTheOthers() {
        assertFails(ErrorKind.PERMISSION_DENIED, Origin.VENDOR, RetryAdvice.NEVER);
        assertSucceeds();

        assertThat(layer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void deletePerson_localErrors_doNotCount() {
        for (int i = 0; i < 20; i++) {
            assertFails(ErrorKind.UNAVAILABLE, Origin.LOCAL, RetryAdvice.BACKOFF);
        }

        assertThat(layer.breaker()).isEqualTo(BreakerState.CLOSED);
        assertSucceeds();
    }

    @Test
    void deletePerson_rejectedArguments_doNotOpen() {
        for (int i = 0; i < 20; i++) {
            assertFails(ErrorKind.INVALID_ARGUMENT, Origin.VENDOR, RetryAdvice.NEVER);
        }

        assertThat(layer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    private void assertSucceeds() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
        DeletePersonResult result = vendor.behind(layer).deletePerson(ALICE, LayerCall.plain());
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
    }

    private void assertFails(ErrorKind kind, Origin origin, RetryAdvice advice) {
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, kind)
                .origin(origin)
                .advice(advice)
                .vendorCode("Some.Code")
                .attempts(origin == Origin.LOCAL ? 0 : 1)
                .build()));
        assertThat(call().kind()).isEqualTo(kind);
    }

    private FaceException call() {
        return catchThrowableOfType(
                FaceException.class, () -> vendor.behind(layer).deletePerson(ALICE, LayerCall.plain()));
    }
}
