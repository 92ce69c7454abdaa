package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process that works on several cases at once. The process is killed when each case has reached its moment or has ended. */
final class KillGroup {
    private static final long PATIENCE_SECONDS = 120;
    private static final String GONE = "GONE";

    private final List<String> arguments = new ArrayList<>();
    private final Set<String> awaited = new HashSet<>();
    private final Map<String, String> heldActions = new ConcurrentHashMap<>();
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private Thread reader = new Thread(() -> {});

    /** Adds a case that is stopped at a checkpoint. */
    void add(KillScene.Case each, String checkpoint, int number) {
        arguments.addAll(List.of(each.folder.toString(), checkpoint, Integer.toString(number)));
        awaited.add(each.job);
    }

    /** Adds a case that is stopped when the vendor has received one of its deletions. */
    void add(KillScene.Case each, WatchedEmulator vendor, int number, boolean afterEffect) {
        add(each, vendor, "", number, afterEffect);
    }

    /** Adds a case that is stopped when the vendor has received the n-th request of a deletion with this action. */
    void add(KillScene.Case each, WatchedEmulator vendor, String action, int number, boolean afterEffect) {
        add(each, KillVictim.NEVER, 0);
        vendor.hold(each.texts(), action, number, afterEffect, held -> {
            heldActions.put(each.job, held);
            output.add(KillVictim.REACHED + each.job);
        });
    }

    /** Returns the action of the request of a case that the vendor holds, or an empty text if the vendor holds none. */
    String heldAction(KillScene.Case each) {
        return heldActions.getOrDefault(each.job, "");
    }

    /**
     * Starts the process, and kills it when each case has reached its moment or has ended. Returns the number of cases that reached their
     * moment.
     */
    int kill(String step) throws IOException, InterruptedException {
        Process process = start(step);
        try {
            return awaitMoments();
        } finally {
            end(process);
        }
    }

    /** An action while the process is stopped. */
    interface Action {
        void run() throws IOException;
    }

    /**
     * Starts the process, and stops it with {@code SIGSTOP} when all cases have reached their moments. Then executes the action, continues
     * the process, and waits for its end.
     */
    int stopAndContinue(String step, Action action) throws IOException, InterruptedException {
        Process process = start(step);
        try {
            int reached = awaitMoments();
            signal(process, "-STOP");
            // The stopped process does not end. This wait gives all its threads the time to stop.
            assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
            action.run();
            signal(process, "-CONT");
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("the exit code; output: %s", output)
                    .isZero();
            return reached;
        } finally {
            end(process);
        }
    }

    private Process start(String step) throws IOException {
        Process process =
                new ProcessBuilder(command(step)).redirectErrorStream(true).start();
        reader = new Thread(() -> read(process));
        reader.start();
        return process;
    }

    private int awaitMoments() throws InterruptedException {
        int reached = 0;
        List<String> lines = new ArrayList<>();
        while (!awaited.isEmpty()) {
            String line = output.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line)
                    .as("the process printed only %s", lines)
                    .isNotNull()
                    .isNotEqualTo(GONE);
            lines.add(line);
            if (line.startsWith(KillVictim.REACHED) && awaited.remove(line.substring(KillVictim.REACHED.length()))) {
                reached++;
            } else if (line.startsWith(KillVictim.ENDED)) {
                awaited.remove(line.substring(KillVictim.ENDED.length()));
            }
        }
        return reached;
    }

    private void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException | UncheckedIOException e) {
            // The process was killed, so its output is closed.
        }
        output.add(GONE);
    }

    private List<String> command(String step) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KillVictim.class.getName(),
                step));
        command.addAll(arguments);
        return command;
    }
}
