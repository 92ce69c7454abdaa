package io.efface.testkit;

import io.efface.testkit.report.ContractRecord;
import io.efface.testkit.report.ContractReport;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes the report of a class of contract tests after its last test. The class fails if cases were selected and none was executed, for
 * example because {@code targets()} returns an empty list or because all runs were skipped.
 */
final class ContractReporting implements BeforeAllCallback, AfterAllCallback, ExecutionCondition, TestWatcher {
    /** The configuration parameter or system property with the folder of the reports. */
    static final String FOLDER = "efface.contract.report";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ContractReporting.class);

    /** Called by JUnit. */
    ContractReporting() {}

    /** The state of one class of contract tests. Thread-safe. */
    static final class ContractClass {
        final ContractRecord record;
        private @Nullable List<ContractTarget> targets;
        private @Nullable RuntimeException failure;

        ContractClass(ContractRecord record) {
            this.record = record;
        }

        /** Returns the targets of the class. If {@code targets()} throws an exception, the list is empty. */
        synchronized List<ContractTarget> targets(FaceRepositoryContract contract) {
            List<ContractTarget> known = targets;
            if (known == null) {
                known = read(contract);
                targets = known;
            }
            return known;
        }

        // A subclass of the contract creates the targets, and may throw any exception.
        private List<ContractTarget> read(FaceRepositoryContract contract) {
            try {
                return List.copyOf(contract.targets());
            } catch (RuntimeException e) {
                failure = e;
                return List.of();
            }
        }

        private synchronized List<String> names() {
            return targets == null
                    ? List.of()
                    : targets.stream().map(ContractTarget::name).toList();
        }

        /** Returns whether the list of targets is empty. If {@code targets()} threw an exception, throws this exception. */
        private synchronized boolean isWithoutTargets() {
            if (failure != null) {
                throw failure;
            }
            return targets != null && targets.isEmpty();
        }
    }

    /** Returns the state of the class to which a test belongs. */
    static Optional<ContractClass> of(ExtensionContext context) {
        return context.getTestClass().map(type -> context.getStore(NAMESPACE).get(type.getName(), ContractClass.class));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        if (FaceRepositoryContract.class.isAssignableFrom(type)) {
            context.getStore(NAMESPACE).put(type.getName(), new ContractClass(new ContractRecord(type.getName())));
        }
    }

    /** Disables the cases of a class without targets, so that the class fails once and not in each case. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean isWithoutTargets = isCase(context)
                && context.getTestInstance().orElse(null) instanceof FaceRepositoryContract contract
                && of(context).map(state -> state.targets(contract).isEmpty()).orElse(false);
        return isWithoutTargets
                ? ConditionEvaluationResult.disabled("targets() returned no target")
                : ConditionEvaluationResult.enabled("the contract has targets");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        if (isCase(context)) {
            of(context)
                    .ifPresent(state -> state.record.notRun(
                            context.getRequiredTestMethod().getName(), reason.orElse("the case is disabled")));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Optional<ContractClass> state = of(context);
        // If only other tests of the class were selected, an earlier report stays.
        if (state.isEmpty() || state.get().record.isEmpty()) {
            return;
        }
        Class<?> type = context.getRequiredTestClass();
        Set<String> overridden = overridden(type);
        overridden.forEach(name -> state.get().record.notRun(name, "overridden by " + type.getSimpleName()));
        ContractReport report = state.get().record.report(state.get().names(), cases(type), junitVersion());
        Path file = report.write(
                context.getConfigurationParameter(FOLDER).map(Path::of).orElseGet(ContractReporting::defaultFolder));
        if (state.get().isWithoutTargets()) {
            throw new AssertionError("No case of the contract ran, because " + type.getSimpleName()
                    + ".targets() returned an empty list. A contract needs at least one target.");
        }
        if (report.executed() == 0) {
            throw new AssertionError("No case of the contract ran: all selected cases of " + type.getSimpleName()
                    + " were skipped. The report states the reasons: " + file);
        }
    }

    private static boolean isCase(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> method.isAnnotationPresent(ContractTest.class))
                .orElse(false);
    }

    private static Set<String> cases(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(ContractTest.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the cases of the contract that a class overrides with a method that is not a case. */
    private static Set<String> overridden(Class<?> type) {
        Set<String> names = cases(FaceRepositoryContract.class);
        names.removeAll(cases(type));
        return names;
    }

    private static Path defaultFolder() {
        boolean isGradle = Files.isDirectory(Path.of("build")) && !Files.isDirectory(Path.of("target"));
        return Path.of(isGradle ? "build" : "target", "efface-contract");
    }

    private static String junitVersion() {
        String version = ExtensionContext.class.getPackage().getImplementationVersion();
        return version == null ? "of an unknown version" : version;
    }
}
