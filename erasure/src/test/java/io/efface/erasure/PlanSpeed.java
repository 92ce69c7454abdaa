package io.efface.erasure;

import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans a list and prints the duration of each step. The first argument is the number of lines. With the second argument
 * {@code postgresql}, the ledger is in a PostgreSQL database, otherwise in a file. Not a test. Run it with {@code -Xmx512m}.
 */
final class PlanSpeed {
    private PlanSpeed() {}

    public static void main(String[] arguments) throws IOException {
        long lines = Long.parseLong(arguments[0]);
        PrintStream out = System.out;
        Path folder = Files.createTempDirectory("plan-speed");
        Map<PlanProgress.Step, Long> ends = new EnumMap<>(PlanProgress.Step.class);
        boolean isDatabase = arguments.length > 1 && arguments[1].equals("postgresql");
        try (Bench bench = isDatabase
                ? new Bench(folder, LedgerAddress.of(TestServer.dataSource(), TestServer.newSchema()))
                : new Bench(folder)) {
            long start = System.nanoTime();
            PlanSummary summary = bench.plan(PlanRequest.of(
                            "speed",
                            InputSource.stream(
                                    "lines", new GeneratedLines("subject,person_id", PlanSpeed::line, lines)))
                    .format(InputFormat.CSV)
                    .accounts(Set.of("a"))
                    .progress((step, done) -> ends.put(step, System.nanoTime())));
            long end = System.nanoTime();
            out.printf(
                    "%d rows in %d s (%d a second), %d duplicates, heap %d of %d MB%n",
                    summary.rows(),
                    Duration.ofNanos(end - start).toSeconds(),
                    summary.rows() * 1_000_000_000L / (end - start),
                    summary.duplicates(),
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                    Runtime.getRuntime().maxMemory() >> 20);
            ends.forEach((step, at) -> out.printf(
                    "  last word of %s after %d s%n",
                    step, Duration.ofNanos(at - start).toSeconds()));
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    /** Returns a line of the list. Every hundredth line is a duplicate of a much earlier line. */
    private static String line(long number) {
        return "customer-" + number + "," + GeneratedLines.person(number % 100 == 0 ? number / 2 + 1 : number);
    }
}
