package io.efface.testkit;

import io.efface.Operation;
import io.efface.testkit.report.ContractRecord;
import io.efface.testkit.report.ContractRun;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;

/**
 * Runs each test of a contract once for each target. A test with further parameters runs once for each target with each combination of
 * values.
 */
final class ContractInvocations implements TestTemplateInvocationContextProvider {
    /** Called by JUnit. */
    ContractInvocations() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return FaceRepositoryContract.class.isAssignableFrom(context.getRequiredTestClass());
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        FaceRepositoryContract contract = (FaceRepositoryContract) context.getRequiredTestInstance();
        Method test = context.getRequiredTestMethod();
        ContractReporting.ContractClass state = ContractReporting.of(context).orElseThrow();
        return state.targets(contract).stream()
                .flatMap(target -> values(Arrays.asList(test.getParameterTypes()))
                        .map(values -> new Invocation(
                                target,
                                values,
                                new ContractRun(test.getName(), target.name(), text(values)),
                                state.record)));
    }

    /** Returns the values of the parameters that follow the harness. Each list is for one run of a test with a target. */
    private static Stream<List<Enum<?>>> values(List<Class<?>> parameters) {
        Stream<List<Enum<?>>> runs = Stream.of(List.of());
        if (parameters.contains(Operation.class)) {
            runs = Stream.of(
                    List.of(Operation.DELETE_PERSON), List.of(Operation.DELETE_FACES), List.of(Operation.FIND_PERSON));
        }
        if (parameters.contains(ContractFault.class)) {
            runs = runs.flatMap(values -> Arrays.stream(ContractFault.values())
                    .filter(ContractFault::failsByItself)
                    .map(fault ->
                            Stream.concat(values.stream(), Stream.of(fault)).toList()));
        }
        return runs;
    }

    private static String text(List<Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    private record Invocation(ContractTarget target, List<Enum<?>> values, ContractRun run, ContractRecord record)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "[" + run.name() + "]";
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Arguments(this), new Results(run, record));
        }
    }

    /** Records the result of a run, and names the run in the message of a failed assertion, because consoles show only a number. */
    private record Results(ContractRun run, ContractRecord record)
            implements TestWatcher, TestExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            if (!(failure instanceof AssertionError)) {
                throw failure;
            }
            String message = run.name() + ": " + failure.getMessage();
            boolean hasValues = failure instanceof AssertionFailedError values
                    && values.isExpectedDefined()
                    && values.isActualDefined();
            AssertionFailedError named = hasValues && failure instanceof AssertionFailedError values
                    ? new AssertionFailedError(message, values.getExpected(), values.getActual(), failure.getCause())
                    : new AssertionFailedError(message, failure.getCause());
            named.setStackTrace(failure.getStackTrace());
            throw named;
        }

        @Override
        public void testSuccessful(ExtensionContext context) {
            record.passed(run);
        }

        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            record.failed(run, cause);
        }

        @Override
        public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
            record.skipped(run, cause);
        }
    }

    /** Starts the harness of a run. A target that does not start fails one run; the other runs of this target are aborted. */
    private static final class Arguments implements BeforeEachCallback, ParameterResolver, AfterEachCallback {
        private final ContractTarget target;
        private final List<Enum<?>> values;
        private final ContractRecord record;
        private @Nullable ContractHarness startedHarness;

        Arguments(Invocation invocation) {
            this.target = invocation.target();
            this.values = invocation.values();
            this.record = invocation.record();
        }

        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            ExtensionContext.Store failedTargets = context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(
                            ContractInvocations.class, context.getRequiredTestClass()));
            Object failure = failedTargets.get(target.name());
            if (failure != null) {
                Assumptions.abort("the target " + target.name() + " did not start: " + failure);
            }
            try {
                ContractHarness harness = target.start();
                startedHarness = harness;
                record.started(
                        target.name(), harness.repository().capabilities().provider(), harness.opened());
            } catch (Exception | LinkageError | AssertionError e) {
                failedTargets.put(target.name(), e.toString());
                throw new IllegalStateException(
                        "the target " + target.name()
                                + " did not start, so the other tests of this target are skipped: " + e.getMessage(),
                        e);
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ContractHarness.class
                    || value(parameter).isPresent();
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Optional<Enum<?>> value = value(parameter);
            return value.isPresent() ? value.get() : Objects.requireNonNull(startedHarness);
        }

        private Optional<Enum<?>> value(ParameterContext parameter) {
            return values.stream()
                    .filter(parameter.getParameter().getType()::isInstance)
                    .findFirst();
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            if (startedHarness != null) {
                startedHarness.close();
            }
        }
    }
}
