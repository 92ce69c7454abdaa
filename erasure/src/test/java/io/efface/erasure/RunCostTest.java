package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.config.FaceRepositories;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.internal.ledger.sqlite.LedgerFormat;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.keys.KeyFolder;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bounds what a run costs the ledger for each erased target, with one call at a time, so that no commit serves two targets.
 *
 * <ul>
 *   <li><b>Statements</b>: every execution of a statement on any connection of the ledger, {@code BEGIN}, {@code COMMIT} and savepoints
 *       included.
 *   <li><b>Bytes</b>: what this process passed to {@code write} and its relatives, as Linux counts it ({@code wchar} of
 *       {@code /proc/self/io}). The accounts are in memory, so that nearly all of it goes to the ledger's log and, at checkpoints, to its
 *       file; SQLite writes whole pages of 4 KiB.
 *   <li><b>Syncs</b>: commits, since SQLite syncs the log once in each ({@code synchronous = FULL}), and three syncs for each time that the
 *       log starts again after a checkpoint (log, file, new header of the log), which the log's header counts. {@code strace} counts the
 *       same within 1 %.
 * </ul>
 */
class RunCostTest {
    private static final int TARGETS = 1_000;

    /**
     * Measured on 2026-11-29, six runs on JDK 17 and 25: 24.11 statements, 55,346 to 55,506 bytes, and 2.04 to 2.05 syncs. Each bound is
     * below what one statement, one page of 4 KiB or one sync more for each target would cost. When a run changes on purpose, correct them.
     */
    private static final double MOST_STATEMENTS = 24.6;

    private static final double MOST_BYTES = 58_000;
    private static final double MOST_SYNCS = 2.4;

    private static final int CHECKPOINT_AT = 12;
    private static final int SYNCS_OF_A_RESTART = 3;

    @TempDir
    Path folder;

    @Test
    void run_oneCallAtATime_costsNoMoreThanMeasured() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/io")), "bytes are counted by Linux only");
        CountingConnections counted = new CountingConnections();
        Path file = Files.createDirectories(folder.resolve("ledger")).resolve("ledger.db");
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        List<String> people = RunBench.people(TARGETS);
        RunBench.put(library, people);
        try (Ledger ledger = new Ledger(file, SqliteLedger.open(file, counted));
                FaceRepositories accounts = FaceRepositories.builder()
                        .account("a", InMemoryConfig.defaults(), Map.of("quota", "off"))
                        .service("a", InMemoryFaceLibrary.class, library)
                        .open()) {
            Erasure erasure = new Erasure(
                    ledger, KeyFolder.create(folder.resolve("keys")), accounts, Clock.systemUTC(), new Random(1));
            erasure.plan(PlanRequest.of("job", Bench.list(people.toArray(String[]::new)))
                    .accounts(Set.of("a"))
                    .format(InputFormat.PLAIN)
                    .build());
            long statements = counted.statements();
            long syncs = syncs(counted, file);
            long bytes = written();

            RunSummary summary =
                    erasure.run("job", RunOptions.builder().concurrency(1).build());

            double bytesEach = (double) (written() - bytes) / TARGETS;
            double statementsEach = (double) (counted.statements() - statements) / TARGETS;
            double syncsEach = (double) (syncs(counted, file) - syncs) / TARGETS;
            assertThat(summary.counts().isComplete()).isTrue();
            System.out.printf(
                    Locale.ROOT,
                    "per erased target: %.2f statements, %,.0f bytes written, %.2f syncs%n",
                    statementsEach,
                    bytesEach,
                    syncsEach);
            assertThat(statementsEach).as("statements").isLessThanOrEqualTo(MOST_STATEMENTS);
            assertThat(bytesEach).as("bytes written").isLessThanOrEqualTo(MOST_BYTES);
            assertThat(syncsEach).as("syncs").isLessThanOrEqualTo(MOST_SYNCS);
        }
    }

    private static long syncs(CountingConnections counted, Path file) throws IOException {
        try (FileChannel log = FileChannel.open(LedgerFormat.log(file, "-wal"))) {
            ByteBuffer restarts = ByteBuffer.allocate(Integer.BYTES);
            int read = log.read(restarts, CHECKPOINT_AT);
            return counted.commits() + (read < Integer.BYTES ? 0 : SYNCS_OF_A_RESTART * restarts.getInt(0));
        }
    }

    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
                .findFirst()
                .orElseThrow();
    }
}
