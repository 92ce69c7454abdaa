package io.efface.spi.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.FaceId;
import io.efface.IdCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerCallTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void starting_deadlineAndTimeout_theEarlierApplies() {
        CallOptions options = CallOptions.defaults().withDeadline(NOW.plusSeconds(5));

        assertThat(LayerCall.starting(CallOptions.defaults(), CLOCK).deadline()).isEmpty();
        assertThat(LayerCall.starting(options, CLOCK).deadline()).contains(NOW.plusSeconds(5));
        assertThat(LayerCall.starting(options.withTimeout(Duration.ofSeconds(4)), CLOCK)
                        .deadline())
                .contains(NOW.plusSeconds(4));
        assertThat(LayerCall.starting(options.withTimeout(Duration.ofSeconds(6)), CLOCK)
                        .deadline())
                .contains(NOW.plusSeconds(5));
    }

    @Test
    void starting_timeoutBeyondTheLatestInstant_isTheLatestInstant() {
        CallOptions options = CallOptions.defaults().withTimeout(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(LayerCall.starting(options, CLOCK).deadline()).contains(Instant.MAX);
    }

    @Test
    void starting_callersOptions_areKept() {
        Cancellation cancellation = new Cancellation();
        LayerCall call = LayerCall.starting(
                CallOptions.defaults()
                        .withCancellation(cancellation)
                        .withDetachedFaces(Set.of(FaceId.of("1")))
                        .deletingPersonForAllFaces(),
                CLOCK);

        assertThat(call.cancellation()).containsSame(cancellation);
        assertThat(call.detachedFaces()).containsExactly(FaceId.of("1"));
        assertThat(call.deletesPersonForAllFaces()).isTrue();
        assertThat(call.attempt()).isEqualTo(1);
    }

    @Test
    void changes_eachValue_isKeptByLaterChanges() {
        BeforeRequest hook = (operation, detaching) -> {};
        LayerCall call = LayerCall.plain()
                .withCallId("c-1")
                .withBeforeRequest(hook)
                .withIdCheck(IdCheck.WARN)
                .withDeadline(NOW)
                .withAttempt(2)
                .withMoreDetachedFaces(Set.of(FaceId.of("1")))
                .withMoreDetachedFaces(Set.of(FaceId.of("2")))
                .withCancellation(new Cancellation());

        assertThat(call.callId()).contains("c-1");
        assertThat(call.beforeRequest()).containsSame(hook);
        assertThat(call.idCheck()).contains(IdCheck.WARN);
        assertThat(call.deadline()).contains(NOW);
        assertThat(call.attempt()).isEqualTo(2);
        assertThat(call.detachedFaces()).containsExactly(FaceId.of("1"), FaceId.of("2"));
        assertThat(call.cancellation()).isPresent();
        assertThat(LayerCall.plain().callId()).isEmpty();
        assertThat(call.toString()).doesNotContain("FaceId");
    }

    @Test
    void withAttempt_zero_isRejected() {
        assertThatThrownBy(() -> LayerCall.plain().withAttempt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "li\u4e00",
                "a\nb",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void withCallId_otherCharacters_isRejectedAndNotShown(String id) {
        assertThatThrownBy(() -> LayerCall.plain().withCallId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a call id has 1 to 64 ASCII letters, digits, dots, underscores and dashes");
    }
}
