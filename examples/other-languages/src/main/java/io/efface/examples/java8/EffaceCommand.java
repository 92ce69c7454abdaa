package io.efface.examples.java8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Deletes people for a program on Java 8. This class starts the command, which needs a Java 17 of its own. */
public final class EffaceCommand {
    private final String java;
    private final String jar;
    private final String configuration;

    public EffaceCommand(String java, String jar, String configuration) {
        this.java = java;
        this.jar = jar;
        this.configuration = configuration;
    }

    /** The exit code, and one JSON object for each person. */
    public static final class Result {
        public final int exitCode;
        public final List<String> json;

        Result(int exitCode, List<String> json) {
            this.exitCode = exitCode;
            this.json = json;
        }
    }

    /** Deletes people from an account. Passes the secret in an environment variable, to which the configuration refers. */
    public Result deletePersons(String account, List<String> ids, String secretVariable, String secret)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                java, "-jar", jar, "delete-person", "--config", configuration, "--account", account, "--yes", "--json",
                "-");
        builder.environment().put(secretVariable, secret);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(new File("efface.log")));
        Process process = builder.start();
        // Ids are personal data. Other users of the machine can see arguments, but not the standard input.
        Thread writer = new Thread(() -> {
            try (OutputStream input = process.getOutputStream()) {
                input.write((String.join("\n", ids) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The command ended before it had read all ids. Its exit code says why.
            }
        });
        writer.start();
        List<String> json = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                json.add(line);
            }
            return new Result(process.waitFor(), json);
        } catch (InterruptedException e) {
            process.destroy(); // sends SIGTERM; to delete the remaining people, pass the same ids again
            throw e;
        }
    }
}
