package io.efface.quota.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Several processes that contend for one bucket, each with its clock wrong in its own way. */
final class Fleet implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(30);

    /**
     * What a process printed.
     *
     * @param asked microseconds since the epoch, from before the question
     * @param answered the same from after it
     * @param pause microseconds until it will ask again
     */
    record Event(int process, String what, long asked, long answered, long pause) {
        boolean isGrant() {
            return what.equals("grant");
        }

        boolean isWait() {
            return what.equals("wait");
        }

        private static Event of(int process, String line) {
            String[] words = line.split(" ", -1);
            return words.length == 4
                    ? new Event(
                            process,
                            words[0],
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3]))
                    : new Event(process, line, 0, 0, 0);
        }
    }

    private final Duration patience;
    private final List<Process> processes = new ArrayList<>();
    private final BlockingQueue<Event> arriving = new LinkedBlockingQueue<>();
    private final List<Event> events = new ArrayList<>();

    /**
     * Starts a process for each skew.
     *
     * @param patience how long anything is waited for once they run
     */
    Fleet(Class<?> main, List<String> arguments, List<Duration> skews, Duration patience)
            throws IOException, InterruptedException {
        this.patience = patience;
        for (Duration skew : skews) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-D" + Contender.SKEW + "=" + skew.toMillis(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()));
            command.addAll(arguments);
            command.add("warm-up " + processes.size());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int number = processes.size();
            processes.add(process);
            Thread reader = new Thread(() -> read(number, process), "contender " + number);
            reader.setDaemon(true);
            reader.start();
        }
        for (int ready = 0; ready < skews.size(); ready++) {
            if (!next("each process is ready", System.nanoTime() + START.toNanos())
                    .what()
                    .equals("ready")) {
                throw new AssertionError("a process said something else before it was ready");
            }
        }
        events.clear();
    }

    private void read(int number, Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                arriving.add(Event.of(number, line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void go() throws IOException {
        for (Process process : processes) {
            Writer in = process.outputWriter(StandardCharsets.UTF_8);
            in.write("go\n");
            in.flush();
        }
    }

    /** Reads what the processes print until one prints what is wanted. */
    Event await(String what, Predicate<Event> wanted) throws InterruptedException {
        return await(what, wanted, System.nanoTime() + patience.toNanos());
    }

    private Event await(String what, Predicate<Event> wanted, long end) throws InterruptedException {
        while (true) {
            Event event = next(what, end);
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    /** Reads on until each process has printed what is wanted. */
    void awaitEach(String what, Predicate<Event> wanted) throws InterruptedException {
        List<Integer> missing = new ArrayList<>();
        for (int process = 0; process < processes.size(); process++) {
            missing.add(process);
        }
        long end = System.nanoTime() + patience.toNanos();
        while (!missing.isEmpty()) {
            Event event = await(what, wanted, end);
            missing.remove((Integer) event.process());
        }
    }

    private Event next(String what, long end) throws InterruptedException {
        @Nullable Event event = arriving.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
            throw new AssertionError("waited in vain until " + what);
        }
        events.add(event);
        return event;
    }

    /** Returns the grants so far, in the order of their answers. */
    List<Event> grants() {
        return events.stream()
                .filter(Event::isGrant)
                .sorted((one, other) -> Long.compare(one.answered(), other.answered()))
                .toList();
    }

    /** Returns the questions that were asked in this time, in microseconds since the epoch, and answered with a wait. */
    List<Event> waits(long from, long to) {
        return events.stream()
                .filter(event -> event.isWait() && event.asked() >= from && event.asked() < to)
                .toList();
    }

    /** Ends the processes; interrupted, it ends them at once. */
    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        try {
            for (Process process : processes) {
                if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            processes.forEach(Process::destroyForcibly);
        }
    }
}
