package io.efface.quota.contract;

import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What each process of a {@link Fleet} does: takes permits of one bucket as fast as it gets them and prints when. Its {@code main}
 * is the store's own, since only that knows how to make one.
 */
public final class Contender {
    /** Name of the property with this process's clock skew in milliseconds. */
    static final String SKEW = "efface.quota.skew-millis";
    /** Waits between two questions to a store that is gone. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final int WARM = 10;

    private Contender() {}

    /** Returns a wall clock that is wrong by as much as the fleet wants, in nanoseconds since the epoch. */
    public static LongSupplier skewedTicker() {
        long skew = TimeUnit.MILLISECONDS.toNanos(Long.getLong(SKEW, 0));
        return () -> TimeUnit.MICROSECONDS.toNanos(micros()) + skew;
    }

    /**
     * Prints {@code ready}, waits for a line on standard input, and takes permits until standard input ends. For each question it
     * prints what came of it, the time before and after asking by the machine's clock, which the skew does not touch, and how long it
     * was told to wait, in microseconds.
     *
     * @param warmUp a bucket of its own, asked before {@code ready} so that loading classes is not measured
     */
    public static void run(QuotaBucket warmUp, QuotaBucket bucket) throws IOException, InterruptedException {
        warm(warmUp);
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (in.readLine() == null) {
            return;
        }
        CountDownLatch end = new CountDownLatch(1);
        Thread reader = new Thread(() -> awaitEnd(in, end), "end of input");
        reader.setDaemon(true);
        reader.start();
        while (!end.await(ask(bucket).toNanos(), TimeUnit.NANOSECONDS)) {
            // the next question
        }
    }

    /** On a busy machine a first answer may take longer than the store waits. */
    private static void warm(QuotaBucket bucket) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int granted = 0; granted < WARM; ) {
            Duration wait;
            try {
                wait = bucket.tryTake();
            } catch (QuotaUnavailableException e) {
                wait = PATIENCE;
            }
            granted += wait.isZero() ? 1 : 0;
            if (never.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("never came");
            }
        }
    }

    private static Duration ask(QuotaBucket bucket) {
        long asked = micros();
        try {
            Duration wait = bucket.tryTake();
            print(wait.isZero() ? "grant" : "wait", asked, wait);
            return wait;
        } catch (QuotaUnavailableException e) {
            print("refused", asked, PATIENCE);
            return PATIENCE;
        }
    }

    private static void print(String what, long asked, Duration wait) {
        System.out.println(what + " " + asked + " " + micros() + " " + TimeUnit.NANOSECONDS.toMicros(wait.toNanos()));
    }

    private static void awaitEnd(BufferedReader in, CountDownLatch end) {
        try {
            while (in.readLine() != null) {
                // only its end says something
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end.countDown();
        }
    }

    /** Returns the machine's time in microseconds since the epoch. */
    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
