package io.efface.guice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a new JVM with the same JDK and class path, and without options from the environment. */
record ChildJvm(int exitCode, String output, String errors) {
    private static final long SECONDS = 120;

    static ChildJvm run(Path folder, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        // With these variables, a JVM prints on standard error which options it uses.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program did not end: " + Files.readString(errors));
        }
        return new ChildJvm(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /**
     * Returns the class path of the tests. Surefire may move it into the manifest of a jar, and then sets a property to the real class
     * path.
     */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
