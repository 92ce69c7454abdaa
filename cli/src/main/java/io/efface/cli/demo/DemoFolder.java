package io.efface.cli.demo;

import io.efface.cli.process.Invocation;
import io.efface.emulator.service.EmulatedService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The paths of the demo's files, and the commands that work on these files. The ledger has a separate folder, because the key folder
 * must not be inside the folder of the ledger.
 */
record DemoFolder(Path folder) {
    Path seed() {
        return folder.resolve("seed.csv");
    }

    Path list() {
        return folder.resolve("people.txt");
    }

    Path configuration() {
        return folder.resolve("efface.properties");
    }

    Path ledger() {
        return folder.resolve("ledger").resolve("efface.db");
    }

    Path keys() {
        return folder.resolve("keys");
    }

    /**
     * Returns the commands that take a job from its list to its receipts, in order.
     *
     * @param targets the number of targets in the list
     */
    List<List<String>> commands(String job, long targets) {
        return List.of(
                command(
                        job,
                        "plan",
                        "--input",
                        list().toString(),
                        "--accounts",
                        String.join(",", EmulatedService.names())),
                command(job, "run"),
                command(job, "run", "--apply", "--expect", Long.toString(targets)),
                command(job, "verify", "--settle", "1s"),
                command(job, "report"),
                command(job, "receipts verify"));
    }

    private List<String> command(String job, String name, String... options) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        words.addAll(List.of("--config", configuration().toString()));
        words.addAll(List.of("--ledger", "sqlite:" + ledger()));
        words.addAll(List.of("--keys", keys().toString(), "--job", job));
        words.addAll(List.of(options));
        return words;
    }

    /** Returns a command line for a POSIX shell. */
    static String text(List<String> command) {
        return command.stream().map(Invocation::quoted).collect(Collectors.joining(" "));
    }
}
