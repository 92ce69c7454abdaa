package io.efface.erasure;

import io.efface.config.FaceRepositories;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.internal.worker.WorkerTimes;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The process of a worker. It may stop at a checkpoint, where it prints a line and waits for the line {@code go}. It ends when its input
 * ends.
 */
final class FaultWorker {
    static final String STARTED = "STARTED";
    static final String REACHED = "REACHED";

    /** Times that are short enough for a test with many faults. */
    static final WorkerTimes SHORT = new WorkerTimes(
            Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(10));

    private FaultWorker() {}

    /**
     * The arguments are the server's port, the schema, the folder with the keys and the configuration, the worker's name, {@code short} or
     * {@code real} for the times, a checkpoint or {@code NEVER}, and the number of times that the
     * checkpoint is passed before.
     */
    public static void main(String[] arguments) throws IOException {
        LedgerAddress address = LedgerAddress.of(server(Integer.parseInt(arguments[0])), arguments[1]);
        Path folder = Path.of(arguments[2]);
        Clock clock = Clock.systemUTC();
        CountDownLatch go = new CountDownLatch(1);
        RunContext context = new RunContext(
                clock, new SecureRandom(), WaitStrategy.system(clock), stopAt(arguments[5], arguments[6], go));
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Ledger ledger = Ledger.open(address);
                FaceRepositories accounts = FaceRepositories.builder()
                        .properties(folder.resolve("efface.properties"))
                        .environmentForReferences(Map.of())
                        .open();
                ErasureWorker worker = new Erasure(ledger, KeyFolder.open(folder.resolve("keys")), accounts, context)
                        .startWorker(
                                WorkerOptions.builder(arguments[3])
                                        .accountRuns(2)
                                        .build(),
                                arguments[4].equals("short") ? SHORT : WorkerTimes.DEFAULT)) {
            say(STARTED + ' ' + worker.name());
            while ("go".equals(input.readLine())) {
                go.countDown();
            }
            go.countDown();
        }
    }

    /** Returns the database of the tests. A lost connection is noticed soon. */
    static PGSimpleDataSource server(int port) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setUser("postgres");
        source.setDatabaseName("postgres");
        source.setConnectTimeout(5);
        source.setSocketTimeout(30);
        return source;
    }

    private static Checkpoints stopAt(String name, String number, CountDownLatch go) {
        if (name.equals("NEVER")) {
            return Checkpoints.NONE;
        }
        Checkpoint awaited = Checkpoint.valueOf(name);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(number));
        return point -> {
            if (point == awaited && left.decrementAndGet() == 0) {
                say(REACHED);
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
