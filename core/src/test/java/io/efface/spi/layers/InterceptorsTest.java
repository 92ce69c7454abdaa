package io.efface.spi.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallOutcome;
import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterceptorsTest {
    private record Ordered(int order, String name) implements CallInterceptor {
        @Override
        public Probe before(CallInfo call) {
            return Probe.NONE;
        }
    }

    @Test
    void inOrder_equalOrders_keepTheGivenOrder() {
        Interceptors interceptors = new Interceptors(List.of(
                new Ordered(1, "a"), new Ordered(Integer.MIN_VALUE, "b"), new Ordered(1, "c"), new Ordered(0, "d")));

        assertThat(interceptors.inOrder())
                .extracting(interceptor -> ((Ordered) interceptor).name())
                .containsExactly("b", "d", "a", "c");
    }

    @Test
    void order_ofALambda_isZero() {
        CallInterceptor plain = call -> CallInterceptor.Probe.NONE;

        assertThat(plain.order()).isZero();
    }

    @Test
    void outcome_ofResults_isOneWord() {
        PersonId person = PersonId.of("p");
        FaceId f1 = FaceId.of("f1");
        FaceId f2 = FaceId.of("f2");
        FaceResult deleted = FaceResult.deleted(Evidence.CONFIRMED);
        FaceResult absent = FaceResult.alreadyAbsent(Evidence.CONFIRMED);

        assertThat(CallOutcome.of(DeletePersonResult.of(
                        person, PersonOutcome.DELETED, Evidence.ACCEPTED, CallTrace.NOTHING_SENT)))
                .isEqualTo(CallOutcome.DELETED);
        assertThat(CallOutcome.of(DeletePersonResult.of(
                        person, PersonOutcome.ALREADY_ABSENT, Evidence.ACCEPTED, CallTrace.NOTHING_SENT)))
                .isEqualTo(CallOutcome.ALREADY_ABSENT);
        assertThat(faces(person, Map.of(f1, deleted, f2, absent))).isEqualTo(CallOutcome.DELETED);
        assertThat(faces(person, Map.of(f1, absent, f2, absent))).isEqualTo(CallOutcome.ALREADY_ABSENT);
        assertThat(faces(person, Map.of(f1, deleted, f2, FaceResult.unconfirmed())))
                .isEqualTo(CallOutcome.INCOMPLETE);
        assertThat(CallOutcome.ALREADY_ABSENT.spelling()).isEqualTo("already_absent");
    }

    private static CallOutcome faces(PersonId person, Map<FaceId, FaceResult> faces) {
        return CallOutcome.of(DeleteFacesResult.of(person, faces, CallTrace.NOTHING_SENT));
    }

    @Test
    void infoAndReport_impossibleNumbers_areRejected() {
        assertThatThrownBy(() ->
                        new CallInfo(CallScope.CALL, "c", "a", "p", Optional.empty(), Operation.FIND_PERSON, 0, 0, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallInfo(
                        CallScope.CALL, "c", "a", "p", Optional.empty(), Operation.FIND_PERSON, 1, -1, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallReport(
                        CallOutcome.ABSENT,
                        new HashMap<>(),
                        null,
                        false,
                        -1,
                        Duration.ZERO,
                        List.of(),
                        null,
                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
