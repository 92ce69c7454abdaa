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

/** The packaged command as a process of its own, on the Java that runs the tests. */
final class JarProcess implements AutoCloseable {
    static final Path JAR = Path.of(System.getProperty("efface.jar", "target/efface.jar"));

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;

    private JarProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What a process left behind. */
    record Ended(int code, List<String> out, String err) {
        String lastLine() {
            return out.get(out.size() - 1);
        }
    }

    /** Runs to the end. */
    static Ended run(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        return run(folder, environment, command(arguments));
    }

    /** Runs any command to the end. */
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

    /** Starts and goes on. */
    static JarProcess start(String... arguments) throws IOException {
        return started(command(arguments));
    }

    /** Starts what a shell makes of a line, and goes on. */
    static JarProcess context(String line) throws IOException {
        return started(List.of("sh", "-c", line));
    }

    private static JarProcess started(List<String> command) throws IOException {
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

    /** Returns the lines up to and with the given one. */
    List<String> linesUntil(String last) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = out.readLine();
        while (line != null) {
            lines.add(line);
            line = line.equals(last) ? null : out.readLine();
        }
        return lines;
    }

    /** Sends SIGTERM and waits for the end. */
    boolean ends() {
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
        if (!ends()) {
            process.destroyForcibly();
        }
    }
}
