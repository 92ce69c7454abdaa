package io.efface.testkit.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a class of contract tests ran, and why runs were skipped. The report contains the names of targets and cases, reasons of skips, and
 * messages of failed assertions. It contains no times, so that two equal runs have equal reports. Immutable.
 *
 * @param contract the name of the class of tests
 * @param junit the version of JUnit
 * @param targets the targets, in the order of {@code targets()}
 * @param cases all cases of the contract, in alphabetical order
 */
public record ContractReport(String contract, String junit, List<Target> targets, List<Case> cases) {
    /** Copies the lists. */
    public ContractReport {
        targets = List.copyOf(targets);
        cases = List.copyOf(cases);
    }

    /** The results of a run. */
    public enum Outcome {
        /** The run had no failure. */
        PASSED,
        /** The run had a failure. */
        FAILED,
        /** The run was aborted, because the target does not meet the precondition of the case. */
        SKIPPED
    }

    /**
     * A target of the contract.
     *
     * @param name the name
     * @param provider the name of the provider, or an empty text if no harness of the target has started
     * @param layers whether the repository has layers
     */
    public record Target(String name, String provider, boolean layers) {}

    /**
     * The result of a run.
     *
     * @param run the run
     * @param outcome the result
     * @param text the message of the failure or the reason of the skip; empty if the run passed
     */
    public record Result(ContractRun run, Outcome outcome, String text) {}

    /**
     * A case of the contract.
     *
     * @param name the name of the test method
     * @param results the results, sorted by target and value
     * @param reasonNotRun why the case did not run; empty if it ran
     */
    public record Case(String name, List<Result> results, String reasonNotRun) {
        /** Copies the list. */
        public Case {
            results = List.copyOf(results);
        }
    }

    /** Returns the number of runs with this outcome. */
    public long count(Outcome outcome) {
        return results().filter(result -> result.outcome() == outcome).count();
    }

    /** Returns the number of runs of a target with this outcome. */
    public long count(Target target, Outcome outcome) {
        return results()
                .filter(result -> result.run().target().equals(target.name()))
                .filter(result -> result.outcome() == outcome)
                .count();
    }

    /** Returns the number of runs that were not skipped. */
    public long executed() {
        return count(Outcome.PASSED) + count(Outcome.FAILED);
    }

    /** Returns the names of the providers, usually one. */
    List<String> providers() {
        return targets.stream()
                .map(Target::provider)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private Stream<Result> results() {
        return cases.stream().flatMap(each -> each.results().stream());
    }

    /**
     * Writes the report as {@code CONTRACT.json} and {@code CONTRACT.md} into a folder, and replaces earlier reports of the same class of
     * tests.
     *
     * @return the Markdown file
     * @throws IOException if a file cannot be written
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        replace(folder.resolve(contract + ".json"), JsonReport.of(this));
        return replace(folder.resolve(contract + ".md"), MarkdownReport.of(this));
    }

    private static Path replace(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(unfinished, text, StandardCharsets.UTF_8);
        return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the version of Efface. */
    static String effaceVersion() {
        Properties properties = new Properties();
        try (InputStream file = ContractReport.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties is not readable", e);
        }
        return properties.getProperty("version");
    }
}
