package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Temporary credentials over time. */
class RefreshingCredentialsTest extends IssuedTokens {
    @ParameterizedTest
    @CsvSource({"PT1H,PT55M", "PT36H,PT35H55M", "PT15M,PT12M", "PT10S,PT8S"})
    void current_overItsLife_isRenewedAMarginBeforeTheEnd(Duration life, Duration renewedFrom) {
        RefreshingCredentials<String> kept = kept(() -> next(life));
        assertThat(kept.credentials()).isEqualTo("token-1");

        clock.move(renewedFrom.minusMillis(1));
        assertThat(kept.credentials()).isEqualTo("token-1");
        clock.move(Duration.ofMillis(1));
        assertThat(kept.credentials()).isEqualTo("token-2");
        assertThat(kept.credentials()).isEqualTo("token-2");
    }

    @Test
    void current_ownMargin_isTakenWhereItIsTheSmallerOne() {
        RefreshingCredentials<String> kept =
                new RefreshingCredentials<>(() -> next(HOUR), plan.withMargin(Duration.ofMinutes(1)), Runnable::run);
        kept.credentials();

        clock.move(Duration.ofMinutes(58));
        assertThat(kept.credentials()).isEqualTo("token-1");
        clock.move(Duration.ofMinutes(1));
        assertThat(kept.credentials()).isEqualTo("token-2");
    }

    @Test
    void current_neverExpiring_isFetchedOnce() {
        RefreshingCredentials<String> kept = kept(() -> {
            fetches.incrementAndGet();
            return new ExpiringCredentials<>("key", Instant.MAX);
        });
        kept.credentials();
        clock.move(Duration.ofDays(36_500));

        assertThat(kept.credentials()).isEqualTo("key");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void current_expiredTheMomentTheyCome_areUsedForOnePause() {
        RefreshingCredentials<String> kept = kept(() -> next(Duration.ofHours(-2)));

        assertThat(kept.credentials()).as("our clock may be wrong").isEqualTo("token-1");
        assertThat(kept.credentials()).isEqualTo("token-1");
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.credentials()).isEqualTo("token-2");
    }

    @Test
    void rejected_presentOnes_areFetchedAnew() {
        RefreshingCredentials<String> kept = kept(() -> next(HOUR));
        kept.credentials();
        clock.move(Duration.ofMinutes(1));

        assertThat(kept.rejected("token-1")).isTrue();
        assertThat(kept.rejected("token-1")).as("said again by another request").isTrue();
        assertThat(kept.credentials()).isEqualTo("token-2");
        assertThat(kept.rejected("token-1")).as("said late").isTrue();
        assertThat(kept.credentials()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void rejected_freshFromTheSource_areNotFetchedAgainAtOnce() {
        RefreshingCredentials<String> kept = kept(() -> next(HOUR));
        kept.credentials();

        assertThat(kept.rejected("token-1")).isFalse();
        kept.credentials();
        assertThat(fetches).hasValue(1);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.rejected("token-1")).isTrue();
    }

    @Test
    void toString_ofAll_showsNoCredentials() {
        RefreshingCredentials<String> kept = kept(() -> next(HOUR));
        kept.credentials();

        assertThat(kept.toString()).contains("2026-03-17T10:25:00Z").doesNotContain("token");
        assertThat(next(HOUR).toString()).contains("2026-03-17T10:30:00Z").doesNotContain("token");
    }

    @Test
    void plan_outOfRange_isRejected() {
        assertThatThrownBy(() -> plan.withMargin(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withPause(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withLongestWait(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(RefreshPolicy.defaults().margin()).isEqualTo(Duration.ofMinutes(5));
    }
}
