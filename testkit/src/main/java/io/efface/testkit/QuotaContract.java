package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Rate;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits of an account, counted right before each request: no window of a limit's length gets more than the limit. */
interface QuotaContract {
    /** The part of a window, one of so many, that a busy machine may add between a permit and its request. */
    int SLACK = 50;

    /** So many calls a minute. */
    @ContractTest
    default void deletePerson_limitPerMinute_isKept(ContractHarness harness) throws Exception {
        assertKept(harness, new Rate(3, Duration.ofMinutes(1)));
    }

    /** So many calls a day: waits of hours, at whose end the call may have to be repeated by its caller. */
    @ContractTest
    default void deletePerson_limitPerDay_isKept(ContractHarness harness) throws Exception {
        assertKept(harness, new Rate(4, Duration.ofDays(1)));
    }

    private static void assertKept(ContractHarness harness, Rate limit) throws Exception {
        assumeTrue(harness.opened(), "only layers keep limits");
        Optional<ContractHarness> limited = harness.limited(limit);
        assumeTrue(limited.isPresent(), "this target opens no account with another limit");
        try (ContractHarness account = limited.orElseThrow()) {
            assumeTrue(account.clock() instanceof SkippingClock, "this target cannot skip time");
            List<Instant> arrivals = arrivals(account, (SkippingClock) account.clock(), limit);
            Duration least = limit.per().minus(limit.per().dividedBy(SLACK));
            for (int i = limit.calls(); i < arrivals.size(); i++) {
                Duration window = Duration.between(arrivals.get(i - limit.calls()), arrivals.get(i));
                assertTrue(
                        window.compareTo(least) >= 0,
                        () -> limit + " allows no " + (limit.calls() + 1) + " requests within " + window);
            }
            assertTrue(
                    // Reads of the layers may count under the same limit.
                    arrivals.size() > limit.calls(),
                    () -> "a limit of " + limit + " lets more than " + arrivals.size()
                            + " requests out in three windows");
        }
    }

    /** Sends what the limit lets out in three windows, and returns when each request was sent. */
    private static List<Instant> arrivals(ContractHarness account, SkippingClock clock, Rate limit) {
        Instant end = clock.instant().plus(limit.per().multipliedBy(3));
        Duration pause = limit.per().dividedBy(20L * limit.calls());
        AccountRepository layers =
                account.repository().unwrap(AccountRepository.class).orElseThrow();
        List<Instant> arrivals = new ArrayList<>();
        // A vendor may count reads apart, so that a layer's read of the person does not count as its deletion.
        LayerCall call = LayerCall.plain().withBeforeRequest((operation, faces) -> {
            if (operation == Operation.DELETE_PERSON) {
                arrivals.add(clock.instant());
            }
        });
        while (clock.instant().isBefore(end)) {
            int before = arrivals.size();
            ObservedCall<?> observed =
                    ObservedCall.call(account, () -> layers.deletePerson(ContractFixture.PERSON, call));
            assertTrue(observed.requests() == 0 || arrivals.size() > before, "a request must pass the hook before it");
            if (observed.failed()) {
                FaceException refusal = observed.failure();
                assertEquals(Origin.LOCAL, refusal.origin(), "a call that would exceed a limit is not sent");
                assertEquals(Effect.NONE, refusal.effect());
                assertEquals(0, observed.requests());
                clock.skip(pause);
            } else if (observed.requests() == 0) {
                clock.skip(pause);
            }
            if (arrivals.size() > 100 * limit.calls()) {
                return arrivals;
            }
        }
        return arrivals;
    }
}
