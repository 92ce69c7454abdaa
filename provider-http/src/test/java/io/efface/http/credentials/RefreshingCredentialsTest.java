package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests when temporary credentials are renewed. */
class RefreshingCredentialsTest extends IssuedTokens {
    @ParameterizedTest
    @CsvSource({"PT1H,PT55M", "PT36H,PT35H55M", "PT15M,PT12M", "PT10S,PT8S"})
    void credentials_nearTheExpiry_areRenewedBeforeTheExpiry(Duration life, Duration renewedFrom) {
        RefreshingCredentials<String> credentials = refreshing(() -> next(life));
        assertThat(credentials.credentials()).isEqualTo("token-1");

        clock.move(renewedFrom.minusMillis(1));
        assertThat(credentials.credentials()).isEqualTo("token-1");
        clock.move(Duration.ofMillis(1));
        assertThat(credentials.credentials()).isEqualTo("token-2");
        assertThat(credentials.credentials()).isEqualTo("token-2");
    }

    @Test
    void credentials_configuredMarginSmallerThanTheDefault_isUsed() {
        RefreshingCredentials<String> credentials =
                new RefreshingCredentials<>(() -> next(HOUR), plan.withMargin(Duration.ofMinutes(1)), Runnable::run);
        credentials.credentials();

        clock.move(Duration.ofMinutes(58));
        assertThat(credentials.credentials()).isEqualTo("token-1");
        clock.move(Duration.ofMinutes(1));
        assertThat(credentials.credentials()).isEqualTo("token-2");
    }

    @Test
    void inMemory_validAndNoRenewalDue_areTheCredentials() {
        RefreshingCredentials<String> credentials = refreshing(() -> next(HOUR));
        assertThat(credentials.inMemory()).as("before the first fetch").isEmpty();
        credentials.credentials();

        assertThat(credentials.inMemory()).contains("token-1");
        clock.move(Duration.ofMinutes(55));
        assertThat(credentials.inMemory()).as("a renewal is due").isEmpty();
        assertThat(credentials.credentials()).isEqualTo("token-2");
        assertThat(credentials.inMemory()).contains("token-2");
        clock.move(Duration.ofMinutes(1));
        assertThat(credentials.rejected("token-2")).isTrue();
        assertThat(credentials.inMemory()).as("rejected by the vendor").isEmpty();
    }

    @Test
    void credentials_neverExpiring_areFetchedOnce() {
        RefreshingCredentials<String> credentials = refreshing(() -> {
            fetches.incrementAndGet();
            return new ExpiringCredentials<>("key", Instant.MAX);
        });
        credentials.credentials();
        clock.move(Duration.ofDays(36_500));

        assertThat(credentials.credentials()).isEqualTo("key");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void credentials_alreadyExpiredWhenFetched_areUsedForOnePause() {
        RefreshingCredentials<String> credentials = refreshing(() -> next(Duration.ofHours(-2)));

        assertThat(credentials.credentials()).as("the local clock may be wrong").isEqualTo("token-1");
        assertThat(credentials.credentials()).isEqualTo("token-1");
        clock.move(Duration.ofSeconds(5));
        assertThat(credentials.credentials()).isEqualTo("token-2");
    }

    @Test
    void rejected_currentCredentials_areFetchedAgain() {
        RefreshingCredentials<String> credentials = refreshing(() -> next(HOUR));
        credentials.credentials();
        clock.move(Duration.ofMinutes(1));

        assertThat(credentials.rejected("token-1")).isTrue();
        assertThat(credentials.rejected("token-1"))
                .as("reported again by another request")
                .isTrue();
        assertThat(credentials.credentials()).isEqualTo("token-2");
        assertThat(credentials.rejected("token-1"))
                .as("reported after the renewal")
                .isTrue();
        assertThat(credentials.credentials()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void rejected_justFetched_areNotFetchedAgainAtOnce() {
        RefreshingCredentials<String> credentials = refreshing(() -> next(HOUR));
        credentials.credentials();

        assertThat(credentials.rejected("token-1")).isFalse();
        credentials.credentials();
        assertThat(fetches).hasValue(1);
        clock.move(Duration.ofSeconds(5));
        assertThat(credentials.rejected("token-1")).isTrue();
    }

    @Test
    void toString_everyType_showsNoCredentials() {
        RefreshingCredentials<String> credentials = refreshing(() -> next(HOUR));
        credentials.credentials();

        assertThat(credentials.toString()).contains("2026-03-17T10:25:00Z").doesNotContain("token");
        assertThat(next(HOUR).toString()).contains("2026-03-17T10:30:00Z").doesNotContain("token");
    }

    @Test
    void policy_valueOutOfRange_isRejected() {
        assertThatThrownBy(() -> plan.withMargin(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withPause(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withLongestWait(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(RefreshPolicy.defaults().margin()).isEqualTo(Duration.ofMinutes(5));
    }
}
