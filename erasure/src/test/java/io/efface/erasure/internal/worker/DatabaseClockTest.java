package io.efface.erasure.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant DATABASE = Instant.parse("2026-05-04T10:00:00Z");

    private Instant database = DATABASE;
    /** The machine's clock is two hours ahead. */
    private Instant machine = DATABASE.plus(Duration.ofHours(2));

    private long nanos = 77;

    private final Clock machineClock = new Clock() {
        @Override
        public Instant instant() {
            return machine;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final DatabaseClock clock = new DatabaseClock(() -> database, machineClock, () -> nanos);

    private void pass(Duration monotonic, Duration shown) {
        nanos += monotonic.toNanos();
        machine = machine.plus(shown);
    }

    @Test
    void instant_machineTwoHoursAhead_showsTheTimeOfTheDatabase() {
        assertThat(clock.instant()).isEqualTo(DATABASE);

        pass(Duration.ofSeconds(3), Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(DATABASE.plusSeconds(3));
    }

    @Test
    void instant_oneClockStoodStill_followsTheOther() {
        pass(Duration.ofSeconds(1), Duration.ofMinutes(5));
        assertThat(clock.instant()).as("the machine was suspended").isEqualTo(DATABASE.plusSeconds(300));

        pass(Duration.ofMinutes(10), Duration.ofHours(-1));
        assertThat(clock.instant()).as("the machine's clock was set back").isEqualTo(DATABASE.plusSeconds(601));
    }

    @Test
    void follow_afterADrift_showsTheTimeOfTheDatabaseAgain() {
        pass(Duration.ofSeconds(5), Duration.ofSeconds(9));
        database = DATABASE.plusSeconds(5);

        clock.follow();

        assertThat(clock.instant()).isEqualTo(DATABASE.plusSeconds(5));
    }
}
