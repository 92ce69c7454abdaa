package io.efface.cli;

import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code efface emulate} in another thread until it is closed. */
final class RunningEmulators implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Thread thread;
    private final List<String> announced;

    private RunningEmulators(Thread thread, List<String> announced) {
        this.thread = thread;
        this.announced = announced;
    }

    static RunningEmulators start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("emulate"));
        arguments.addAll(List.of(options));
        PipedInputStream output = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(output), false, StandardCharsets.UTF_8);
        CliContext context = new CliContext(
                InputStream.nullInputStream(),
                out,
                System.err,
                new CommandTester(),
                Map.of(),
                Clock.systemUTC(),
                new SecureRandom(),
                new FakeSignals(),
                AccountsSource.ofFiles());
        Thread thread = new Thread(
                () -> {
                    new Cli(context).run(arguments.toArray(String[]::new));
                    out.close();
                },
                "efface-emulate");
        thread.start();
        return new RunningEmulators(thread, lines(output));
    }

    private static List<String> lines(InputStream output) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        String line = reader.readLine();
        while (line != null) {
            lines.add(line);
            line = line.equals("ready") ? null : reader.readLine();
        }
        return List.copyOf(lines);
    }

    /** Returns the printed lines up to {@code ready}, inclusive. */
    List<String> announced() {
        return announced;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the emulators did not end");
        }
    }
}
