package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tests the limits of an account: no window of a limit may contain more requests than the limit allows. Requests are counted immediately
 * before they are sent.
 */
interface QuotaContract {
    /**
     * The tolerance is the window divided by this number, because a busy machine may send a request some time after its permit was given.
     */
    int SLACK = 50;

    /** An account does not exceed a limit of calls per minute. */
    @ContractTest
    default void deletePerson_limitPerMinute_isKept(ContractHarness harness) throws Exception {
        assertKept(harness, new Rate(3, Duration.ofMinutes(1)));
    }

    /**
     * An account does not exceed a limit of calls per day. The waits take hours, so a call may reach its deadline and must then be
     * repeated.
     */
    @ContractTest
    default void deletePerson_limitPerDay_isKept(ContractHarness harness) throws Exception {
        assertKept(harness, new Rate(4, Duration.ofDays(1)));
    }

    private static void assertKept(ContractHarness harness, Rate limit) throws Exception {
        assumeTrue(harness.opened(), "only layers apply limits");
        Optional<ContractHarness> limited = harness.limited(limit);
        assumeTrue(limited.isPresent(), "this contract target opens no account with an additional limit");
        try (ContractHarness account = limited.orElseThrow()) {
            assumeTrue(account.clock() instanceof SkippingClock, "this target cannot skip time");
            List<Instant> arrivals = arrivals(account, (SkippingClock) account.clock(), limit);
            Duration shortestWindow = limit.per().minus(limit.per().dividedBy(SLACK));
            for (int i = limit.calls(); i < arrivals.size(); i++) {
                Duration window = Duration.between(arrivals.get(i - limit.calls()), arrivals.get(i));
                assertTrue(
                        window.compareTo(shortestWindow) >= 0,
                        () -> limit + " does not allow " + (limit.calls() + 1) + " requests within " + window);
            }
            assertTrue(
                    // The number can be lower than three times the limit, because reads of the layers may count towards
                    // this limit.
                    arrivals.size() > limit.calls(),
                    () -> "a limit of " + limit + " must allow more than " + arrivals.size()
                            + " requests in three windows");
        }
    }

    /** Sends the requests that the limit allows in three windows. Returns the time of each request. */
    private static List<Instant> arrivals(ContractHarness account, SkippingClock clock, Rate limit) {
        Instant end = clock.instant().plus(limit.per().multipliedBy(3));
        Duration pause = limit.per().dividedBy(20L * limit.calls());
        AccountRepository layers =
                account.repository().unwrap(AccountRepository.class).orElseThrow();
        List<Instant> arrivals = new ArrayList<>();
        List<Operation> counted = Steps.operationsOfDeletion(account);
        while (clock.instant().isBefore(end)) {
            int before = arrivals.size();
            AtomicInteger steps = new AtomicInteger();
            AtomicInteger sent = new AtomicInteger();
            // Only requests that count as deletions are recorded, because a vendor may count reads under another limit.
            LayerCall call = LayerCall.plain().withBeforeRequest((operation, faces) -> {
                sent.incrementAndGet();
                if (operation == Operation.DELETE_PERSON
                        && countedAs(counted, steps.getAndIncrement()) == Operation.DELETE_PERSON) {
                    arrivals.add(clock.instant());
                }
            });
            ObservedCall<?> observed =
                    ObservedCall.call(account, () -> layers.deletePerson(ContractFixture.PERSON, call));
            assertTrue(observed.requests() == 0 || arrivals.size() > before, "the hook must run before each request");
            assertEquals(
                    sent.get(),
                    observed.requests(),
                    "a request that would exceed a limit must be rejected before it is sent");
            if (observed.failed()) {
                FaceException rejection = observed.failure();
                assertEquals(
                        Origin.LOCAL,
                        rejection.origin(),
                        "a request that would exceed a limit must be rejected before it is sent");
                assertEquals(Effect.NONE, rejection.effect(), "the effect of the error is wrong");
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

    /** Returns the operation that a step counts as. A step that is not in the list counts as a deletion. */
    private static Operation countedAs(List<Operation> steps, int index) {
        return index < steps.size() ? steps.get(index) : Operation.DELETE_PERSON;
    }
}
