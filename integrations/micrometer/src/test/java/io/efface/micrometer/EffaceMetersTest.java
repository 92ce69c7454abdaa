package io.efface.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffaceMetersTest {
    private static final PersonId ALICE = new PersonId("alice");

    private final FakeAccount vendor = new FakeAccount();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private FaceRepositories open(Map<String, String> settings) {
        return FaceRepositories.builder().account("one", vendor, settings).open();
    }

    private double breaker(String account, String state) {
        return meters.get(EffaceMeters.BREAKER_STATE)
                .tags("account", account, "provider", "fake", "state", state)
                .gauge()
                .value();
    }

    @Test
    void breakerState_opened_movesTheOneToOpen() {
        try (FaceRepositories accounts =
                        open(Map.of("breaker.calls", "2", "retry.max-attempts", "1", "breaker.open-for", "1h"));
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            bound.refresh();
            assertThat(breaker("one", "closed")).isEqualTo(1);
            assertThat(breaker("one", "open")).isZero();
            for (int i = 0; i < 2; i++) {
                vendor.failures.add(FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAVAILABLE)
                        .origin(Origin.VENDOR)
                        .attempts(1)
                        .build());
                assertThatThrownBy(() -> accounts.get("one").deletePerson(ALICE))
                        .isInstanceOf(FaceException.class);
            }
            assertThat(breaker("one", "closed")).isZero();
            assertThat(breaker("one", "half_open")).isZero();
            assertThat(breaker("one", "open")).isEqualTo(1);
        }
    }

    @Test
    void quotaWaiting_nobodyWaits_isZero() {
        try (FaceRepositories accounts = open(Map.of());
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            bound.refresh();
            assertThat(meters.get(EffaceMeters.QUOTA_WAITING)
                            .tags("account", "one", "provider", "fake")
                            .gauge()
                            .value())
                    .isZero();
        }
    }

    @Test
    void refresh_accountsComeAndGo_followsThem() {
        try (FaceRepositories accounts = open(Map.of())) {
            EffaceMeters bound = EffaceMeters.bind(meters, accounts);
            accounts.put("two", new FakeAccount(), Map.of());
            accounts.put("raw", new FakeAccount(), Map.of("policies", "none"));
            accounts.remove("one");
            assertThat(breaker("one", "closed")).isNaN();

            bound.refresh();

            assertThat(breaker("two", "closed")).isEqualTo(1);
            assertThat(meters.getMeters())
                    .hasSize(4)
                    .allMatch(meter -> "two".equals(meter.getId().getTag("account")));
            bound.close();
            assertThat(meters.getMeters()).isEmpty();
        }
    }
}
