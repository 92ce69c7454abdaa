package io.efface.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Binds threads to a processor, where Linux and its {@code taskset} are there. */
final class Pinning {
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");
    private static final long SECONDS = 10;

    private Pinning() {}

    /** Returns the processor for a client of one thread and the server, so that neither waits for another processor to wake up. */
    static int processor() {
        return Runtime.getRuntime().availableProcessors() - 1;
    }

    /** Returns whether threads can be bound, by binding one that ends at once. */
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

    /** Binds the calling thread and those it starts later; returns whether that succeeded. */
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
