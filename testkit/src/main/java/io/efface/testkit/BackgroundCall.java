package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.efface.FaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A call in a thread of its own, which a test ends from outside. */
final class BackgroundCall {
    /** The promise is 100 ms; a loaded machine gets more, and still a fraction of any timeout. */
    static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final ContractHarness harness;
    private final Optional<Set<FaceId>> before;
    private final int requestsBefore;
    private final FutureTask<ObservedCall<Object>> task;
    private final Thread thread;

    private BackgroundCall(ContractHarness harness, Supplier<Object> call) {
        this.harness = harness;
        this.before = harness.stored(ContractFixture.PERSON);
        this.requestsBefore = harness.requests();
        this.task = new FutureTask<>(() -> ObservedCall.call(harness, call));
        this.thread = new Thread(task, "contract-call");
        this.thread.setDaemon(true);
    }

    static BackgroundCall start(ContractHarness harness, Supplier<Object> call) {
        BackgroundCall started = new BackgroundCall(harness, call);
        started.thread.start();
        return started;
    }

    /** What the vendor held of the person before. */
    Optional<Set<FaceId>> before() {
        return before;
    }

    /** Waits until the request is with the vendor and, if it is a deletion, carried out. */
    void awaitArrival(boolean deletion) {
        await("the request never reached the vendor", () -> harness.requests() > requestsBefore);
        if (deletion) {
            await(
                    "the vendor never carried the deletion out, though the fault says so",
                    () -> !harness.stored(ContractFixture.PERSON).equals(before));
        }
    }

    /** Waits until so many requests of the call are with the vendor. */
    void awaitRequests(int number) {
        await("the request never reached the vendor", () -> harness.requests() >= requestsBefore + number);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the call's end, which must be near. */
    ObservedCall<Object> endPromptly() {
        return end(PROMPTLY);
    }

    /** Waits for the call's end. */
    ObservedCall<Object> end() {
        return end(PATIENCE);
    }

    private ObservedCall<Object> end(Duration patience) {
        try {
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return fail("the call did not end within " + patience);
        } catch (ExecutionException e) {
            return fail("the call must throw nothing but a FaceException", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("the test was interrupted", e);
        }
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() < end) {
            // Ground truth has no event to wait for: it lies in another party's store.
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            met = condition.getAsBoolean();
        }
        assertTrue(met, otherwise);
    }
}
