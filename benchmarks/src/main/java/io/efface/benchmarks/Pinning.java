package io.efface.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Binds threads to a processor, on Linux with {@code taskset}. */
final class Pinning {
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");
    private static final long SECONDS = 10;

    private Pinning() {}

    /** Returns the processor that a client with one thread and the server share, so that neither waits until another processor wakes up. */
    static int processor() {
        return Runtime.getRuntime().availableProcessors() - 1;
    }

    /** Returns whether threads can be bound. To find out, binds a thread that ends at once. */
    static boolean isPossible() {
        AtomicBoolean bound = new AtomicBoolean();
        Thread trial = new Thread(() -> bound.set(pinThisThread(processor())));
        trial.start();
        try {
            trial.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return bound.get();
    }

    /** Binds the calling thread and the threads that it starts later. Returns whether this succeeded. */
    static boolean pinThisThread(int processor) {
        try {
            Path thread = Files.readSymbolicLink(THIS_THREAD).getFileName();
            Process taskset = new ProcessBuilder("taskset", "-pc", Integer.toString(processor), thread.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor(SECONDS, TimeUnit.SECONDS) && taskset.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
