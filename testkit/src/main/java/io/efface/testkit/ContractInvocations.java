package io.efface.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs each test of a contract once per target, or once per target and fault. */
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
        boolean overFaults = Arrays.asList(context.getRequiredTestMethod().getParameterTypes())
                .contains(ContractFault.class);
        List<? extends ContractTarget> targets = contract.targets();
        if (targets.isEmpty()) {
            throw new IllegalStateException("targets() is empty; a contract needs at least one target");
        }
        return targets.stream()
                .flatMap(target -> overFaults
                        ? Arrays.stream(ContractFault.values())
                                .filter(ContractFault::failsByItself)
                                .map(fault -> new Invocation(target, fault))
                        : Stream.of(new Invocation(target, null)));
    }

    private record Invocation(
            ContractTarget target, @Nullable ContractFault fault) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "[" + target.name() + (fault == null ? "" : ", " + fault) + "]";
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Arguments(target, fault));
        }
    }

    private static final class Arguments implements ParameterResolver, AfterEachCallback {
        private final ContractTarget target;
        private final @Nullable ContractFault fault;
        private @Nullable ContractHarness started;

        Arguments(ContractTarget target, @Nullable ContractFault fault) {
            this.target = target;
            this.fault = fault;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == ContractHarness.class || (type == ContractFault.class && fault != null);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            if (fault != null && parameter.getParameter().getType() == ContractFault.class) {
                return fault;
            }
            return harness();
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            ContractHarness harness = started;
            if (harness != null) {
                harness.close();
            }
        }

        private ContractHarness harness() {
            ContractHarness harness = started;
            if (harness == null) {
                harness = start();
                started = harness;
            }
            return harness;
        }

        // A subclass of the contract provides the harness, which may throw any exception.
        private ContractHarness start() {
            try {
                return target.start();
            } catch (Exception e) {
                throw new ParameterResolutionException("the target " + target.name() + " did not start", e);
            }
        }
    }
}
