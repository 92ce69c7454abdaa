package io.efface.erasure.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationsTest {
    private static final Duration DELAY = Duration.ofHours(1);
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private static boolean isDue(Verifications known, int job, long lastEvent) {
        return known.isDue(job, lastEvent, NOW, DELAY);
    }

    @Test
    void isDue_verifiedJob_isTrueOnlyAfterAnotherEvent() {
        Verifications known = Verifications.parse(null);
        known.verified(3, 40);

        assertThat(isDue(known, 3, 40)).isFalse();
        assertThat(isDue(known, 3, 41)).isTrue();
        assertThat(isDue(known, 4, 40)).isTrue();
    }

    @Test
    void isDue_attemptedJob_isTrueAfterTheDelay() {
        Verifications known = Verifications.parse(null);
        known.attempted(3, NOW.minus(DELAY).plusMillis(1));
        known.attempted(4, NOW.minus(DELAY));

        assertThat(isDue(known, 3, 40)).isFalse();
        assertThat(isDue(known, 4, 40)).isTrue();
    }

    @Test
    void parse_text_returnsWhatWasKnown() {
        Verifications known = Verifications.parse("");
        known.verified(3, 40);
        known.verified(5, 50);
        known.attempted(4, NOW);

        Verifications read = Verifications.parse(known.text());
        read.retain(List.of(3, 4));

        assertThat(isDue(read, 3, 40)).isFalse();
        assertThat(isDue(read, 4, 40)).isFalse();
        assertThat(isDue(read, 5, 50)).as("the job is forgotten").isTrue();
        assertThat(read.text()).isEqualTo("verified 3 40\nattempted 4 " + NOW.toEpochMilli() + "\n");
    }

    @Test
    void parse_unreadableText_knowsNothing() {
        assertThat(Verifications.parse("\u00ac\u00ed verified\nverified 1\nverified 99999999999 1\n")
                        .text())
                .isEmpty();
    }
}
