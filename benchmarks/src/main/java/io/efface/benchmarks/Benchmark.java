package io.efface.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures calls, the first call of a process, and planning, erasing and resuming on this machine. Each measurement runs in a separate
 * process.
 */
@Command(
        name = "efface-benchmarks",
        mixinStandardHelpOptions = true,
        description =
                "Measures the cost of calls compared with other clients, the time to the first call of a process, and how fast a list is"
                        + " planned, erased from the in-memory provider, and resumed after kill -9. Each process has 512 MB of heap.")
public final class Benchmark implements Callable<Integer> {
    private static final long QUICK_COUNT = 1_000;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "Number of lines to plan (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000000")
    private long lines;

    @Option(
            names = "--persons",
            paramLabel = "N",
            description = "Number of people to erase (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000000")
    private long persons;

    @Option(
            names = "--signed",
            paramLabel = "N",
            description = "Number of people to erase from both emulators over signed HTTP (default: ${DEFAULT-VALUE}).",
            defaultValue = "20000")
    private long signed;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            split = ",",
            description = "Number of concurrent calls; one or several numbers (default: ${DEFAULT-VALUE}).",
            defaultValue = "8,64")
    private List<Integer> concurrency = List.of();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Folder on the disk to measure (default: a temporary folder).")
    private @Nullable Path directory;

    @Option(
            names = "--tables",
            paramLabel = "TABLE",
            split = ",",
            description = "Tables to print: ${COMPLETION-CANDIDATES} (default: all).",
            defaultValue = "size,calls,start,bulk")
    private Set<Table> tables = Set.of();

    @Option(
            names = "--clients",
            paramLabel = "CLIENT",
            split = ",",
            description = "Clients in the tables calls and start: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Client> clients = EnumSet.allOf(Client.class);

    @Option(
            names = "--quick",
            description =
                    "Only check that everything runs: calls for half a second, few lines and people. The figures have no meaning.")
    private boolean quick;

    private final PrintWriter out;

    /** A part of the output. */
    enum Table {
        size,
        calls,
        start,
        bulk
    }

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
        if (tables.contains(Table.size)) {
            print("%s", ClassPath.size());
        }
        if (tables.contains(Table.calls) || tables.contains(Table.start)) {
            CallTables callTables = new CallTables(clients, quick, this::print);
            if (tables.contains(Table.calls)) {
                callTables.calls();
            }
            if (tables.contains(Table.start)) {
                callTables.firstCalls();
            }
        }
        if (tables.contains(Table.bulk)) {
            if (quick) {
                lines = QUICK_COUNT;
                persons = QUICK_COUNT;
                signed = QUICK_COUNT;
            }
            bulk();
        }
        return 0;
    }

    private void bulk() throws IOException, InterruptedException, SQLException {
        Path base =
                directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : Files.createDirectories(directory);
        Path folder = Files.createTempDirectory(base, "efface-benchmark-");
        try {
            double syncedPages = Disk.syncsPerSecond(folder);
            double plainJournal = Disk.plainJournalPerSecond(folder);
            print(
                    "disk: %,.0f synced pages/s; a journal with two commits for each target: %,.0f targets/s",
                    syncedPages, plainJournal);
            plan(folder.resolve("plan"));
            for (int calls : concurrency) {
                erase(folder.resolve("erase"), calls, syncedPages, plainJournal);
            }
            resume(folder.resolve("resume"), concurrency.get(0));
            signed(folder.resolve("signed"), concurrency.get(concurrency.size() - 1));
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

    private void erase(Path folder, int calls, double syncedPages, double plainJournal)
            throws IOException, InterruptedException {
        Findings found = Child.run("erase", folder, persons, calls);
        remove(folder);
        double rate = Double.parseDouble(found.get("rate"));
        print(
                "erase: %,d people with concurrency %d: %,.0f targets/s = %.2f per synced page, %.2f times the plain journal",
                persons, calls, rate, rate / syncedPages, rate / plainJournal);
    }

    private void resume(Path folder, int calls) throws IOException, InterruptedException {
        Child.until(line -> line.startsWith("half="), "erase", folder, persons, calls);
        Findings found = Child.run("resume", folder, persons, calls);
        print(
                "resume: after kill -9 halfway through %,d people: ledger open after %s s, first outcome after %s s, all outcomes after"
                        + " %s s",
                persons, found.get("open"), found.get("first"), found.get("seconds"));
    }

    private void signed(Path folder, int calls) throws IOException, InterruptedException {
        Findings found = Child.run("signed", folder, signed, calls);
        print(
                "signed HTTP: %s targets at both emulators with concurrency %d, each read back, in %s s (%s targets/s)",
                found.get("targets"), calls, found.get("seconds"), found.get("rate"));
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
