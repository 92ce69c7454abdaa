package io.efface.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Runs a stage in a separate process with bounded memory. The process can be killed. It prints its findings as {@code name=value}. */
final class Child {
    private static final String HEAP = "-Xmx512m";

    private Child() {}

    /**
     * Runs a stage to its end.
     *
     * @return the findings that the process printed
     */
    static Findings run(String stage, Path folder, long count, int concurrency)
            throws IOException, InterruptedException {
        return until(line -> false, stage, folder, count, concurrency);
    }

    /** Runs a stage until it prints a line that fulfils the condition, and then kills the process as {@code kill -9} does. */
    static Findings until(Predicate<String> awaited, String stage, Path folder, long count, int concurrency)
            throws IOException, InterruptedException {
        return until(
                awaited,
                List.of(HEAP),
                Stage.class,
                List.of(stage, folder.toString(), Long.toString(count), Integer.toString(concurrency)));
    }

    /**
     * Runs a class of this class path to its end.
     *
     * @param flags options of the virtual machine
     * @return the findings that the process printed
     */
    static Findings run(List<String> flags, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        return until(line -> false, flags, main, arguments);
    }

    /** Starts a class of this class path; the caller ends the process. */
    static Process start(List<String> flags, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(flags);
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Findings until(Predicate<String> awaited, List<String> flags, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(flags, main, arguments);
        boolean killed = false;
        Findings found = new Findings();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !killed) {
                found.read(line);
                killed = awaited.test(line);
                // After the awaited line, the rest of the output is not read.
                line = killed ? null : lines.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        if (!killed && exit != 0) {
            throw new IOException("the process of " + main.getSimpleName() + " ended with " + exit);
        }
        return found;
    }
}
