package io.efface.cli;

import io.efface.cli.demo.EmulatedVendors;
import io.efface.cli.demo.EmulatorConfig;
import io.efface.emulator.ReceivedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands on a job in this process, with emulated vendors. The jobs use two of the accounts. */
final class JobTester implements AutoCloseable {
    static final List<String> ACCOUNTS = List.of("green", "iai");

    final CommandTester command = new CommandTester();
    final Path folder;
    private final EmulatedVendors vendors;

    private JobTester(Path folder, EmulatedVendors vendors) {
        this.folder = folder;
        this.vendors = vendors;
    }

    static JobTester start(Path folder) throws IOException {
        EmulatedVendors vendors = EmulatedVendors.start(new CommandTester().context());
        EmulatorConfig.write(folder.resolve("accounts.properties"), vendors);
        return new JobTester(folder, vendors);
    }

    /** Stores people with two faces each at a vendor. */
    JobTester holding(String library, String... people) {
        for (String person : people) {
            vendors.library(library).put(person, "f1", "f2");
        }
        return this;
    }

    boolean holds(String library, String person) {
        return vendors.library(library).person(person).isPresent();
    }

    /** Returns the URL of an account's emulator. */
    String url(String account) {
        return vendors.all().stream()
                .filter(vendor -> vendor.service().text().equals(account))
                .map(vendor -> vendor.server().url().toString())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the calls that the vendors have received. */
    List<ReceivedCall> calls() {
        return vendors.all().stream()
                .flatMap(vendor -> vendor.emulator().calls().latest().stream())
                .toList();
    }

    /** Returns the number of requests that the vendors have received. */
    long requests() {
        return vendors.all().stream()
                .mapToLong(vendor -> vendor.server().requests())
                .sum();
    }

    Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    Path config() {
        return folder.resolve("accounts.properties");
    }

    Path ledger() {
        return folder.resolve("ledger").resolve("efface.db");
    }

    Path keys() {
        return folder.resolve("keys");
    }

    /** Plans the deletion of people from both accounts: one target for each person and account. */
    int plan(String... people) throws IOException {
        Path list = file("people.txt", String.join("\n", people) + "\n");
        return run("plan", "--input", list.toString(), "--accounts", String.join(",", ACCOUNTS));
    }

    /** Runs a command on the job {@code one}. */
    int run(String name, String... options) {
        return runJob("one", name, options);
    }

    int runJob(String job, String name, String... options) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        words.addAll(List.of("--config", config().toString(), "--ledger", "sqlite:" + ledger()));
        words.addAll(List.of("--keys", keys().toString(), "--job", job, "--no-progress"));
        if (!name.equals("plan") && !name.equals("run") && !name.equals("verify")) {
            words.remove("--no-progress");
        }
        words.addAll(List.of(options));
        return command.runOnFiles(words.toArray(String[]::new));
    }

    /** Returns the words of {@code erase} with this configuration, ledger and key folder. */
    String[] eraseWords(String list, String... options) {
        List<String> words = new ArrayList<>(List.of("erase", list, "--config", config().toString()));
        words.addAll(List.of("--ledger", "sqlite:" + ledger(), "--keys", keys().toString(), "--no-progress"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    String out() {
        return command.out();
    }

    List<String> outLines() {
        return command.outLines();
    }

    String lastLine() {
        List<String> lines = outLines();
        return lines.get(lines.size() - 1);
    }

    String err() {
        return command.err();
    }

    @Override
    public void close() {
        vendors.close();
    }
}
