package io.efface.benchmarks;

import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.RunControl;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunSummary;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.keys.KeyFolder;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** The main class of a child process of {@link Benchmark}. It runs one stage and prints the figures on standard output. */
final class Stage {
    private static final String JOB = "benchmark";
    private static final Map<String, String> NO_QUOTA = Map.of("quota", "off");
    private static final long POLL_MILLIS = 5;
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SIGNED_CALL_TIMEOUT = Duration.ofMinutes(1);
    private static final long MEGABYTE = 1 << 20;

    private final Path folder;
    private final long count;
    private final int concurrency;
    private final InMemoryFaceLibrary library = new InMemoryFaceLibrary();

    private Stage(Path folder, long count, int concurrency) {
        this.folder = folder;
        this.count = count;
        this.concurrency = concurrency;
    }

    public static void main(String[] arguments) throws IOException {
        Stage stage = new Stage(Path.of(arguments[1]), Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        switch (arguments[0]) {
            case "plan" -> stage.planAlone();
            case "erase" -> stage.erase();
            case "resume" -> stage.resume();
            case "signed" -> stage.signed();
            default -> throw new IllegalArgumentException("no such stage");
        }
    }

    private void planAlone() throws IOException {
        try (Ledger ledger = Ledger.open(ledger());
                FaceRepositories accounts = accounts()) {
            long start = System.nanoTime();
            plan(erasure(ledger, accounts));
            long nanos = System.nanoTime() - start;
            print("seconds", String.format(Locale.ROOT, "%.1f", Timing.seconds(nanos)));
            print("rate", String.format(Locale.ROOT, "%.0f", Timing.perSecond(count, nanos)));
        }
        print("ledger", Files.size(ledger()) / MEGABYTE);
    }

    private void erase() throws IOException {
        fillLibrary();
        try (Ledger ledger = Ledger.open(ledger());
                FaceRepositories accounts = accounts()) {
            Erasure erasure = erasure(ledger, accounts);
            plan(erasure);
            long start = System.nanoTime();
            run(erasure, CALL_TIMEOUT, done -> done >= count / 2, "half");
            long nanos = System.nanoTime() - start;
            check(library.people().isEmpty(), "people are left");
            print("rate", String.format(Locale.ROOT, "%.0f", Timing.perSecond(count, nanos)));
        }
    }

    private void resume() throws IOException {
        fillLibrary();
        long start = System.nanoTime();
        try (Ledger ledger = Ledger.open(ledger());
                FaceRepositories accounts = accounts()) {
            Erasure erasure = erasure(ledger, accounts);
            print("open", seconds(start));
            run(erasure, CALL_TIMEOUT, done -> done > 0, "first");
            print("seconds", seconds(start));
        }
    }

    /** Erases people from the emulators of the measured vendors over HTTP, and reads each person after its deletion. */
    private void signed() throws IOException {
        try (Emulators emulators = Emulators.start(count);
                Ledger ledger = Ledger.open(ledger());
                FaceRepositories accounts = Vendor.open(emulators.urls(), Vendor.READ_BACK)) {
            Erasure erasure = erasure(ledger, accounts);
            Set<String> names =
                    Arrays.stream(Vendor.values()).map(Vendor::account).collect(Collectors.toSet());
            long targets = count * names.size();
            plan(erasure, names);
            long start = System.nanoTime();
            RunSummary run = run(erasure, SIGNED_CALL_TIMEOUT, done -> done >= targets / 2, "half");
            long nanos = System.nanoTime() - start;
            check(run.counts().isComplete() && run.taken().deleted() == targets, "people are left");
            print("targets", targets);
            print("seconds", String.format(Locale.ROOT, "%.1f", Timing.seconds(nanos)));
            print("rate", String.format(Locale.ROOT, "%.0f", Timing.perSecond(targets, nanos)));
        }
    }

    /** Runs the job. When the number of done targets fulfils the condition, prints the elapsed time as the value of {@code name}. */
    private RunSummary run(Erasure erasure, Duration callTimeout, LongPredicate awaited, String name) {
        RunControl control = new RunControl();
        long start = System.nanoTime();
        ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
        Runnable printOnce = new Runnable() {
            private boolean printed;

            @Override
            public void run() {
                if (!printed && awaited.test(control.progress().done())) {
                    printed = true;
                    print(name, seconds(start));
                }
            }
        };
        ScheduledFuture<?> polling =
                watcher.scheduleAtFixedRate(printOnce, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return erasure.run(
                    JOB,
                    RunOptions.builder()
                            .concurrency(concurrency)
                            .maxAbsentPercent(100)
                            .callTimeout(callTimeout)
                            .control(control)
                            .build());
        } finally {
            polling.cancel(false);
            watcher.execute(printOnce);
            watcher.shutdown();
        }
    }

    private void plan(Erasure erasure) {
        plan(erasure, Set.of("memory"));
    }

    private void plan(Erasure erasure, Set<String> accounts) {
        PlanSummary plan = erasure.plan(PlanRequest.of(JOB, InputSource.stream("generated lines", new Lines(count)))
                .format(InputFormat.PLAIN)
                .accounts(accounts)
                .build());
        check(plan.planned() == count * accounts.size(), "the number of planned targets is wrong");
    }

    private void fillLibrary() {
        for (long i = 1; i <= count; i++) {
            library.put(PersonId.of(Lines.person(i)), Set.of());
        }
    }

    private Erasure erasure(Ledger ledger, FaceRepositories accounts) throws IOException {
        return new Erasure(
                ledger,
                KeyFolder.create(folder.resolve("keys"), ledger()),
                accounts,
                Clock.systemUTC(),
                new SecureRandom());
    }

    private FaceRepositories accounts() {
        return FaceRepositories.builder()
                .account("memory", InMemoryConfig.defaults(), NO_QUOTA)
                .service("memory", InMemoryFaceLibrary.class, library)
                .open();
    }

    private Path ledger() throws IOException {
        return Files.createDirectories(folder.resolve("ledger")).resolve("benchmark.db");
    }

    private static String seconds(long start) {
        return String.format(Locale.ROOT, "%.2f", Timing.seconds(System.nanoTime() - start));
    }

    private static void check(boolean isTrue, String message) {
        if (!isTrue) {
            throw new IllegalStateException(message);
        }
    }

    private static synchronized void print(String name, Object value) {
        System.out.println(name + "=" + value);
        System.out.flush();
    }
}
