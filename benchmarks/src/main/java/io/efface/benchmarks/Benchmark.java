package io.efface.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures planning, erasing and resuming on this machine, in processes with a heap of 512 MB. */
@Command(
        name = "efface-benchmarks",
        mixinStandardHelpOptions = true,
        description =
                "Plans a list, erases one from the in-memory provider, and resumes after kill -9; each in 512 MB of heap.")
public final class Benchmark implements Callable<Integer> {
    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "Lines to plan (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000000")
    private long lines;

    @Option(
            names = "--persons",
            paramLabel = "N",
            description = "People to erase (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000000")
    private long persons;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            split = ",",
            description = "Calls at once, one or several numbers (default: ${DEFAULT-VALUE}).",
            defaultValue = "8,64")
    private List<Integer> concurrency = List.of();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "A folder on the disk to measure (default: a temporary one).")
    private @Nullable Path directory;

    private final PrintWriter out;

    private Benchmark(PrintWriter out) {
        this.out = out;
    }

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(command(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .execute(arguments));
    }

    static CommandLine command(PrintWriter out) {
        return new CommandLine(new Benchmark(out)).setOut(out);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Path base =
                directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : Files.createDirectories(directory);
        Path folder = Files.createTempDirectory(base, "efface-benchmark-");
        try {
            double syncs = Disk.syncsPerSecond(folder);
            double plain = Disk.plainJournalPerSecond(folder);
            print(
                    "disk: %,.0f synced pages/s; a journal with two commits for each target: %,.0f targets/s",
                    syncs, plain);
            plan(folder.resolve("plan"));
            for (int calls : concurrency) {
                erase(folder.resolve("erase"), calls, syncs, plain);
            }
            resume(folder.resolve("resume"), concurrency.get(0));
            return 0;
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void plan(Path folder) throws IOException, InterruptedException {
        Findings found = Child.run("plan", folder, lines, 1);
        remove(folder);
        print(
                "plan: %,d lines in %s s (%s lines/s), ledger %s MB",
                lines, found.get("seconds"), found.get("rate"), found.get("ledger"));
    }

    private void erase(Path folder, int calls, double syncs, double plain) throws IOException, InterruptedException {
        Findings found = Child.run("erase", folder, persons, calls);
        remove(folder);
        double rate = Double.parseDouble(found.get("rate"));
        print(
                "erase: %,d people with concurrency %d: %,.0f targets/s = %.2f per synced page, %.2f times the plain journal",
                persons, calls, rate, rate / syncs, rate / plain);
    }

    private void resume(Path folder, int calls) throws IOException, InterruptedException {
        Child.until(line -> line.startsWith("half="), "erase", folder, persons, calls);
        Findings found = Child.run("resume", folder, persons, calls);
        print(
                "resume: after kill -9 halfway through %,d: ledger open after %s s, first outcome after %s s, all settled after"
                        + " %s s",
                persons, found.get("open"), found.get("first"), found.get("seconds"));
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
