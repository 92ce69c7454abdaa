package io.efface.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.CommandTester;
import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import io.efface.cli.process.StopSignal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopOnSignalTest {
    private static final long PATIENCE_SECONDS = 40;

    private final FakeSignals signals = new FakeSignals();
    private final CountDownLatch released = new CountDownLatch(1);

    private CliContext context(OutputStream err) {
        return new CliContext(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new CommandTester(),
                Map.of(),
                Clock.systemUTC(),
                new Random(1),
                signals,
                AccountsSource.ofFiles());
    }

    /** Returns a stream that blocks each write until {@link #released}, like a full pipe. */
    private OutputStream fullPipe() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                try {
                    assertThat(released.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private void send(StopSignal signal) {
        Thread thread = new Thread(() -> signals.send(signal));
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void secondSignal_runDoesNotEnd_endsProcessWithinASecond() throws Exception {
        assertThat(StopOnSignal.LONGEST_ABORT).isLessThan(Duration.ofSeconds(1));
        try (StopOnSignal stopping = new StopOnSignal(context(OutputStream.nullOutputStream()))) {
            signals.send(StopSignal.TERM);
            long begun = System.nanoTime();
            signals.send(StopSignal.INT);

            assertThat(signals.processEnd().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(StopSignal.TERM.status().code());
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(StopOnSignal.LONGEST_ABORT.toNanos());
            assertThat(stopping.signal()).contains(StopSignal.TERM);
        }
    }

    @Test
    void secondSignal_standardErrorBlocked_endsTheProcess() throws Exception {
        try (StopOnSignal stopping = new StopOnSignal(context(fullPipe()))) {
            send(StopSignal.HUP);
            while (stopping.signal().isEmpty()) {
                Thread.onSpinWait();
            }
            send(StopSignal.HUP);

            assertThat(signals.processEnd().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(StopSignal.HUP.status().code());
        } finally {
            released.countDown();
        }
    }

    @Test
    void firstSignal_runDoesNotEnd_doesNotEndProcess() {
        try (StopOnSignal stopping = new StopOnSignal(context(OutputStream.nullOutputStream()))) {
            signals.send(StopSignal.INT);

            assertThat(stopping.signal()).contains(StopSignal.INT);
        }
        assertThat(signals.processEnd()).isNotDone();
    }
}
