package io.efface.erasure;

import io.efface.erasure.internal.run.WaitStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of a process that is stopped and continued. It runs with the system's clock. While the process is stopped, another process
 * calls {@link #pass} to advance the clock. If a run only waits for a time, the clock skips the wait. Thread-safe.
 */
final class StoppedTime extends Clock implements WaitStrategy {
    private static final String FILE = "time-passed";

    private final Path passed;
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    StoppedTime(Path folder) {
        this.passed = folder.resolve(FILE);
    }

    /** Advances the clock of the process that works in a folder. */
    static void pass(Path folder, Duration time) throws IOException {
        Path written = Files.writeString(folder.resolve(FILE + ".new"), time.toString());
        Files.move(written, folder.resolve(FILE));
    }

    @Override
    public void await(Semaphore wake, Instant until, boolean idle) throws InterruptedException {
        Duration left = Duration.between(instant(), until);
        if (!idle) {
            boolean ignored = wake.tryAcquire(50, TimeUnit.MILLISECONDS);
        } else if (!left.isNegative()) {
            skipped.updateAndGet(left::plus);
        }
    }

    @Override
    public Instant instant() {
        Instant now = Instant.now().plus(skipped.get());
        try {
            return Files.exists(passed) ? now.plus(Duration.parse(Files.readString(passed))) : now;
        } catch (IOException e) {
            throw new IllegalStateException("the time cannot be read", e);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
