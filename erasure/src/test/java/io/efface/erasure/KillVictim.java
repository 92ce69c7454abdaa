package io.efface.erasure;

import io.efface.config.FaceRepositories;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process that is killed. It works on several ledgers at once, with one thread for each. When a thread reaches the moment of its ledger
 * for the n-th time, it prints a line and waits there, while the other threads continue.
 */
final class KillVictim {
    static final String REACHED = "REACHED ";
    static final String ENDED = "ENDED ";
    static final String NEVER = "NEVER";

    private KillVictim() {}

    /**
     * The arguments are the step ({@code plan}, {@code run} or {@code scrub}), and for each ledger its folder, the checkpoint or {@code
     * NEVER}, and n.
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < arguments.length; i += 3) {
            Path folder = Path.of(arguments[i]);
            String checkpoint = arguments[i + 1];
            int number = Integer.parseInt(arguments[i + 2]);
            threads.add(new Thread(() -> work(arguments[0], folder, stopAt(checkpoint, number, folder))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void work(String step, Path folder, Checkpoints stop) {
        String job = KillScene.job(folder);
        RunContext context = runContext(folder, stop);
        try (Ledger ledger = Ledger.open(KillScene.ledger(folder));
                FaceRepositories accounts = FaceRepositories.builder()
                        .properties(folder.resolve("efface.properties"))
                        .clock(context.clock())
                        .open()) {
            Erasure erasure = new Erasure(ledger, KeyFolder.open(folder.resolve("keys")), accounts, context);
            switch (step) {
                case "plan" -> erasure.plan(KillScene.request(folder));
                case "run" -> erasure.run(job, KillScene.options(job));
                case "scrub" -> erasure.scrub(job, true);
                default -> throw new IllegalArgumentException("no such step");
            }
        }
        say(ENDED + job);
    }

    private static RunContext runContext(Path folder, Checkpoints stop) {
        if (KillScene.job(folder).startsWith(KillScene.STOPPED)) {
            StoppedTime time = new StoppedTime(folder);
            return new RunContext(time, new SecureRandom(), time, stop);
        }
        Clock clock = Clock.systemUTC();
        return new RunContext(clock, new SecureRandom(), WaitStrategy.system(clock), stop);
    }

    private static Checkpoints stopAt(String name, int number, Path folder) {
        if (name.equals(NEVER)) {
            return Checkpoints.NONE;
        }
        Checkpoint awaited = Checkpoint.valueOf(name);
        AtomicInteger left = new AtomicInteger(number);
        CountDownLatch forever = new CountDownLatch(1);
        return point -> {
            if (point == awaited && left.decrementAndGet() == 0) {
                say(REACHED + KillScene.job(folder));
                try {
                    forever.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the thread was interrupted", e);
                }
            }
        };
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
