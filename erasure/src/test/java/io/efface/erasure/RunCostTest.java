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
 * Tests that each erased target costs the ledger no more than was measured. There is one call at a time, so no commit contains two targets.
 *
 * <ul>
 *   <li><b>Statements</b>: the executions of statements on all connections of the ledger, including {@code BEGIN}, {@code COMMIT} and
 *       savepoints.
 *   <li><b>Bytes</b>: the bytes that this process passed to {@code write} and similar calls, as Linux counts them ({@code wchar} of
 *       {@code /proc/self/io}). The accounts are in memory, so nearly all bytes go to the ledger's log and, at checkpoints, to its file.
 *       SQLite writes whole pages of 4 KiB.
 *   <li><b>Syncs</b>: one sync for each commit ({@code synchronous = FULL}), and three syncs for each restart of the log after a
 *       checkpoint (log, file, new header of the log). The header of the log counts the restarts. The count of {@code strace} differs by
 *       less than 1 %.
 * </ul>
 */
class RunCostTest {
    private static final int TARGETS = 1_000;

    /**
     * Measured on 2026-11-30 on JDK 17: 22.19 statements, 56,487 bytes and 2.05 syncs. One more statement, page of 4 KiB or sync for each
     * target would exceed a bound. Correct the bounds after an intended change of runs.
     */
    private static final double MOST_STATEMENTS = 22.7;

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
        try (Ledger ledger = new Ledger(LedgerAddress.of(file), SqliteLedger.open(file, counted));
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
