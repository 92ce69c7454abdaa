package io.efface.testkit.broken;

import io.efface.FaceId;
import io.efface.Operation;
import io.efface.testkit.ContractHarness;
import io.efface.testkit.ContractHarness.VendorResponse;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.SkippingClock;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryFaceRepository;
import io.efface.testkit.memory.InMemoryHarness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** The contract with a repository that a subclass breaks. Only {@link BrokenProvidersTest} runs it. */
@ExtendWith(BrokenContract.OnlyInBrokenProvidersTest.class)
abstract class BrokenContract extends FaceRepositoryContract {
    private static final String ACCOUNT = "broken";

    private Operation operation = Operation.DELETE_PERSON;

    @Override
    protected final List<ContractTarget> targets() {
        return List.of(ContractTarget.of(getClass().getSimpleName(), this::start));
    }

    /** Returns a repository that delegates to the sound one and does something wrong. */
    abstract Delegating breaking(Sound sound);

    /** Returns the operation in which a repository of this class does something wrong, if {@link MustFail#in()} names several. */
    final Operation operation() {
        return operation;
    }

    /** Returns the configuration of the simulated vendor. */
    InMemoryConfig config() {
        return InMemoryConfig.defaults().withFacesPerCall(5).withCallTimeout(Duration.ofMillis(800));
    }

    /** Returns a configuration with a short call timeout, for calls that nothing else ends. */
    static InMemoryConfig endingSoon() {
        return InMemoryConfig.defaults().withFacesPerCall(5).withCallTimeout(Duration.ofMillis(150));
    }

    /** Returns whether the responses of the simulated vendor contain more than the request id. */
    boolean responsesHaveDetails() {
        return true;
    }

    /** Returns whether the contract tests the repository as one with layers. */
    boolean opened() {
        return false;
    }

    private InMemoryHarness start() {
        return start(config());
    }

    private InMemoryHarness start(InMemoryConfig config) {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        SkippingClock time = SkippingClock.ofSystem();
        InMemoryFaceRepository sound = new InMemoryFaceRepository(config, library, time, ACCOUNT);
        Sound delegate = new Sound(sound, time);
        Delegating broken = breaking(delegate);
        return new InMemoryHarness(
                library,
                broken,
                opened(),
                broken::close,
                time,
                limit -> Optional.of(start(config)),
                () -> Optional.of(start(config.withMissingLibrary("staf")))) {
            @Override
            public List<VendorResponse> responses() {
                return delegate.responses();
            }

            @Override
            public boolean putFace(FaceId face) {
                delegate.addFaceWithoutPerson(face);
                return super.putFace(face);
            }

            @Override
            public boolean holdsFace(FaceId face) {
                return super.holdsFace(face) && !delegate.hasLost(face);
            }

            @Override
            public boolean latestResponseHasDetails() {
                return responsesHaveDetails();
            }

            @Override
            public Optional<ContractHarness> withTimeout(Duration timeout) {
                return Optional.of(start(config.withCallTimeout(timeout)));
            }

            @Override
            public Optional<Boolean> sharedResourcesOpen() {
                return Optional.of(!broken.client.isShutdown());
            }

            @Override
            public void close() {
                super.close();
                broken.client.shutdown();
            }

            @Override
            public Optional<String> account() {
                return Optional.of(ACCOUNT);
            }
        };
    }

    /**
     * Disables the broken contracts in a run of all tests, because they must fail. {@link BrokenProvidersTest} sets the configuration
     * parameter {@link #KEY} to the broken operation, which enables a contract.
     */
    static final class OnlyInBrokenProvidersTest implements ExecutionCondition, TestInstancePostProcessor {
        static final String KEY = "io.efface.testkit.broken";

        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            if (instance instanceof BrokenContract broken) {
                context.getConfigurationParameter(KEY).ifPresent(name -> broken.operation = Operation.valueOf(name));
            }
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(KEY).isPresent()
                    ? ConditionEvaluationResult.enabled("run by BrokenProvidersTest")
                    : ConditionEvaluationResult.disabled("must fail; only BrokenProvidersTest runs it");
        }
    }
}
