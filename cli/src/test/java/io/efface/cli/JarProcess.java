package io.efface.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that runs the packaged command with the Java that runs the tests. */
final class JarProcess implements AutoCloseable {
    static final Path JAR = Path.of(System.getProperty("efface.jar", "target/efface.jar"));

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;

    private JarProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The exit code and output of a process that has ended. */
    record Ended(int code, List<String> out, String err) {
        String lastLine() {
            return out.get(out.size() - 1);
        }
    }

    /** Runs the packaged command and waits for its end. */
    static Ended run(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        return run(folder, environment, command(arguments));
    }

    /** Runs any command and waits for its end. */
    static Ended run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }

    /** Starts the packaged command and returns without waiting for its end. */
    static JarProcess start(String... arguments) throws IOException {
        return startCommand(command(arguments));
    }

    /** Starts a command line in a shell and returns without waiting for its end. */
    static JarProcess shell(String line) throws IOException {
        return startCommand(List.of("sh", "-c", line));
    }

    private static JarProcess startCommand(List<String> command) throws IOException {
        return new JarProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the printed lines up to the given line, inclusive. */
    List<String> linesUntil(String last) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = out.readLine();
        while (line != null) {
            lines.add(line);
            line = line.equals(last) ? null : out.readLine();
        }
        return lines;
    }

    /** Sends SIGTERM and waits for the end. Returns whether the process has ended. */
    boolean terminate() {
        process.destroy();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (!terminate()) {
            process.destroyForcibly();
        }
    }
}
