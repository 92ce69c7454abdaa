package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertTrue;
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

/** A call in a separate thread, which the test can interrupt or cancel. */
final class BackgroundCall {
    /**
     * The longest time in which a call must end after an interrupt, a cancellation or {@code close}. The specification is 100 ms, but a
     * busy machine may need more time. This limit is still much shorter than all timeouts.
     */
    static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final ContractHarness harness;
    private final Optional<Set<FaceId>> facesBefore;
    private final int requestsBefore;
    private final FutureTask<ObservedCall<Object>> task;
    private final Thread thread;

    private BackgroundCall(ContractHarness harness, Supplier<Object> call) {
        this.harness = harness;
        this.facesBefore = harness.stored(ContractFixture.PERSON);
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

    /** Returns the faces that the vendor held for the person before the call. */
    Optional<Set<FaceId>> facesBefore() {
        return facesBefore;
    }

    /** Waits until the request has reached the vendor. For a deletion, waits until the vendor has carried it out. */
    void awaitArrival(boolean deletion) {
        await("the request never reached the vendor", () -> harness.requests() > requestsBefore);
        if (deletion) {
            await(
                    "the vendor did not carry out the deletion, although the fault requires it",
                    () -> !harness.stored(ContractFixture.PERSON).equals(facesBefore));
        }
    }

    /** Waits until a number of requests of the call have reached the vendor. */
    void awaitRequests(int number) {
        await("a request never reached the vendor", () -> harness.requests() >= requestsBefore + number);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the end of a call that must end within a short time. */
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
            return fail("the call must not throw another exception than FaceException", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("the test was interrupted", e);
        }
    }

    private static void await(String message, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean isMet = condition.getAsBoolean();
        while (!isMet && System.nanoTime() < end) {
            // The vendor's state is polled, because a change of this state causes no event.
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            isMet = condition.getAsBoolean();
        }
        assertTrue(isMet, message);
    }
}
