package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that detached runs survive the death and the suspension of workers. Three processes work for four vendors, which this process
 * emulates. A worker is killed ({@code kill -9}) or suspended ({@code SIGSTOP}, later {@code SIGCONT}) when it reaches a checkpoint, or when
 * a vendor has received one of its deletions. {@code -Defface.worker.faults=100} sets the number of faults, and {@code -Defface.seed=…}
 * repeats the random choices.
 */
class WorkerFaultsTest {
    private static final int FAULTS = Integer.getInteger("efface.worker.faults", 10);
    private static final int WORKERS = 3;
    private static final int PEOPLE = 25;
    private static final Duration TAKE_OVER = Duration.ofSeconds(45);
    private static final List<String> CHECKPOINTS = List.of("INTENT_COMMITTED", "ANSWER_RECEIVED", "OUTCOME_COMMITTED");

    private static final RunOptions OPTIONS = RunOptions.builder()
            .concurrency(2)
            .maxAbsentPercent(100)
            .callTimeout(Duration.ofSeconds(5))
            .build();

    @TempDir
    Path folder;

    private final long seed = Long.getLong("efface.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final String schema = TestServer.newSchema();
    private final List<Worker> workers = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private FaultScene scene;
    private int started;
    private int armed;

    /**
     * What happened.
     *
     * @param worker the worker that has reached its checkpoint, or null if the vendor of an account holds a deletion
     */
    private record Event(Worker worker, int account) {}

    /** The process of a worker. */
    private final class Worker {
        final String name;
        final Process process;

        Worker(String times, String checkpoint) throws IOException {
            started++;
            this.name = "worker-" + started;
            this.process = scene.start(
                    TestServer.port(), schema, name, times, checkpoint, Integer.toString(1 + random.nextInt(12)));
            Thread reader = new Thread(this::read, name);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals(FaultWorker.REACHED)) {
                        events.add(new Event(this, -1));
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // The process was killed.
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            workers.remove(this);
        }

        void signal(String signal) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }

        /** Suspends the process for a random time, which may be longer than its leases, and continues it. */
        void suspend() throws IOException, InterruptedException {
            signal("-STOP");
            assertThat(process.waitFor(500 + random.nextInt(8_000), TimeUnit.MILLISECONDS))
                    .isFalse();
            signal("-CONT");
            process.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
    }

    @BeforeEach
    void open() throws IOException {
        System.out.println("WorkerFaultsTest: -Defface.seed=" + seed);
        scene = new FaultScene(folder, LedgerAddress.of(TestServer.dataSource(), schema), 4, random);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Worker worker : List.copyOf(workers)) {
            worker.kill();
        }
        scene.close();
    }

    private void startWorkers(boolean withFaults) throws IOException {
        while (workers.size() < WORKERS) {
            String checkpoint =
                    withFaults && random.nextInt(3) > 0 ? CHECKPOINTS.get(random.nextInt(CHECKPOINTS.size())) : "NEVER";
            workers.add(new Worker("short", checkpoint));
        }
    }

    private void armVendor() {
        armed = random.nextInt(scene.vendors.size());
        int account = armed;
        scene.vendors
                .get(account)
                .holdNext(1 + random.nextInt(6), random.nextBoolean(), () -> events.add(new Event(null, account)));
    }

    private Optional<Worker> holder(String job, int account) {
        String name = scene.statuses(job).get(account).lease().worker();
        return workers.stream().filter(worker -> worker.name.equals(name)).findFirst();
    }

    /** Injects faults while a job is worked on. Returns the number of faults. */
    private int injectFaults(String job, int most) throws IOException, InterruptedException {
        int faults = 0;
        boolean isOver = false;
        while (!isOver) {
            Event event = events.poll(200, TimeUnit.MILLISECONDS);
            if (event == null) {
                isOver = scene.isFinished(job);
                continue;
            }
            Worker worker =
                    event.worker() == null ? holder(job, event.account()).orElse(null) : event.worker();
            if (worker != null && workers.contains(worker)) {
                faults++;
                if (random.nextBoolean()) {
                    worker.kill();
                } else {
                    worker.suspend();
                }
            }
            if (event.worker() == null) {
                scene.vendors.get(event.account()).release();
                if (faults < most) {
                    armVendor();
                }
            }
            startWorkers(faults < most);
        }
        return faults;
    }

    @Test
    void workers_killedAndSuspended_loseNoTargetAndClaimNoFalseOutcome() throws Exception {
        int faults = 0;
        while (faults < FAULTS) {
            String job = scene.planAndDetach(PEOPLE, OPTIONS);
            startWorkers(true);
            armVendor();
            int injected = injectFaults(job, FAULTS - faults);
            scene.vendors.get(armed).release();
            faults += injected;
            System.out.println(
                    "WorkerFaultsTest: " + job + " finished, " + injected + " faults, " + faults + " of " + FAULTS);
            scene.awaitEnd(job, OPTIONS);
        }
    }

    /** Uses the times of a real worker. */
    @ParameterizedTest
    @CsvSource({"-KILL", "-STOP"})
    void worker_dies_isReplacedWithin45Seconds(String signal) throws Exception {
        String job = scene.planAndDetach(PEOPLE, OPTIONS);
        scene.vendors.get(0).holdNext(3, true, () -> events.add(new Event(null, 0)));
        workers.add(new Worker("real", "NEVER"));
        assertThat(events.poll(1, TimeUnit.MINUTES)).isNotNull();
        Worker first = holder(job, 0).orElseThrow();
        workers.add(new Worker("real", "NEVER"));

        first.signal(signal);
        Duration time = scene.await("another worker takes over", () -> {
            AccountStatus status = scene.statuses(job).get(0);
            return status.end() != null || !first.name.equals(status.lease().worker());
        });
        scene.vendors.get(0).release();

        System.out.println("WorkerFaultsTest: another worker took over " + time.toMillis() + " ms after " + signal);
        assertThat(time).isLessThan(TAKE_OVER);
        if (signal.equals("-STOP")) {
            first.signal("-CONT");
        }
        scene.awaitEnd(job, OPTIONS);
    }
}
