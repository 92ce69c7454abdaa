package io.efface.micrometer;

import io.efface.erasure.ErasureException;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.metrics.JobGauge;
import io.efface.erasure.metrics.JobMetrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of the jobs of one ledger: all gauges of {@link JobGauge}, and {@value #JOBS}. If a gauge is read at least 15 seconds after the
 * last reading of the ledger ended, the ledger is read again. This happens on the thread that reads the gauge. Other threads that read
 * gauges at the same time do not wait, and get the numbers of the last reading. Each reading adds gauges for new jobs and accounts, and
 * removes the gauges of jobs that are absent or scrubbed. Only the newest {@value #LIMIT} jobs have gauges. A gauge that has no value for a
 * job or account, such as the margin of a job without a due time, is not registered.
 *
 * <p>If the ledger cannot be read, all gauges are {@code NaN}, except {@link JobGauge#UPDATED}, and the log contains one line. A file that
 * does not exist yet counts as a ledger without jobs. No gauge contains the id of a person or face. Thread-safe.
 *
 * <p>This class needs the artifact {@code efface-erasure}. The other classes of this package do not.
 */
public final class JobMeters implements AutoCloseable {
    /** Gauge: the number of jobs that have gauges. */
    public static final String JOBS = "efface.jobs";

    static final int LIMIT = 100;
    static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final Logger logger = LoggerFactory.getLogger(JobMeters.class);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Function<Instant, List<JobMetrics>> ledger;
    private final Map<JobGauge, MultiGauge> gauges = new EnumMap<>(JobGauge.class);
    private final Gauge count;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Reading last;
    private volatile boolean isClosed;

    /**
     * The result of a reading of the ledger.
     *
     * @param jobs the jobs by name; if this reading failed, the jobs of the reading before it
     * @param nextAt the time of the next reading, as {@link Clock#monotonicTime()}
     */
    private record Reading(Map<String, JobMetrics> jobs, boolean isReadable, long nextAt) {}

    private JobMeters(MeterRegistry registry, Function<Instant, List<JobMetrics>> ledger) {
        this.registry = registry;
        this.clock = registry.config().clock();
        this.ledger = ledger;
        this.last = new Reading(Map.of(), true, clock.monotonicTime());
        for (JobGauge gauge : JobGauge.values()) {
            gauges.put(
                    gauge,
                    MultiGauge.builder(gauge.meterName())
                            .description(gauge.help())
                            .baseUnit(gauge.unit())
                            .register(registry));
        }
        this.count = Gauge.builder(JOBS, this, JobMeters::count)
                .description("Jobs that have gauges")
                .baseUnit("jobs")
                .strongReference(true)
                .register(registry);
    }

    /**
     * Registers the gauge {@value #JOBS}. The other gauges are registered when this gauge is read. A registry must not get the gauges of two
     * ledgers, because the names of the jobs may be the same. The registry's clock determines the time of the readings.
     *
     * @param ledger the ledger, which need not exist yet and may be open in this or another process
     * @return the meters, which the application must close when it no longer needs them
     */
    public static JobMeters bind(MeterRegistry registry, LedgerAddress ledger) {
        Objects.requireNonNull(ledger, "ledger");
        AtomicBoolean existed = new AtomicBoolean();
        return bind(registry, now -> {
            if (!existed.get() && !ledger.exists()) {
                return List.of();
            }
            existed.set(true);
            return JobMetrics.newest(ledger, LIMIT, now);
        });
    }

    /** Does the same as {@link #bind(MeterRegistry, LedgerAddress)}, for a ledger in a file. */
    public static JobMeters bind(MeterRegistry registry, Path ledger) {
        return bind(registry, LedgerAddress.of(ledger));
    }

    /** Registers the gauges of the jobs that a function reads at the given time. */
    static JobMeters bind(MeterRegistry registry, Function<Instant, List<JobMetrics>> ledger) {
        return new JobMeters(Objects.requireNonNull(registry, "registry"), ledger);
    }

    private double count() {
        Reading current = current();
        return current.isReadable() ? current.jobs().size() : Double.NaN;
    }

    private double value(JobGauge gauge, String job, Optional<String> account) {
        Reading current = current();
        if (!current.isReadable() && gauge != JobGauge.UPDATED) {
            return Double.NaN;
        }
        Optional<JobMetrics> found = Optional.ofNullable(current.jobs().get(job));
        if (account.isEmpty()) {
            return found.map(gauge::value).orElse(Double.NaN);
        }
        return found.flatMap(metrics -> metrics.accounts().stream()
                        .filter(each -> each.name().equals(account.get()))
                        .findFirst()
                        .map(each -> gauge.value(metrics, each)))
                .orElse(Double.NaN);
    }

    private Reading current() {
        // A registry may read a gauge while this thread registers it.
        if (isDue() && !reading.isHeldByCurrentThread() && reading.tryLock()) {
            try {
                if (isDue()) {
                    read();
                }
            } finally {
                reading.unlock();
            }
        }
        return last;
    }

    private boolean isDue() {
        return !isClosed && clock.monotonicTime() - last.nextAt() >= 0;
    }

    private void read() {
        List<JobMetrics> jobs;
        try {
            jobs = ledger.apply(Instant.ofEpochMilli(clock.wallTime()));
        } catch (RuntimeException e) {
            if (last.isReadable()) {
                Object reason = e instanceof ErasureException error
                        ? error.reason()
                        : e.getClass().getSimpleName();
                logger.warn("the gauges of jobs have no values, because the ledger cannot be read: {}", reason);
            }
            last = new Reading(last.jobs(), false, nextAt());
            return;
        }
        Map<String, JobMetrics> byName = new HashMap<>();
        jobs.forEach(metrics -> byName.put(metrics.job(), metrics));
        last = new Reading(Map.copyOf(byName), true, nextAt());
        gauges.forEach((gauge, rows) -> rows.register(rows(gauge, jobs)));
    }

    private long nextAt() {
        return clock.monotonicTime() + INTERVAL.toNanos();
    }

    private List<MultiGauge.Row<?>> rows(JobGauge gauge, List<JobMetrics> jobs) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (JobMetrics metrics : jobs) {
            Tags job = Tags.of(JobGauge.JOB, metrics.job());
            if (!gauge.isPerAccount()) {
                addRow(rows, gauge, job, gauge.value(metrics), metrics.job(), Optional.empty());
                continue;
            }
            for (JobMetrics.Account account : metrics.accounts()) {
                Tags tags = job.and(JobGauge.ACCOUNT, account.name());
                addRow(rows, gauge, tags, gauge.value(metrics, account), metrics.job(), Optional.of(account.name()));
            }
        }
        return rows;
    }

    private void addRow(
            List<MultiGauge.Row<?>> rows,
            JobGauge gauge,
            Tags tags,
            double value,
            String job,
            Optional<String> account) {
        if (!Double.isNaN(value)) {
            rows.add(MultiGauge.Row.of(tags, this, meters -> meters.value(gauge, job, account)));
        }
    }

    /** Removes all gauges that this object added. The ledger is not read any more. Never throws. */
    @Override
    public void close() {
        reading.lock();
        try {
            isClosed = true;
            registry.remove(count);
            gauges.values().forEach(rows -> rows.register(List.of()));
        } finally {
            reading.unlock();
        }
    }
}
