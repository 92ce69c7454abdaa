package io.efface.testkit.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Records the results of a class of contract tests while the tests run. Thread-safe. */
public final class ContractRecord {
    private static final String JUNIT_PREFIX = "Assumption failed: ";
    private static final int LONGEST_TEXT = 400;

    private final String contract;
    private final ConcurrentMap<String, String> providers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Boolean> layers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> notRun = new ConcurrentHashMap<>();
    private final Queue<ContractReport.Result> results = new ConcurrentLinkedQueue<>();

    /**
     * Creates an empty record.
     *
     * @param contract the name of the class of tests
     */
    public ContractRecord(String contract) {
        this.contract = Objects.requireNonNull(contract, "contract");
    }

    /**
     * Records the properties of a target, which are known as soon as a harness of the target has started.
     *
     * @param hasLayers whether the repository has layers
     */
    public void started(String target, String provider, boolean hasLayers) {
        providers.put(target, provider);
        layers.put(target, hasLayers);
    }

    /** Records a run without a failure. */
    public void passed(ContractRun run) {
        results.add(new ContractReport.Result(run, ContractReport.Outcome.PASSED, ""));
    }

    /**
     * Records a run with a failure. For a failed assertion, the record contains the message. For any other exception, it contains only the
     * type, because the message may come from a vendor.
     */
    public void failed(ContractRun run, @Nullable Throwable cause) {
        String message = cause instanceof AssertionError ? withoutRun(run, cause.getMessage()) : null;
        results.add(new ContractReport.Result(
                run,
                ContractReport.Outcome.FAILED,
                message == null || message.isBlank() ? typeOfRoot(cause) : firstLine(message)));
    }

    /** Returns a message without the name of the run, so that equal failures of several runs have equal messages. */
    private static @Nullable String withoutRun(ContractRun run, @Nullable String message) {
        String prefix = run.name() + ": ";
        return message != null && message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private static String typeOfRoot(@Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "unknown" : root.getClass().getName();
    }

    /** Records a run that was aborted because the target does not meet the precondition of the case. */
    public void skipped(ContractRun run, @Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        String reason = message == null || message.isBlank() ? "the case states no reason" : firstLine(message);
        results.add(new ContractReport.Result(
                run,
                ContractReport.Outcome.SKIPPED,
                reason.startsWith(JUNIT_PREFIX) ? reason.substring(JUNIT_PREFIX.length()) : reason));
    }

    /** Records that a case did not run at all. */
    public void notRun(String testCase, String reason) {
        notRun.put(testCase, firstLine(reason));
    }

    /** Returns whether nothing was recorded: no run, and no case that did not run. */
    public boolean isEmpty() {
        return results.isEmpty() && notRun.isEmpty();
    }

    /**
     * Returns the report of all that was recorded so far.
     *
     * @param targets the names of the targets, in the order of the report
     * @param cases the names of all cases of the contract
     * @param junit the version of JUnit
     */
    public ContractReport report(List<String> targets, Collection<String> cases, String junit) {
        Comparator<ContractReport.Result> order = Comparator.<ContractReport.Result>comparingInt(
                        result -> targets.indexOf(result.run().target()))
                .thenComparing(result -> result.run().value());
        Map<String, List<ContractReport.Result>> byCase = new TreeMap<>();
        results.forEach(result -> byCase.computeIfAbsent(result.run().testCase(), name -> new ArrayList<>())
                .add(result));
        TreeSet<String> names = new TreeSet<>(cases);
        names.addAll(byCase.keySet());
        names.addAll(notRun.keySet());
        List<ContractReport.Case> all = names.stream()
                .map(name -> new ContractReport.Case(
                        name,
                        byCase.getOrDefault(name, List.of()).stream()
                                .sorted(order)
                                .toList(),
                        byCase.containsKey(name) ? "" : notRun.getOrDefault(name, "the case was not selected")))
                .toList();
        List<ContractReport.Target> described = targets.stream()
                .map(name -> new ContractReport.Target(
                        name, providers.getOrDefault(name, ""), layers.getOrDefault(name, false)))
                .toList();
        return new ContractReport(contract, junit, described, all);
    }

    private static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "..." : line;
    }
}
