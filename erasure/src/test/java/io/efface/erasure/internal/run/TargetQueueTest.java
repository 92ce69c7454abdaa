package io.efface.erasure.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetQueueTest {
    private static final Instant T = Instant.parse("2026-11-28T12:00:00Z");

    private final TargetQueue queue = new TargetQueue();
    private final Rejections rejections = new Rejections();

    private static Target target(long id, @Nullable Instant notBefore) {
        HiddenId hidden = new HiddenId(new byte[0], 1, 1);
        return new Target(
                id,
                0,
                TargetState.PENDING,
                Operation.DELETE_PERSON,
                "",
                hidden,
                List.of(),
                false,
                notBefore,
                null,
                0,
                false,
                List.of());
    }

    @Test
    void next_targetThatWaits_isReturnedAtItsTimeAndDoesNotStopReading() {
        queue.addRead(target(1, T.plusSeconds(5)));

        assertThat(queue.next(T, rejections)).isNull();

        assertThat(queue.needsRead(T, rejections)).isTrue();
        assertThat(queue.due()).isEqualTo(T.plusSeconds(5));
        assertThat(queue.lastWaitEnd()).isEqualTo(T.plusSeconds(5));
        queue.addRead(null);
        assertThat(queue.isExhausted()).isFalse();
        assertThat(queue.next(T.plusSeconds(5), rejections))
                .extracting(Target::id)
                .isEqualTo(1L);
        assertThat(queue.isExhausted()).isTrue();
    }

    @Test
    void next_rejectedTarget_comesLastUntilTheAccountAcceptsACall() {
        rejections.begin();
        rejections.rejected(1);
        queue.addRejected(target(1, null));
        queue.addRead(target(2, null));
        queue.addRead(target(3, null));
        queue.addRead(null);
        assertThat(queue.next(T, rejections)).extracting(Target::id).isEqualTo(2L);

        rejections.accepted(rejections.begin(), 2);

        assertThat(queue.next(T, rejections)).extracting(Target::id).isEqualTo(1L);
        assertThat(queue.next(T, rejections)).extracting(Target::id).isEqualTo(3L);
    }

    @Test
    void clockSetBack_targetThatWaits_keepsTheLengthOfItsWait() {
        queue.addFirst(target(1, T.plusSeconds(5)));
        assertThat(queue.next(T, rejections)).isNull();

        queue.clockSetBack(Duration.ofHours(1));

        Instant now = T.minus(Duration.ofHours(1));
        assertThat(queue.due()).isEqualTo(now.plusSeconds(5));
        assertThat(queue.lastWaitEnd()).isEqualTo(now.plusSeconds(5));
    }
}
