package io.efface.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException;
import io.efface.erasure.TargetState;
import io.efface.erasure.metrics.JobGauge;
import io.efface.erasure.metrics.JobMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMetersTest {
    @TempDir
    Path folder;

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final List<Instant> readings = new ArrayList<>();
    private List<JobMetrics> jobs = List.of();
    private @Nullable RuntimeException failure;

    private List<JobMetrics> read(Instant now) {
        readings.add(now);
        if (failure != null) {
            throw failure;
        }
        return jobs.stream()
                .map(job -> new JobMetrics(job.job(), now, job.dueAt(), job.refusedRows(), job.accounts()))
                .toList();
    }

    private static JobMetrics job(String name, @Nullable Instant due, JobMetrics.Account... accounts) {
        return new JobMetrics(name, Instant.EPOCH, Optional.ofNullable(due), 7, List.of(accounts));
    }

    private static JobMetrics.Account account(String name, long open) {
        return new JobMetrics.Account(name, open, Map.of(TargetState.PENDING, open, TargetState.DONE, 3L));
    }

    private double count() {
        return registry.get(JobMeters.JOBS).gauge().value();
    }

    private double value(JobGauge gauge, String... tags) {
        Gauge found = registry.find(gauge.meterName()).tags(tags).gauge();
        assertThat(found).as("the gauge %s with %s", gauge, List.of(tags)).isNotNull();
        return found.value();
    }

    private void passInterval() {
        clock.add(JobMeters.INTERVAL);
    }

    private static String logOf(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void gauges_ofAJob_haveTheValuesOfTheLedger() {
        Instant due = Instant.ofEpochMilli(clock.wallTime()).plusSeconds(60);
        jobs = List.of(job("one", due, account("a", 5), account("b", 0)), job("two", null, account("a", 2)));

        try (JobMeters meters = JobMeters.bind(registry, this::read)) {
            assertThat(meters).isNotNull();
            assertThat(readings).as("nothing is read before a gauge is read").isEmpty();
            assertThat(count()).isEqualTo(2);

            assertThat(value(JobGauge.OPEN, "job", "one", "account", "a")).isEqualTo(5);
            assertThat(value(JobGauge.OPEN, "job", "two", "account", "a")).isEqualTo(2);
            assertThat(value(JobGauge.DONE, "job", "one", "account", "b")).isEqualTo(3);
            assertThat(value(JobGauge.HELD, "job", "one", "account", "b")).isZero();
            assertThat(value(JobGauge.MARGIN, "job", "one", "account", "a")).isEqualTo(60);
            assertThat(value(JobGauge.REFUSED, "job", "two")).isEqualTo(7);
            assertThat(value(JobGauge.DUE, "job", "one")).isEqualTo(due.toEpochMilli() / 1000.0);
            assertThat(registry.find(JobGauge.MARGIN.meterName()).gauges())
                    .as("a margin needs a due time and targets that are not done")
                    .hasSize(1);
            assertThat(registry.find(JobGauge.DUE.meterName()).gauges()).hasSize(1);
        }
    }

    @Test
    void gauges_readOften_readTheLedgerOncePerInterval() {
        jobs = List.of(job("one", null, account("a", 5)));
        try (JobMeters meters = JobMeters.bind(registry, this::read)) {
            assertThat(meters).isNotNull();
            count();
            jobs = List.of(job("one", null, account("a", 4)));
            clock.add(JobMeters.INTERVAL.minusNanos(1));
            assertThat(value(JobGauge.OPEN)).isEqualTo(5);
            assertThat(readings).hasSize(1);

            clock.add(Duration.ofNanos(1));
            assertThat(value(JobGauge.OPEN)).isEqualTo(4);
            assertThat(value(JobGauge.DONE)).isEqualTo(3);
            assertThat(value(JobGauge.UPDATED)).isEqualTo(readings.get(1).toEpochMilli() / 1000.0);
            assertThat(readings).hasSize(2);
        }
    }

    @Test
    void gauges_jobsAndAccountsChange_areAddedAndRemoved() {
        jobs = List.of(job("one", null), job("two", null, account("a", 1)));
        try (JobMeters meters = JobMeters.bind(registry, this::read)) {
            assertThat(meters).isNotNull();
            count();
            Gauge ofTwo =
                    registry.get(JobGauge.OPEN.meterName()).tag("job", "two").gauge();
            assertThat(registry.find(JobGauge.OPEN.meterName()).gauges()).hasSize(1);

            jobs = List.of(job("one", null, account("a", 8), account("b", 9)));
            passInterval();
            assertThat(count()).isEqualTo(1);

            assertThat(value(JobGauge.OPEN, "job", "one", "account", "b")).isEqualTo(9);
            assertThat(registry.find(JobGauge.OPEN.meterName())
                            .tag("job", "two")
                            .gauges())
                    .isEmpty();
            assertThat(ofTwo.value()).as("a gauge that was removed").isNaN();
        }
    }

    @Test
    void gauges_ledgerCannotBeRead_areNaNAndLoggedOnce() {
        jobs = List.of(job("one", null, account("a", 5)));
        try (JobMeters meters = JobMeters.bind(registry, this::read)) {
            assertThat(meters).isNotNull();
            count();
            failure = new ErasureException(ErasureException.Reason.LEDGER_UNREADABLE, "a text");
            String log = logOf(() -> {
                for (int i = 0; i < 3; i++) {
                    passInterval();
                    assertThat(count()).isNaN();
                    assertThat(value(JobGauge.OPEN)).isNaN();
                    assertThat(value(JobGauge.REFUSED)).isNaN();
                }
            });
            assertThat(log.lines()).singleElement().asString().contains("WARN", "LEDGER_UNREADABLE");
            assertThat(value(JobGauge.UPDATED))
                    .as("the time of the last reading that succeeded")
                    .isEqualTo(readings.get(0).toEpochMilli() / 1000.0);

            failure = null;
            passInterval();
            assertThat(value(JobGauge.OPEN)).isEqualTo(5);
            failure = new IllegalStateException("another text");
            passInterval();
            assertThat(logOf(this::count)).contains("IllegalStateException").doesNotContain("text");
        }
    }

    @Test
    void gauges_anotherThreadReadsTheLedger_haveTheLastValues() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        jobs = List.of(job("one", null, account("a", 5)));
        try (JobMeters meters = JobMeters.bind(registry, now -> {
            if (!readings.isEmpty()) {
                started.countDown();
                awaitLatch(release);
            }
            return read(now);
        })) {
            assertThat(meters).isNotNull();
            count();
            jobs = List.of(job("one", null, account("a", 4)));
            passInterval();
            Thread slow = new Thread(this::count);
            slow.start();
            awaitLatch(started);

            assertThat(value(JobGauge.OPEN)).isEqualTo(5);

            release.countDown();
            slow.join();
            assertThat(value(JobGauge.OPEN)).isEqualTo(4);
            assertThat(readings).hasSize(2);
        } finally {
            release.countDown();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void close_removesAllGaugesAndReadsNoMore() {
        jobs = List.of(job("one", null, account("a", 5)));
        JobMeters meters = JobMeters.bind(registry, this::read);
        Gauge count = registry.get(JobMeters.JOBS).gauge();
        count.value();

        meters.close();
        meters.close();

        assertThat(registry.getMeters()).isEmpty();
        passInterval();
        count.value();
        assertThat(readings).hasSize(1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void bind_fileDoesNotExistYet_hasNoJobs() throws IOException {
        Path file = folder.resolve("ledger.db");
        try (JobMeters meters = JobMeters.bind(registry, file)) {
            assertThat(meters).isNotNull();
            assertThat(count()).isZero();
            assertThat(file).doesNotExist();

            Files.writeString(file, "This is not a ledger.");
            passInterval();
            assertThat(logOf(() -> assertThat(count()).isNaN())).contains("LEDGER_UNREADABLE");

            Files.delete(file);
            passInterval();
            assertThat(count()).as("a file that existed before").isNaN();
        }
    }

    @Test
    void prometheusRegistry_ofAllGauges_usesTheNamesOfTheMetricsFile() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        jobs = List.of(job("one", Instant.now(), account("a", 5)));
        try (JobMeters meters = JobMeters.bind(prometheus, this::read)) {
            assertThat(meters).isNotNull();
            prometheus.scrape();
            String text = prometheus.scrape();

            assertThat(text).contains("# TYPE efface_jobs gauge\n", "\nefface_jobs 1.0\n");
            for (JobGauge gauge : JobGauge.values()) {
                String labels = gauge.isPerAccount() ? "{account=\"a\",job=\"one\"} " : "{job=\"one\"} ";
                assertThat(text)
                        .contains("# TYPE " + gauge.prometheusName() + " gauge\n")
                        .contains("\n" + gauge.prometheusName() + labels);
            }
        }
    }

    /** An application without {@code efface-erasure} can use all classes but {@link JobMeters}. */
    @Test
    void otherClasses_doNotUseErasure() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/efface/micrometer"))) {
            for (Path source : sources.toList()) {
                assertThat(Files.readString(source).contains("io.efface.erasure."))
                        .as("whether %s uses erasure", source)
                        .isEqualTo(source.endsWith("JobMeters.java"));
            }
        }
    }
}
